import type { LiveConnection } from '../../connections/types.ts';
import { isPassing } from '../../kore/names.ts';
import type { CallOptions } from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';
import { isId } from '../../shared/names/find-names.ts';
import type { TeamFilter } from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';
import { readNext } from '../../team/directory/directory-read.ts';
import { EMPTY_STATE, namesOf, type DirectoryState } from '../../team/directory/directory-state.ts';
import { afterLimit } from './after-limit.ts';

/** How names are read, and kept for the next command. */
export interface NamesRead extends CallOptions {
  readonly clock: Clock;
  readonly save: (before: DirectoryState, next: DirectoryState) => Promise<void>;
}

/** Each list of a filter that a list of names stands beside. */
const NAMED = [
  { names: 'queues', ids: 'queueIds' },
  { names: 'skills', ids: 'skillIds' },
] as const;

/**
 * What was saved of queues and skills, with those lists of names read that a filter needs and nobody has saved. A tenant may
 * refuse them: then a name may still be an id.
 */
export async function withNames(
  filter: TeamFilter,
  saved: DirectoryState | null,
  live: LiveConnection,
  { clock, save, maxWaitMs, ...call }: NamesRead,
): Promise<Result<DirectoryState | null>> {
  let state = saved;
  for (const { names, ids } of NAMED) {
    if (filter[ids].every(isId) || (state !== null && namesOf(state)[names].length > 0)) continue;
    const before = state ?? EMPTY_STATE;
    const read = await afterLimit(maxWaitMs, clock, (waitMs) =>
      readNext(live, names, { ...call, maxWaitMs: waitMs }, before, clock.now),
    );
    if (read.ok) {
      state = read.value;
      await save(before, state);
    } else if (isPassing(read.error.code)) return read;
  }
  return ok(state);
}
