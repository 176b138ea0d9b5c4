import type { HistoryDay, HistoryRequest } from '../shared/model.ts';
import type { History } from './history.ts';

/**
 * The days of a request that cannot change any more: all agents were read once they were over, in a zone that is known.
 * No call is made.
 */
export async function* finishedDays(
  history: Pick<History, 'get' | 'days'>,
  request: HistoryRequest,
): AsyncGenerator<HistoryDay> {
  const overview = await history.get(request);
  if (!overview.ok) return;
  const { agents, days, apiTimes } = overview.value;
  if (agents.length === 0 || apiTimes.decidedBy === 'assumed' || apiTimes.decidedBy === 'none-fits') return;
  const dates = days
    .filter(({ agentsRead, readAt, endsAt, mayBeginLater }) => {
      const isFinal = agentsRead === agents.length && readAt !== null && readAt >= endsAt;
      return isFinal && mayBeginLater !== true;
    })
    .map(({ date }) => date);
  if (dates.length === 0) return;
  const answer = await history.days({ ...request, dates });
  if (answer.ok) yield* answer.value;
}
