import type { Agent } from '../../shared/model.ts';
import type { AgentChange, AgentDiff, ScopedTeam, TeamReading } from '../types.ts';

/** Whether the status itself is another one, and not only the secondary status. */
export function isStatusChange({ before, after }: AgentChange): boolean {
  return before.rawStatus !== after.rawStatus;
}

/** Whether a contact begins or ends, which is nothing but work. */
export function isOfContact({ before, after }: AgentChange): boolean {
  const isAtWork = ({ status }: Agent): boolean => status === 'AVAILABLE' || status === 'BUSY';
  return isAtWork(before) && isAtWork(after);
}

/** Whether an agent was in a scope before or is in it now. */
export function isAbout({ before, after }: AgentChange, { isIn }: ScopedTeam): boolean {
  return isIn(before) || isIn(after);
}

/** Who is another object than before, came or went. */
export function diffsIn({ before, agents }: Pick<TeamReading, 'before' | 'agents'>): readonly AgentDiff[] {
  if (before === agents) return [];
  const diffs: AgentDiff[] = [];
  let missing = before.size;
  for (const [userId, after] of agents) {
    const old = before.get(userId);
    if (old !== undefined) missing -= 1;
    if (old !== after) diffs.push(diffOf(userId, old, after));
  }
  if (missing === 0) return diffs;
  for (const [userId, old] of before) if (!agents.has(userId)) diffs.push(diffOf(userId, old, undefined));
  return diffs;
}

/** What is different about an agent. */
export function diffOf(userId: string, before: Agent | undefined, after: Agent | undefined): AgentDiff {
  const isBoth = before !== undefined && after !== undefined;
  return { userId, before, after, change: isBoth && isOther(before, after) ? { userId, before, after } : null };
}

/** Whether an agent is in another status or secondary status. */
function isOther(before: Agent, after: Agent): boolean {
  return before.rawStatus !== after.rawStatus || before.secondaryStatus !== after.secondaryStatus;
}
