import type { LiveConnection } from '../../connections/types.ts';
import type { OpenStatusAnswer, OpenStatusRequest } from '../../history/read/today.ts';
import { membersOf } from '../../kore/members.ts';
import type { AvailabilityRow } from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';
import { countAgents, withoutUnread } from '../../shared/team/counts.ts';
import type { Agent, Counts, DetailsProgress, Health, Selection } from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';
import { teamTexts } from '../../shared/texts/team/team.ts';
import { emailsOf, isRestricted } from '../details/details-queue.ts';
import { hearTeamOnce } from './hear-once.ts';
import { confirm, observe } from '../time-in-status.ts';
import { project } from '../viewed-agents.ts';
import { viewMatcher } from '../views/view-matcher.ts';

/** The team at one moment, read once without a live team. */
export interface TeamOnce {
  readonly agents: readonly Agent[];
  readonly counts: Counts;
  readonly ignored: number;
  /** Ids of agents in the filter that nobody in the answer has. */
  readonly notFound: readonly string[];
  /** By the server's clock, as times in status are. */
  readonly takenAt: number;
  /** Of how many agents status details were read; null where nobody wanted them. */
  readonly details: DetailsOnce | null;
  /** What of a desk's team is not in it, in a sentence; absent or null where all is. */
  readonly lack?: string | null;
  /** The views of a desk that has their counts and no sum of them; absent elsewhere. */
  readonly views?: readonly string[];
  /** Why a desk's team is not up to date: its publisher cannot read it, or has stopped; absent where it is. */
  readonly health?: Health;
}

/** How far one read of status details came. Of the others, time in status and secondary status are not known. */
export interface DetailsOnce {
  readonly read: number;
  /** Everybody the API named, whom they would have been read of. */
  readonly of: number;
  /** Why it ended before the last of them; null when it did not. */
  readonly why: string | null;
  /** How many rows and records of the answers could not be understood; absent where all were. */
  readonly notUnderstood?: number;
  /** As in the progress of the live team. */
  readonly zone?: DetailsProgress['zone'];
}

/**
 * Reads the team once: one availability call, then today's status details. Fails with the client's error when
 * availability does, then what is selected; without status details the statuses are "at least" as old as this answer.
 */
export async function readTeamOnce(
  live: LiveConnection,
  selection: Selection,
  {
    clock,
    readOpen,
    maxWaitMs,
  }: {
    readonly clock: Clock;
    /** Reads today's open statuses; null where nobody wants times in status, which saves the account its requests. */
    readonly readOpen:
      | ((
          live: LiveConnection,
          request: OpenStatusRequest,
          agents: ReadonlyMap<string, Agent>,
        ) => Promise<Result<OpenStatusAnswer>>)
      | null;
    /** How long availability may wait for the rate limit. */
    readonly maxWaitMs: number;
  },
): Promise<Result<TeamOnce>> {
  if (live.feed !== null) return hearTeamOnce(live.feed, selection, { clock, profile: live.profile });
  const answer = await live.client.availability(selection.filter, { priority: 'availability', maxWaitMs });
  if (!answer.ok) return answer;
  const answeredAt = clock.now();
  const members = membersOf(answer.value.rows);
  const observeAt = (now: number) => observe(new Map(), members, { now, previousAt: null, isGap: false }).agents;
  const seen = observeAt(answeredAt);
  const emails = emailsOf({ members, isFiltered: isRestricted(selection.filter) });
  const open = seen.size === 0 || readOpen === null ? NOTHING : await readOpen(live, { emails }, seen);
  // Only now: the answer with status details may be the first to give the server's clock.
  const takenAt = answeredAt + (live.client.clockOffsetMs() ?? 0);
  const team = observeAt(takenAt);
  const confirmed = open.ok ? confirm(team, open.value.open, takenAt).agents : team;
  const agents = project(confirmed, viewMatcher(selection));
  return ok({
    agents: [...agents.values()],
    counts: withoutUnread(countAgents(agents.values()), answer.value.unread),
    ignored: answer.value.ignored,
    notFound: notFoundIn(answer.value.rows, selection.filter.agentIds),
    takenAt,
    details: readOpen === null ? null : detailsOnce(seen, open),
  });
}

/** Which ids of agents nobody in an answer has. */
export function notFoundIn(rows: readonly AvailabilityRow[], wanted: readonly string[]): readonly string[] {
  const found = new Set(rows.flatMap(({ agentId, userId }) => [agentId ?? userId, userId]));
  return wanted.filter((id) => !found.has(id));
}

const NOTHING: Result<OpenStatusAnswer> = ok({ open: new Map(), read: new Set<string>(), stopped: null });

function detailsOnce(team: ReadonlyMap<string, Agent>, answer: Result<OpenStatusAnswer>): DetailsOnce {
  const of = team.size;
  if (!answer.ok) return { read: 0, of, why: answer.error.message };
  const { read, stopped, isShort = false, notUnderstood, zone } = answer.value;
  // A complete read also says that agents without a row have no records.
  const isComplete = stopped === null && !isShort;
  const known = isComplete ? of : [...team.keys()].filter((userId) => read.has(userId)).length;
  const why = stopped?.message ?? (known < of ? teamTexts.details.endedEarly : null);
  return {
    ...{ read: known, of, why },
    ...(notUnderstood !== undefined && { notUnderstood }),
    ...(zone !== undefined && { zone }),
  };
}
