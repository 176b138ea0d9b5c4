import type { ConnectionPatch } from '../shared/contract.ts';
import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';
import { changeConnection } from './document.ts';
import { findConnection } from './find.ts';
import { checkName, checkTimeZone } from './form.ts';
import type { Present, PresentCell } from './present.ts';
import type { ConnectionParts } from './types.ts';

type UpdateParts = Pick<ConnectionParts, 'settings' | 'isValidTimeZone'>;

/**
 * Changes name, team zone, zone of API times or the number of copies of the present connection, in the settings too when it is saved there.
 * `not-connected`, `invalid-input` with the field, or `storage` when the change holds for this run only.
 */
export async function updateConnection(
  parts: UpdateParts,
  cell: PresentCell,
  patch: ConnectionPatch,
): Promise<Result<null>> {
  const present = cell.get();
  if (present === null) return fail('not-connected');
  const clean = patch.name === undefined ? patch : { ...patch, name: patch.name.trim() };
  const refused = refusalOf(parts, clean, present);
  if (refused !== null) return refused;
  const profile = { ...present.profile, ...clean };
  cell.set({ ...present, profile, live: present.live === null ? null : { ...present.live, profile } });
  if (present.home !== 'saved') return ok(null);
  return parts.settings.update((document) =>
    changeConnection(document, profile.id, (saved) => ({ ...saved, profile: { ...saved.profile, ...clean } })),
  );
}

function refusalOf(
  { settings, isValidTimeZone }: UpdateParts,
  { name, timeZone }: ConnectionPatch,
  { profile }: Present,
): Result<null> | null {
  if (name !== undefined) {
    const note = checkName(name);
    if (note !== null) return fail('invalid-input', { field: 'name', message: note.message });
    if (name === '') return fail('invalid-input', { field: 'name', message: 'Enter a name.' });
    const other = findConnection(settings.get(), name);
    if (other !== null && other.profile.id !== profile.id) {
      return fail('invalid-input', { field: 'name', message: 'Another connection has this name already.' });
    }
  }
  const zoneNote = checkTimeZone(timeZone ?? null, isValidTimeZone);
  return zoneNote === null ? null : fail('invalid-input', { field: 'timeZone', message: zoneNote.message });
}
