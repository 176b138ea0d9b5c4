import { STATUSES, type GapChange, type GapReport, type GapStatus } from '../../../electron/shared/model.ts';
import { clockMinute, foreignZone } from '../../ui/time-text.ts';
import { countText } from '../../../electron/shared/format.ts';
import { plural } from '../../../electron/shared/texts/plurals.ts';
import { statusLabel } from '../../ui/status-label.ts';

/** The gap in one line: `Not watched 09:40–10:25: 7 changes by their own status, 3 without record`; `timeZone` is the team's. */
export function gapSentence(report: GapReport, now: number, timeZone: string): string {
  const { from, to, changeCount, noRecordCount, isKnown, isCut, isZoneAssumed } = report;
  const span = `Not watched ${clockMinute(from, now)}–${clockMinute(to, now)}`;
  if (!isKnown) return `${span}: nothing is known of it`;
  const changes =
    changeCount === 0 ? 'no change by their own status' : `${plural(changeCount, 'change')} by their own status`;
  const silent = noRecordCount === 0 ? '' : `, ${countText(noRecordCount)} without record`;
  const since = isCut ? ` since ${midnightWords(timeZone, to)}` : '';
  return `${span}: ${changes}${since}${silent}${isZoneAssumed ? ' (assumed zone)' : ''}`;
}

/** `midnight`, or whose where that is another than the reader's. */
export function midnightWords(timeZone: string, at: number): string {
  const zone = foreignZone(timeZone, at);
  return zone === null ? 'midnight' : `midnight in ${zone}`;
}

/** One change: `Available → Away (Lunch)`. */
export function changeWords({ fromStatus, toStatus }: GapChange): string {
  return `${statusWords(fromStatus)} → ${statusWords(toStatus)}`;
}

/** The same for a screen reader, which does not say arrows. */
export function changeSentence({ name, fromStatus, toStatus }: GapChange, time: string): string {
  return `${time}, ${name}, from ${statusWords(fromStatus)} to ${statusWords(toStatus)}`;
}

function statusWords(status: GapStatus | null): string {
  if (status === null) return 'no record';
  const { primaryStatus, secondaryStatus } = status;
  const known = STATUSES.find((name) => name === primaryStatus);
  const word = known === undefined ? primaryStatus : statusLabel(known);
  return secondaryStatus === null ? word : `${word} (${secondaryStatus})`;
}
