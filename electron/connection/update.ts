import type { ConnectionPatch } from '../shared/contract.ts';
import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';
import { changeConnection } from './document.ts';
import { checkName, checkTimeZone } from './form.ts';
import type { Present, PresentCell } from './present.ts';
import type { Shelf } from './shelf.ts';
import type { ConnectionParts } from './types.ts';

type UpdateParts = Pick<ConnectionParts, 'settings' | 'isValidTimeZone'>;

/**
 * Changes name, team zone, zone of API times or the number of copies of the present connection, in the settings too when it is saved there.
 * `not-connected`, `invalid-input` with the field, or `storage` when the change holds for this run only.
 */
export async function updateConnection(
  parts: UpdateParts,
  cell: PresentCell,
  shelf: Shelf,
  patch: ConnectionPatch,
): Promise<Result<null>> {
  const present = cell.get();
  if (present === null) return fail('not-connected');
  const clean = patch.name === undefined ? patch : { ...patch, name: patch.name.trim() };
  const refused = refusalOf(parts, shelf, clean, present);
  if (refused !== null) return refused;
  const profile = { ...present.profile, ...clean };
  const changed = { ...present, profile, live: present.live === null ? null : { ...present.live, profile } };
  if (present.home === 'session') shelf.sessions.keep(changed);
  cell.set(changed);
  if (present.home !== 'saved') return ok(null);
  return parts.settings.update((document) =>
    changeConnection(document, profile.id, (saved) => ({ ...saved, profile: { ...saved.profile, ...clean } })),
  );
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
