import type { LiveConnection } from '../connection/types.ts';
import type { Clock } from '../shared/clock.ts';
import { countAgents } from '../shared/counts.ts';
import type { Agent, Counts, Selection } from '../shared/model.ts';
import { ok, type AppError, type Result } from '../shared/result.ts';
import { countOnce } from './count-once.ts';
import { wholeTeam } from './details.ts';
import { isRestricted } from './filter.ts';
import { project } from './projection.ts';
import { confirm, observe, type OpenStatuses } from './since-clock.ts';

/** The team at one moment, read without having watched it before. */
export interface TeamOnce {
  readonly agents: readonly Agent[];
  readonly counts: Counts;
  readonly ignored: number;
  readonly takenAt: number;
  /** Why times in status are not exact: status details could not be read; null when they could. */
  readonly detailsError: AppError | null;
}

/** Reads today's open statuses by e-mail, of everybody when there are none. */
type ReadOpen = (
  live: LiveConnection,
  emails: readonly string[],
  agents: ReadonlyMap<string, Agent>,
) => Promise<Result<OpenStatuses>>;

/** How the team is read once. */
export interface ReadOnceParts {
  readonly clock: Clock;
  /** Null where nobody wants to know since when: that saves the account its calls. */
  readonly readOpen: ReadOpen | null;
  /** How long availability may wait for the budget. */
  readonly maxWaitMs: number;
}

/**
 * Reads the team once: one availability call, then today's status details. Fails with the client's error when
 * availability does, then what is selected; without status details the statuses are "at least" as old as this answer.
 */
export async function readTeamOnce(
  live: LiveConnection,
  selection: Selection,
  { clock, readOpen, maxWaitMs }: ReadOnceParts,
): Promise<Result<TeamOnce>> {
  const answer = await live.client.availability(selection.filter, { priority: 'availability', maxWaitMs });
  if (!answer.ok) return answer;
  const takenAt = clock.now();
  const members = countOnce(answer.value.rows);
  const seen = observe(new Map(), members, { now: takenAt, previousAt: null, isGap: false });
  const emails = wholeTeam(members, isRestricted(selection.filter));
  const open = seen.size === 0 || readOpen === null ? ok<OpenStatuses>(new Map()) : await readOpen(live, emails, seen);
  const agents = project(open.ok ? confirm(seen, open.value, takenAt) : seen, selection);
  return ok({
    agents: [...agents.values()],
    counts: countAgents(agents.values()),
    ignored: answer.value.ignored,
    takenAt,
    detailsError: open.ok ? null : open.error,
  });
}
