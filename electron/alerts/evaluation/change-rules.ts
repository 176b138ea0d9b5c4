import type { Agent, RuleCondition, StatusChoice } from '../../shared/model.ts';
import { alertTexts } from '../../shared/texts/alerts/alerts.ts';
import { plural } from '../../shared/texts/plurals.ts';
import { isStatusChange } from './agent-change.ts';
import { decisionOf, NO_DECISIONS, noData, withData, type RuleEvaluation, type Run } from './rule-run.ts';
import type { Scoped } from './scoped.ts';
import { isInStatus } from '../rules/status-choice.ts';
import { TEAM, type AgentChange, type ScopedTeam, type Subject } from '../types.ts';
import { changeWording } from './wording.ts';

type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { readonly kind: K }>;

/** Each change into the status, or one line about those that happened while nobody looked. */
export function becomes({ status }: Of<'becomes'>, run: Run, { scope, changes }: Scoped): RuleEvaluation {
  const { reading, recent, isNews } = run;
  const memory = withData(run.memory);
  const into: AgentChange[] = [];
  for (const change of changes()) {
    const earlier = recent.changed[change.userId]?.before;
    if (isStatusChange(change)) {
      if (isInto(status, change)) into.push(change);
    } else if (isLateInto(status, change, { earlier, scope })) {
      into.push({ ...change, before: earlier ?? change.before });
    }
  }
  if (into.length === 0) return { memory, decisions: NO_DECISIONS };
  if (isNews) {
    const now = reading.at + reading.clockOffsetMs;
    const decisions = into.map(({ userId, before, after }) =>
      decisionOf(run, userId, { event: 'fired', wording: changeWording(before, after, now) }),
    );
    return { memory, decisions };
  }
  const wording = { fact: alertTexts.facts.unseen(plural(into.length, 'agent')), detail: '', scope: null };
  return { memory, decisions: [decisionOf(run, TEAM, { event: 'fired', wording })] };
}

function isInto(status: StatusChoice | null, { before, after }: AgentChange): boolean {
  return status === null || (isInStatus(after, status) && !isInStatus(before, status));
}

/**
 * Whether only the secondary status, which is often known some time after a change, makes it news. `earlier` is who the
 * agent was before a change of a moment ago.
 */
function isLateInto(
  status: StatusChoice | null,
  change: AgentChange,
  { earlier, scope: { isIn } }: { readonly earlier: Agent | undefined; readonly scope: ScopedTeam },
): boolean {
  const { before, after } = change;
  // Without a status it is news when it brings the agent into the scope, and the change was not told before.
  if (status === null) return earlier !== undefined && isIn(after) && !isIn(before) && !isIn(earlier);
  const isKnownChange = before.secondaryStatus !== null || earlier !== undefined;
  return isKnownChange && isInto(status, change);
}

/**
 * Once; also when the agent changed while nobody looked, since somebody waits for it. What was found is remembered,
 * because it may be told later than it lasts.
 */
export function tellMe({ userId, status, expiresAt }: Of<'tell-me'>, run: Run): RuleEvaluation {
  const { reading, memory, agenda } = run;
  if (memory.subjects[userId] !== undefined) return { memory, decisions: NO_DECISIONS };
  const waiting = { memory: withData(memory), decisions: NO_DECISIONS };
  if (reading.at >= expiresAt) return waiting;
  const [before, after] = [reading.before.get(userId), reading.agents.get(userId)];
  const isGone = after === undefined && reading.asOf !== null && reading.unread.length === 0;
  const isThere = after !== undefined && isInStatus(after, status);
  const wasElsewhere = before === undefined ? memory.noData?.reason === 'agent-gone' : !isInStatus(before, status);
  if (!isThere || !wasElsewhere) {
    agenda.wake(userId, expiresAt);
    return isGone ? noData(run, 'agent-gone') : waiting;
  }
  const said = changeWording(before, after, reading.at + reading.clockOffsetMs);
  const subject: Subject = { phase: 'firing', since: reading.at, until: null, saidAt: reading.at, said };
  return {
    memory: { ...waiting.memory, subjects: { [userId]: subject } },
    decisions: [decisionOf(run, userId, { event: 'fired', wording: said })],
  };
}
