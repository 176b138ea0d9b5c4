import type { SavedConnection } from '../settings/types.ts';
import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';
import { withoutConnection } from './document.ts';
import type { ConnectionParts } from './types.ts';

/**
 * Forgets a saved connection: its keychain item and its place in the settings, where `successor` becomes the active one
 * if it was. Settings let go of it in any case, so a keychain that fails cannot hold a user to a connection; its error
 * then says what is left behind.
 */
export async function forgetConnection(
  { keychain, settings }: Pick<ConnectionParts, 'keychain' | 'settings'>,
  saved: SavedConnection,
  successor: string | null,
): Promise<Result<null>> {
  const removed = await removeSecret(keychain, saved);
  const written = await settings.update((document) => withoutConnection(document, saved.profile.id, successor));
  return written.ok ? removed : written;
}

/** Takes the secret of a connection out of the keychain; the error of a failure says what is left behind. */
export async function removeSecret(
  keychain: ConnectionParts['keychain'],
  { profile: { id, name }, isSecretStored }: SavedConnection,
): Promise<Result<null>> {
  const removed = await keychain.remove(id, isSecretStored, 'user');
  if (removed.ok) return ok(null);
  return fail(removed.error.code, {
    message:
      `"${name}" was removed from Rollcall, but its secret may still be in the keychain of this computer. ` +
      `Delete the entry "Rollcall" (${id}) there.`,
  });
}
