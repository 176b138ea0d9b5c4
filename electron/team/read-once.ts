import type { LiveConnection } from '../connection/types.ts';
import type { Clock } from '../shared/clock.ts';
import { countAgents } from '../shared/counts.ts';
import type { Agent, Counts, TeamFilter } from '../shared/model.ts';
import { ok, type AppError, type Result } from '../shared/result.ts';
import { countOnce } from './count-once.ts';
import { confirm, observe, type OpenStatus } from './since-clock.ts';

/** The team at one moment, read without having watched it before. */
export interface TeamOnce {
  readonly agents: readonly Agent[];
  readonly counts: Counts;
  readonly ignored: number;
  readonly takenAt: number;
  /** Why times in status are not exact: status details could not be read; null when they could. */
  readonly detailsError: AppError | null;
}

/** Reads today's open statuses of everybody in `agents`. */
type ReadOpen = (
  live: LiveConnection,
  emails: readonly string[],
  agents: ReadonlyMap<string, Agent>,
) => Promise<Result<ReadonlyMap<string, OpenStatus>>>;

/**
 * Reads the team once: one availability call, then today's status details. Fails with the client's error when
 * availability does; without status details the statuses are "at least" as old as this answer.
 * @param maxWaitMs how long availability may wait for the budget
 */
export async function readTeamOnce(
  live: LiveConnection,
  filter: TeamFilter,
  { clock, readOpen, maxWaitMs }: { readonly clock: Clock; readonly readOpen: ReadOpen; readonly maxWaitMs: number },
): Promise<Result<TeamOnce>> {
  const answer = await live.client.availability(filter, { priority: 'availability', maxWaitMs });
  if (!answer.ok) return answer;
  const takenAt = clock.now();
  const seen = observe(new Map(), countOnce(answer.value.rows), { now: takenAt, previousAt: null });
  const open = seen.size === 0 ? ok(new Map<string, OpenStatus>()) : await readOpen(live, [], seen);
  const agents = open.ok ? confirm(seen, open.value, takenAt) : seen;
  return ok({
    agents: [...agents.values()],
    counts: countAgents(agents.values()),
    ignored: answer.value.ignored,
    takenAt,
    detailsError: open.ok ? null : open.error,
  });
}
