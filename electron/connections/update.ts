import type { SettingsDocument } from '../settings/types.ts';
import type { ConnectionPatch } from '../shared/contract/commands.ts';
import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';
import { keepAccountCopies, patchProfile, withAccountCopies } from './account-copies.ts';
import { changeConnection } from './document.ts';
import { cleanName } from '../shared/unseen.ts';
import { checkName, checkTimeZone, cleanZone } from './form.ts';
import type { Present, PresentCell } from './present.ts';
import type { Shelf } from './shelf.ts';
import type { ConnectionParts } from './types.ts';

type UpdateParts = Pick<ConnectionParts, 'settings' | 'isValidTimeZone'>;

/**
 * Changes name, team zone or zone of API times of the present connection, or the number of copies of its account, in the
 * settings too where it is saved there. `not-connected`, `invalid-input` with the field, or `storage` when the change holds for
 * this run only.
 */
export async function updateConnection(
  parts: UpdateParts,
  cell: PresentCell,
  shelf: Shelf,
  patch: ConnectionPatch,
): Promise<Result<null>> {
  const present = cell.get();
  if (present === null) return fail('not-connected');
  const clean = cleanPatch(patch);
  const refused = refusalOf(parts, shelf, clean, present);
  if (refused !== null) return refused;
  const changed = patchProfile(present, clean);
  if (clean.copies !== undefined) keepAccountCopies(shelf.sessions, changed.profile, clean.copies);
  if (present.home === 'session') shelf.sessions.keep(changed);
  cell.set(changed);
  return write(parts, changed, clean);
}

function cleanPatch(patch: ConnectionPatch): ConnectionPatch {
  const { name, timeZone } = patch;
  return {
    ...patch,
    ...(name === undefined ? {} : { name: cleanName(name) }),
    ...(timeZone === undefined ? {} : { timeZone: cleanZone(timeZone) }),
  };
}

async function write(
  { settings }: UpdateParts,
  { home, profile }: Present,
  patch: ConnectionPatch,
): Promise<Result<null>> {
  const change = (document: SettingsDocument): SettingsDocument => {
    const own = changeConnection(document, profile.id, (saved) => ({
      ...saved,
      profile: { ...saved.profile, ...patch },
    }));
    return patch.copies === undefined ? own : withAccountCopies(own, profile, patch.copies);
  };
  // One of this run may share its account with saved ones.
  const isForFile = home === 'saved' || change(settings.get()) !== settings.get();
  return isForFile ? settings.update(change) : ok(null);
}

function refusalOf(
  { isValidTimeZone }: UpdateParts,
  shelf: Shelf,
  { name, timeZone }: ConnectionPatch,
  { profile }: Present,
): Result<null> | null {
  if (name !== undefined) {
    const note = checkName(name);
    if (note !== null) return fail('invalid-input', { field: 'name', message: note.message });
    if (name === '') return fail('invalid-input', { field: 'name', message: 'Enter a name.' });
    if (shelf.holderOf(name, profile.id) !== null) {
      return fail('invalid-input', { field: 'name', message: 'Another connection has this name already.' });
    }
  }
  const zoneNote = checkTimeZone(timeZone ?? null, isValidTimeZone);
  return zoneNote === null ? null : fail('invalid-input', { field: 'timeZone', message: zoneNote.message });
}
