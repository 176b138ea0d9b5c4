import type { SavedConnection } from '../settings/types.ts';
import { LEAST_COPIES, NOTHING_LEARNED, type ConnectionProfile } from '../shared/model.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { withConnection, withoutConnection } from './document.ts';
import type { Entry } from './entry.ts';
import { findConnection } from './find.ts';
import { createMemoryCell } from './memory-cell.ts';
import type { Present } from './present.ts';
import { presentSaved } from './reader.ts';
import { encodeItem } from './secret.ts';
import type { ConnectionParts } from './types.ts';

type SaveParts = Pick<ConnectionParts, 'settings' | 'keychain' | 'createClient' | 'randomUUID'>;

/** What became of a save: the connection to look at, and an error when the settings file could not take it. */
export interface Saved {
  readonly present: Present;
  readonly written: Result<null>;
}

/**
 * Puts the secret into the keychain and the rest into the settings, as the active connection; one of the same name is
 * replaced. A keychain error means that nothing was changed. A new connection that the settings file cannot take is kept
 * for this run only, and its secret is taken out of the keychain again, where nobody would ever look for it.
 */
export async function saveInKeychain(parts: SaveParts, entry: Entry): Promise<Result<Saved>> {
  const { draft, secret } = entry;
  const { activeConnectionId } = parts.settings.get();
  const existing = findConnection(parts.settings.get(), draft.name);
  const saved: SavedConnection = {
    profile: profileOf(parts, draft, existing?.profile ?? null),
    isSecretStored: true,
    memory: existing?.profile.host === draft.host ? existing.memory : NOTHING_LEARNED,
    views: existing?.views ?? [],
    activeViewId: existing?.activeViewId ?? null,
  };
  const { id } = saved.profile;
  const stored = await parts.keychain.write(id, encodeItem(secret), 'user');
  if (!stored.ok) return err(stored.error);
  const written = await parts.settings.update((document) => ({
    ...withConnection(document, saved),
    activeConnectionId: id,
  }));
  if (written.ok || existing !== null) return ok({ present: presentSaved(parts, saved, secret), written });
  await parts.keychain.remove(id, true, 'user');
  await parts.settings.update((document) => ({ ...withoutConnection(document, id), activeConnectionId }));
  return ok({ present: keepForSession(parts, entry), written });
}

/** Keeps a connection for this run only: neither keychain nor settings hear of it, so no restart finds half of it. */
export function keepForSession(parts: SaveParts, { draft, secret }: Entry): Present {
  const profile = profileOf(parts, draft, null);
  const memory = createMemoryCell();
  const live = { profile, isDemo: false, memory, client: parts.createClient(profile, secret, memory) };
  return { profile, home: 'session', secretState: 'session', secret, live };
}

/** The form does not ask how API times are read and how many copies there are: a replaced connection keeps both. */
function profileOf(
  { randomUUID }: SaveParts,
  draft: Entry['draft'],
  existing: ConnectionProfile | null,
): ConnectionProfile {
  return {
    ...draft,
    id: existing?.id ?? randomUUID(),
    apiTimes: existing?.apiTimes ?? 'auto',
    copies: existing?.copies ?? LEAST_COPIES,
  };
}
