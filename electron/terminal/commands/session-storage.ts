import type { Clock } from '../../shared/clock.ts';
import { openMemory, openStorage } from '../../storage/open.ts';
import { STORAGE_SCHEMA } from '../../storage-schema.ts';
import type { SessionStorage } from './session.ts';

/** Opens the database of the data folder, or one in memory. */
export async function openSessionStorage(
  { dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock },
  isPersistent: boolean,
): Promise<SessionStorage> {
  if (isPersistent) return openStorage({ dataFolder, clock, schema: STORAGE_SCHEMA });
  const memory = await openMemory(STORAGE_SCHEMA);
  return {
    disk: memory,
    memory,
    state: () => ({ retentionDays: 0, problem: null }),
    close: () => memory.close(),
  };
}
