import { clockDuration, DAY_MS, shortDuration } from '../../../../electron/shared/format.ts';
import { wordDuration } from '../../../../electron/shared/texts/plurals.ts';
import { teamTexts } from '../../../../electron/shared/texts/team/team.ts';
import { STATUSES, type Since, type Agent } from '../../../../electron/shared/model.ts';
import { clockMinute, clockTime } from '../../../ui/time-text.ts';
import { statusLabel } from '../../../ui/status-label.ts';

const texts = teamTexts.since;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Time in status as a row shows it: the number, and a small qualifier before it. */
interface SinceText {
  readonly qualifier: string;
  readonly duration: string;
}

const NOT_KNOWN: SinceText = { qualifier: '', duration: '–' };

/**
 * Time in status at `now` with its precision: exact `12:04`, observed `±15 s 3:41`, at-least `≥ 7 min`, assumed
 * `assumed zone 12:04`, unknown `–`. From a day on it shows days and hours: another colon would look like a time of
 * day.
 */
export function sinceText(since: Since, now: number): SinceText {
  if (since.at === null || since.precision === 'unknown') return NOT_KNOWN;
  const elapsedMs = Math.max(0, now - since.at);
  if (since.precision === 'at-least') {
    // "At least 0 min" would say nothing.
    return elapsedMs < SECOND_MS ? NOT_KNOWN : { qualifier: '≥', duration: coarseDuration(elapsedMs) };
  }
  const qualifier = since.precision === 'assumed' ? texts.assumedZone : tolerance(since.toleranceMs);
  return { qualifier, duration: elapsedMs < DAY_MS ? clockDuration(elapsedMs) : daysAndHours(elapsedMs) };
}

/** Where the number comes from, in words, for the tooltip and screen readers. Changes at most once a minute. */
export function sinceOrigin(since: Since, now: number): string {
  if (since.at === null || since.precision === 'unknown') return texts.unknown;
  if (since.precision === 'exact') return texts.exact(clockMinute(since.at, now));
  if (since.precision === 'assumed') return texts.assumed(clockMinute(since.at, now));
  if (since.precision === 'observed') {
    const from = clockTime(since.at - since.toleranceMs, now);
    return texts.observed(from, clockTime(since.at + since.toleranceMs, now));
  }
  const startedAt = clockMinute(since.at, now);
  return now - since.at < MINUTE_MS
    ? texts.orEarlier(startedAt)
    : texts.orEarlierFor(startedAt, fullMinutes(now - since.at));
}

/** The same for screen readers, with the duration in words first where the origin does not contain it. */
export function sinceSentence(since: Since, now: number): string {
  const origin = sinceOrigin(since, now);
  if (since.at === null || since.precision === 'unknown' || since.precision === 'at-least') return origin;
  const duration = fullMinutes(now - since.at);
  return since.precision === 'observed' ? texts.spokenAbout(duration, origin) : texts.spoken(duration, origin);
}

function tolerance(toleranceMs: number): string {
  if (toleranceMs < SECOND_MS) return '';
  if (toleranceMs < MINUTE_MS) return `±${Math.round(toleranceMs / SECOND_MS)} s`;
  if (toleranceMs < HOUR_MS) return `±${Math.round(toleranceMs / MINUTE_MS)} min`;
  return `±${Math.round(toleranceMs / HOUR_MS)} h`;
}

/** A lower bound needs no seconds once it has minutes. */
export function coarseDuration(durationMs: number): string {
  if (durationMs < MINUTE_MS) return `${Math.floor(durationMs / SECOND_MS)} s`;
  const minutes = Math.floor(durationMs / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  return durationMs < DAY_MS ? shortDuration(durationMs) : daysAndHours(durationMs);
}

function daysAndHours(durationMs: number): string {
  return `${Math.floor(durationMs / DAY_MS)} d ${Math.floor((durationMs % DAY_MS) / HOUR_MS)} h`;
}

function fullMinutes(durationMs: number): string {
  if (durationMs < MINUTE_MS) return texts.underAMinute;
  return wordDuration(Math.floor(durationMs / MINUTE_MS) * MINUTE_MS);
}

/** The self-reported status where it differs from the routing status: `says Available`; else null. */
export function selfReportedText({ selfReported }: Agent): string | null {
  return selfReported === undefined ? null : teamTexts.selfReported.says(primaryLabel(selfReported.primaryStatus));
}

/** Both statuses by name, for a tooltip and a screen reader: `Routing: BUSY; self-reported: AVAILABLE since 13:41`. */
export function disagreement({ rawStatus, selfReported }: Agent, now: number): string | null {
  if (selfReported === undefined) return null;
  const { primaryStatus, secondaryStatus, startedAt, precision } = selfReported;
  const said = secondaryStatus === null ? primaryStatus : `${primaryStatus} (${secondaryStatus})`;
  return teamTexts.selfReported[precision ?? 'exact'](rawStatus, said, clockMinute(startedAt, now));
}

function primaryLabel(primaryStatus: string): string {
  const status = STATUSES.find((name) => name === primaryStatus);
  return status === undefined ? primaryStatus : statusLabel(status);
}
