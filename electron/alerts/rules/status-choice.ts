import { statusDetail } from '../../shared/names/agent-search.ts';
import { foldName } from '../../shared/names/invisible.ts';
import type { Agent, StatusChoice } from '../../shared/model.ts';

/** Whether an agent is in a status, as far as that is known. */
export function isInStatus(agent: Agent, choice: StatusChoice): boolean {
  if (choice.kind === 'status') return agent.status === choice.status;
  return foldName(statusDetail(agent) ?? '') === foldName(choice.name);
}

/** `AWAY`, or `Lunch`. */
export function choiceName(choice: StatusChoice): string {
  return choice.kind === 'status' ? choice.status : choice.name;
}
