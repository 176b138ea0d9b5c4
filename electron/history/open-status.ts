import type { StatusRecord } from '../kore/types.ts';
import type { ApiTimesVerdict } from '../shared/model.ts';
import type { OpenStatus } from '../team/since-clock.ts';
import { FUTURE_SLACK_MS } from './api-times.ts';
import { tidySpans, toSpans } from './spans.ts';

/**
 * The status one agent is in according to their records, with equal neighbours merged backwards so that a seam does
 * not restart the clock (design: since-clock). Null when nothing is open, or when it would start more than two minutes
 * after `now` (epoch milliseconds), which means that clock or zone are not to be trusted.
 */
export function openStatus(
  records: readonly StatusRecord[],
  now: number,
  zone: ApiTimesVerdict['zone'],
  timeZoneOffset: number,
): OpenStatus | null {
  const last = tidySpans(toSpans(records, zone, timeZoneOffset)).at(-1);
  if (last === undefined || last.end !== null || last.start > now + FUTURE_SLACK_MS) return null;
  const { primaryStatus, secondaryStatus } = last;
  return { primaryStatus, secondaryStatus, startedAt: Math.min(last.start, now) };
}
