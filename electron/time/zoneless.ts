import type { ApiTime } from '../kore/types.ts';
import type { ApiTimesVerdict } from '../shared/model.ts';

const MINUTE_MS = 60_000;

/**
 * The instant (epoch milliseconds) behind a time of status details. Zoneless wall time is read in the zone named:
 * `request` is exactly the numeric offset that was sent (minutes, sign of `getTimezoneOffset`), whatever the clocks of
 * any place did; `UTC` takes the wall time as it is. A time that carried its own zone needs neither.
 */
export function instantOf(time: ApiTime, zone: ApiTimesVerdict['zone'], timeZoneOffset: number): number {
  return time.kind === 'wall' && zone === 'request' ? time.ms + timeZoneOffset * MINUTE_MS : time.ms;
}
