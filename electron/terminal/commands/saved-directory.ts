import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import type { ConnectionProfile } from '../../shared/model.ts';
import { DATABASE_FILE, openStorage } from '../../storage/open.ts';
import { openDirectoryRepository } from '../../team/directory/directory-repository.ts';
import type { DirectoryState } from '../../team/directory/directory-state.ts';
import { teamSourceOf } from '../../team/team-memory.ts';
import { STORAGE_SCHEMA } from '../../team/storage-schema.ts';

/** The queues and skills that the app has saved of a connection; null where it has not. A command makes no database. */
export async function readSavedDirectory(
  profile: ConnectionProfile,
  { dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock },
): Promise<DirectoryState | null> {
  if (!existsSync(path.join(dataFolder, DATABASE_FILE))) return null;
  const storage = await openStorage({ dataFolder, clock, schema: STORAGE_SCHEMA });
  try {
    return openDirectoryRepository(storage.disk).load(teamSourceOf(profile, 'saved'), clock.now());
  } finally {
    storage.close();
  }
}
