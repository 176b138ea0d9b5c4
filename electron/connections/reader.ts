import type { KeychainPatience } from '../keychain/types.ts';
import type { ApiSecret } from '../kore/types.ts';
import type { SavedConnection } from '../settings/types.ts';
import type { SecretState } from '../shared/model.ts';
import { findById } from './find.ts';
import { createSavedMemoryCell } from './memory-cell.ts';
import type { Present, PresentCell } from './present.ts';
import { decodeItem, encodeItem } from './secret.ts';
import type { ConnectionParts } from './types.ts';

/** A saved connection with its secret, ready to be called; its quirks are remembered in the settings. */
export function presentSaved(
  { settings, createClient }: Pick<ConnectionParts, 'settings' | 'createClient'>,
  saved: SavedConnection,
  secret: ApiSecret,
): Present {
  const { profile } = saved;
  const memory = createSavedMemoryCell(settings, saved);
  const live = { profile, isDemo: false, memory, client: createClient(profile, secret, memory) };
  return { profile, home: 'saved', secretState: 'stored', secret, live };
}

/**
 * Makes a saved connection the present one and reads its secret. Until the keychain has answered the state is
 * `waiting`; whatever is begun meanwhile ends the reading, and wins over a late answer.
 */
export async function openSavedConnection(
  parts: Pick<ConnectionParts, 'settings' | 'keychain' | 'createClient'>,
  cell: PresentCell,
  saved: SavedConnection,
  patience: KeychainPatience,
): Promise<void> {
  const { id } = saved.profile;
  const { isLast, signal } = cell.begin();
  cell.set(withoutSecret(saved, 'waiting'));
  const read = await parts.keychain.read(id, saved.isSecretStored, patience, signal);
  if (!isLast()) return;
  const current = findById(parts.settings.get(), id); // it may have been renamed meanwhile, or forgotten
  if (current === null) return cell.set(null);
  if (read.state !== 'stored') return cell.set(withoutSecret(current, read.state));
  const secret = decodeItem(read.value, current.profile);
  // An item that cannot be used has to be entered again, like one that is not there.
  cell.set(secret === null ? withoutSecret(current, 'missing') : presentSaved(parts, current, secret));
}

/**
 * Takes over the present connection's secret where the keychain holds another one than is in use. The one in use stays
 * where the keychain does not answer, and when something else is opened meanwhile.
 */
export async function renewSecret(
  parts: Pick<ConnectionParts, 'settings' | 'keychain' | 'createClient'>,
  cell: PresentCell,
  { profile, secret: used }: Present,
): Promise<void> {
  const isStill = cell.watch();
  const read = await parts.keychain.read(profile.id, true, 'background');
  const saved = findById(parts.settings.get(), profile.id);
  if (!isStill() || saved === null || read.state !== 'stored') return;
  const secret = decodeItem(read.value, saved.profile);
  if (secret === null || (used !== null && encodeItem(used) === encodeItem(secret))) return;
  cell.begin(); // what is still being read has the old one
  cell.set(presentSaved(parts, saved, secret));
}

/** A saved connection that cannot be called, or not yet. */
export function withoutSecret({ profile }: SavedConnection, secretState: SecretState): Present {
  return { profile, home: 'saved', secretState, secret: null, live: null };
}
