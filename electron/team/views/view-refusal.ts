import type { Directory, TeamFilter } from '../../shared/model.ts';
import { appError, messageFor, type AppError } from '../../shared/result.ts';

/**
 * Why a filter is refused. Nobody can have mistyped the ids of queues and skills that Kore.ai itself has named: there it
 * is their members that it does not tell. What it said stays.
 */
export function viewRefusal(error: AppError, filter: TeamFilter, { queues, skills }: Directory): AppError {
  if (error.code !== 'request-refused' || filter.agentIds.length > 0) return error;
  const named = new Set([...queues, ...skills].map(({ id }) => id));
  if (![...filter.queueIds, ...filter.skillIds].every((id) => named.has(id))) return error;
  const message = error.message.replace(messageFor('request-refused'), messageFor('view-refused'));
  return appError('view-refused', { message });
}
