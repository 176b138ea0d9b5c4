import { STATUSES, type GapChange, type GapReport, type GapStatus } from '../../../electron/shared/model.ts';
import { clockMinute, foreignZone } from '../../ui/time-text.ts';
import { teamTexts } from '../../../electron/shared/texts/team.ts';
import { statusLabel } from '../../ui/status-label.ts';

const texts = teamTexts.gap;

/** The gap in one line: `Not watched 09:40–10:25: 7 changes of self-reported status, 3 without a record`; `timeZone` is the team's. */
export function gapSentence(report: GapReport, now: number, timeZone: string): string {
  const { changeCount: changes, noRecordCount: noRecord, isKnown, isCut, isZoneAssumed = false } = report;
  const [from, to] = [clockMinute(report.from, now), clockMinute(report.to, now)];
  if (!isKnown) return texts.unknown(from, to);
  const since = isCut ? midnightWords(timeZone, report.to) : null;
  return texts.sentence({ from, to, changes, since, noRecord, isZoneAssumed });
}

/** `midnight`, with the zone where that is not the reader's. */
export function midnightWords(timeZone: string, at: number): string {
  const zone = foreignZone(timeZone, at);
  return zone === null ? texts.midnight : texts.midnightIn(zone);
}

/** One change: `Available → Away (Lunch)`. */
export function changeWords({ fromStatus, toStatus }: GapChange): string {
  return `${statusWords(fromStatus)} → ${statusWords(toStatus)}`;
}

/** The same for a screen reader, which does not read arrows aloud. */
export function changeSentence({ name, fromStatus, toStatus }: GapChange, time: string): string {
  return texts.change({ time, name, from: statusWords(fromStatus), to: statusWords(toStatus) });
}

function statusWords(status: GapStatus | null): string {
  if (status === null) return texts.noStatus;
  const { primaryStatus, secondaryStatus } = status;
  const known = STATUSES.find((name) => name === primaryStatus);
  const word = known === undefined ? primaryStatus : statusLabel(known);
  return secondaryStatus === null ? word : `${word} (${secondaryStatus})`;
}
