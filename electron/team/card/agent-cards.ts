import type { AvailabilityRow } from '../../kore/types.ts';
import { limitOf } from '../../shared/team/attention.ts';
import type { AttentionRules } from '../../shared/team/attention.ts';
import type {
  Agent,
  AgentBands,
  AgentCard,
  AgentChange,
  AgentRowFacts,
  Directory,
  NamedId,
  Serving,
  TeamSnapshot,
} from '../../shared/model.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Members } from '../directory/types.ts';
import type { AgentDays } from './agent-days.ts';

/** Cards of agents, from what is known already. */
export interface AgentCards {
  get(userId: string): Result<AgentCard>;
  bands(userIds: readonly string[]): AgentBands;
}

/** Creates them over the live team, its directory and what was read of today. */
export function createAgentCards({
  snapshot,
  directory,
  members,
  rules,
  rows,
  days,
}: {
  readonly snapshot: () => TeamSnapshot;
  readonly directory: () => Directory;
  readonly members: () => Members;
  readonly rules: () => AttentionRules;
  /** The rows of an agent in the last answer. */
  readonly rows: (userId: string) => readonly AvailabilityRow[];
  readonly days: Pick<AgentDays, 'day' | 'get'>;
}): AgentCards {
  return {
    get(userId) {
      const agent = snapshot().agents.find((each) => each.userId === userId);
      if (agent === undefined) return fail('not-found');
      const { queues, skills } = directory();
      const { ofQueue, ofSkill } = members();
      const { day, changes, totals } = days.get(agent) ?? { day: null, changes: [], totals: [] };
      return ok({
        agent,
        queues: serving(userId, queues, ofQueue),
        skills: serving(userId, skills, ofSkill),
        day,
        changes: [...observedChange(agent, day, changes), ...changes],
        totals,
        limit: limitOf(agent, rules().limits),
        row: factsOf(rows(userId)),
      });
    },
    bands: (userIds) => Object.fromEntries(userIds.map((userId) => [userId, days.day(userId)])),
  };
}

/** Those whose members name the agent; null where nobody's members are known. */
function serving(
  userId: string,
  all: readonly NamedId[],
  membersOf: (id: string) => ReadonlySet<string> | null,
): Serving | null {
  const known = all.filter(({ id }) => membersOf(id) !== null);
  if (known.length === 0) return null;
  const served = known.filter(({ id }) => membersOf(id)?.has(userId) === true);
  return { named: served.map(({ id, name }) => ({ id, name })), unread: all.length - known.length };
}

/** The change to the present status where polls saw it and status details were not read since. */
function observedChange(
  { since, rawStatus, secondaryStatus }: Agent,
  day: AgentCard['day'],
  [latest]: readonly AgentChange[],
): readonly AgentChange[] {
  const { at, precision, toleranceMs } = since;
  if (at === null || precision !== 'observed' || at <= Math.max(latest?.at ?? 0, day?.startsAt ?? 0)) return [];
  const before = latest?.toStatus ?? null;
  const isSame = before?.primaryStatus.toUpperCase() === rawStatus;
  if (isSame && at - toleranceMs <= (latest?.at ?? 0)) return [];
  // A status that was left and entered again had another one in between, which nobody saw.
  const fromStatus = isSame ? null : before;
  return [{ at, fromStatus, toStatus: { primaryStatus: rawStatus, secondaryStatus }, toleranceMs }];
}

/** What the rows say beside the status; null without any, as for a team of the last run. An e-mail is only said to be there. */
function factsOf(rows: readonly AvailabilityRow[]): AgentRowFacts | null {
  if (rows.length === 0) return null;
  return {
    agentId: rows.find(({ agentId }) => agentId !== null)?.agentId ?? null,
    customId: rows.find(({ customId }) => customId !== undefined)?.customId ?? null,
    hasEmail: rows.some(({ email }) => email !== null),
    hasPhone: rows.some(({ phone }) => phone !== null),
    buckets: [...new Set(rows.map(({ bucket }) => bucket))],
  };
}
