import type { TeamFilter } from '../shared/model.ts';

/** Whether a filter leaves anybody out; an empty list does not. */
export function isRestricted({ queueIds, skillIds, agentIds }: TeamFilter): boolean {
  return queueIds.length + skillIds.length + agentIds.length > 0;
}
