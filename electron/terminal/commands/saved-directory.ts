import type { Clock } from '../../shared/clock.ts';
import type { ConnectionProfile } from '../../shared/model.ts';
import { openDirectoryRepository } from '../../team/directory/directory-repository.ts';
import type { DirectoryState } from '../../team/directory/directory-state.ts';
import { teamSourceOf } from '../../team/saved/team-memory.ts';
import type { SessionStorage } from './session.ts';

/** The queues and skills that were saved of a connection; null where there are none. */
export function readSavedDirectory(
  profile: ConnectionProfile,
  storage: Pick<SessionStorage, 'disk'>,
  clock: Pick<Clock, 'now'>,
): DirectoryState | null {
  return openDirectoryRepository(storage.disk).load(teamSourceOf(profile, 'saved'), clock.now());
}

/** Saves what a command has read of queues and skills, as the app does. What cannot be saved is read again. */
export function saveDirectory(
  profile: ConnectionProfile,
  { before, next }: { readonly before: DirectoryState; readonly next: DirectoryState },
  storage: Pick<SessionStorage, 'disk'>,
  clock: Pick<Clock, 'now'>,
): void {
  openDirectoryRepository(storage.disk).save(teamSourceOf(profile, 'saved'), before, next, clock.now());
}
