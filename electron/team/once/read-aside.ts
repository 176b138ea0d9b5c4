import type { Connections } from '../../connections/types.ts';
import { membersOf } from '../../kore/members.ts';
import type { AttentionRules } from '../../shared/team/attention.ts';
import type { Clock } from '../../shared/clock.ts';
import { countAgents, withoutUnread } from '../../shared/team/counts.ts';
import { selectionKey, selectionOf, type Selection, type TeamSnapshot, type View } from '../../shared/model.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createAttentionCount } from '../attention.ts';
import { whyNotSent } from './published-members.ts';
import { notFoundIn } from './read-once.ts';
import { observe } from '../time-in-status.ts';
import type { LiveTeam } from '../types.ts';
import { project } from '../viewed-agents.ts';
import { viewMatcher } from '../views/view-matcher.ts';

/** The team of a view that was read beside the polls. */
export interface AsideTeam {
  readonly team: TeamSnapshot;
  /** Ids of agents in the filter of the view that nobody in the answer has. */
  readonly notFound: readonly string[];
}

/** Somebody waits for the answer, so the rate limit may delay it no longer than this. */
const MAX_WAIT_MS = 10_000;
/** As many views are kept of one poll. */
const REMEMBERED = 16;

/**
 * Creates a reader of views of which the last answer does not tell who is in them. It makes one call for a view and
 * poll, however often it is asked. Times in status are those of the live team, as far as that has the agents.
 */
export function createAsideReader({
  clock,
  connections,
  team,
  rules,
}: {
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'live' | 'generation'>;
  readonly team: Pick<LiveTeam, 'snapshot' | 'everybody'>;
  readonly rules: () => AttentionRules;
}): (view: View | null) => Promise<Result<AsideTeam>> {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<Result<AsideTeam>> }>();
  let poll = '';

  async function read(view: View | null, selection: Selection): Promise<Result<AsideTeam>> {
    const live = connections.live();
    if (live === null) return fail('not-connected');
    if (live.feed !== null) return fail('not-on-desk', { message: whyNotSent(selection.filter) });
    const call = { priority: 'availability', maxWaitMs: MAX_WAIT_MS, isAside: true } as const;
    const answer = await live.client.availability(selection.filter, call);
    if (!answer.ok) return answer;
    const { rows, unread, ignored } = answer.value;
    const asOf = clock.now();
    const clockOffsetMs = live.client.clockOffsetMs() ?? undefined;
    const times = { now: asOf + (clockOffsetMs ?? 0), previousAt: null, isGap: false };
    const known = team.everybody();
    const seen = [...observe(new Map(), membersOf(rows), times).agents].map(([userId, agent]) => {
      const before = known.get(userId);
      return [userId, before?.status === agent.status ? before : agent] as const;
    });
    const agents = project(new Map(seen), viewMatcher(selection));
    const { details: _, ...facts } = team.snapshot();
    const health = { ...facts.health, state: 'live', since: asOf, message: '' } as const;
    const present = { ...facts, view, ignored, asOf, clockOffsetMs, health, queues: [], unwatched: [] };
    return ok({
      team: {
        ...present,
        ...createAttentionCount(clock)(agents, present, rules()),
        agents: [...agents.values()],
        counts: withoutUnread(countAgents(agents.values()), unread),
      },
      notFound: notFoundIn(rows, selection.filter.agentIds),
    });
  }

  return (view) => {
    const { asOf, intervalMs } = team.snapshot();
    const present = JSON.stringify([connections.generation(), asOf]);
    if (poll !== present || answers.size >= REMEMBERED) answers.clear();
    poll = present;
    const selection = selectionOf(view);
    const key = selectionKey(selection);
    const known = answers.get(key);
    // Without polls, for example while they are paused, an answer grows old too.
    if (known !== undefined && clock.now() - known.at < intervalMs) return known.answer;
    const answer = read(view, selection);
    answers.set(key, { at: clock.now(), answer });
    return answer;
  };
}
