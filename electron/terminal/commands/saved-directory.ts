import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import type { ConnectionProfile } from '../../shared/model.ts';
import { DATABASE_FILE, openStorage } from '../../storage/open.ts';
import { openDirectoryRepository } from '../../team/directory/directory-repository.ts';
import type { DirectoryState } from '../../team/directory/directory-state.ts';
import { teamSourceOf } from '../../team/team-memory.ts';
import { STORAGE_SCHEMA } from '../../storage-schema.ts';

interface Parts {
  readonly dataFolder: string;
  readonly clock: Clock;
}

/** The queues and skills that were saved of a connection; null where there are none. To look makes no database. */
export async function readSavedDirectory(
  profile: ConnectionProfile,
  { dataFolder, clock }: Parts,
): Promise<DirectoryState | null> {
  if (!existsSync(path.join(dataFolder, DATABASE_FILE))) return null;
  const storage = await openStorage({ dataFolder, clock, schema: STORAGE_SCHEMA });
  try {
    return openDirectoryRepository(storage.disk).load(teamSourceOf(profile, 'saved'), clock.now());
  } finally {
    storage.close();
  }
}

/** Saves what a command has read of queues and skills, as the app does. What cannot be saved is read again. */
export async function saveDirectory(
  profile: ConnectionProfile,
  { before, next }: { readonly before: DirectoryState; readonly next: DirectoryState },
  { dataFolder, clock }: Parts,
): Promise<void> {
  const storage = await openStorage({ dataFolder, clock, schema: STORAGE_SCHEMA });
  openDirectoryRepository(storage.disk).save(teamSourceOf(profile, 'saved'), before, next, clock.now());
  storage.close();
}
