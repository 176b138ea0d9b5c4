import type { Agent } from '../shared/model.ts';
import type { ScopedTeam } from './types.ts';

/** An agent whose status or secondary status is another one than before. */
export interface AgentChange {
  readonly before: Agent;
  readonly after: Agent;
}

/** Whether the status itself is another one, and not only the secondary status. */
export function isStatusChange({ before, after }: AgentChange): boolean {
  return before.rawStatus !== after.rawStatus;
}

/** Whether an agent was in a scope before or is in it now. */
export function isAbout({ before, after }: AgentChange, { isIn }: ScopedTeam): boolean {
  return isIn(before) || isIn(after);
}
