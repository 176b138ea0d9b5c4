import { existsSync } from 'node:fs';
import path from 'node:path';
import { openAlertRepository } from '../../alerts/log/alert-repository.ts';
import { openHistoryRepository } from '../../history/cache/history-repository.ts';
import type { Clock } from '../../shared/clock.ts';
import { DATABASE_FILE, openMemory, openStorage } from '../../storage/open.ts';
import { STORAGE_SCHEMA } from '../../storage-schema.ts';
import { openDirectoryRepository } from '../../team/directory/directory-repository.ts';
import { openTeamRepository } from '../../team/saved/team-repository.ts';
import type { SessionStorage } from './session.ts';

interface Parts {
  readonly dataFolder: string;
  readonly clock: Clock;
}

/** Whether anything was saved in a data folder. */
export function isAnySaved({ dataFolder }: Pick<Parts, 'dataFolder'>): boolean {
  return existsSync(path.join(dataFolder, DATABASE_FILE));
}

/** Opens the database of the data folder, which is made where there is none. */
export function openSavedStorage({ dataFolder, clock }: Parts): Promise<SessionStorage> {
  return openStorage({ dataFolder, clock, schema: STORAGE_SCHEMA });
}

/** The same tables in memory, for what may not outlive a command. */
export async function openPassingStorage(): Promise<SessionStorage> {
  const memory = await openMemory(STORAGE_SCHEMA);
  return {
    disk: memory,
    memory,
    state: () => ({ retentionDays: 0, problem: null }),
    close: () => memory.close(),
  };
}

/** Deletes all that is saved of a connection. */
export function forgetSaved({ disk }: Pick<SessionStorage, 'disk'>, connectionId: string): void {
  // The last one takes what was deleted from the write-ahead log too.
  const open = [openTeamRepository, openDirectoryRepository, openAlertRepository, openHistoryRepository];
  for (const repositoryOf of open) repositoryOf(disk).forget(connectionId);
}
