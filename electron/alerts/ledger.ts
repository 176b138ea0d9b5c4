import { csvCell } from '../history/out/csv.ts';
import { finishedDays } from '../history/finished-days.ts';
import type { History } from '../history/history.ts';
import type { Clock } from '../shared/clock.ts';
import { countsBelow, countSpans, type CountSpan } from '../shared/history/coverage.ts';
import type { HistoryWho, Ledger, LedgerDay, Rule, RuleScope } from '../shared/model.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { heldCounts, type MinuteSample } from '../team/trend.ts';
import { dayBounds } from '../time/days.ts';
import { hoursWithin } from '../time/off-hours.ts';

export interface LedgerParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly history: Pick<History, 'get' | 'days'>;
  readonly rules: () => readonly Rule[];
  /** The days of the ledger, the oldest first, today included. */
  readonly dates: () => readonly string[];
  readonly timeZone: () => string;
  readonly whoOf: (scope: RuleScope) => HistoryWho;
  /** The live counts of a scope from an instant on; none where they are not kept. */
  readonly samplesOf: (scope: RuleScope, from: number) => readonly MinuteSample[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * When fewer agents than a rule wants were available, day by day: by the live counts, and by status details once a day
 * is over and all agents were read. Makes no call.
 */
export async function ledgerOf(parts: LedgerParts, ruleId: string): Promise<Result<Ledger>> {
  const rule = parts.rules().find(({ id }) => id === ruleId);
  if (rule?.condition.kind !== 'below') return fail('not-found');
  const { fewerThan } = rule.condition;
  const timeZone = parts.timeZone();
  const now = parts.clock.now();
  const days = parts.dates().map((date) => ({ date, ...dayBounds(date, timeZone) }));
  const live = heldCounts(parts.samplesOf(rule.scope, days[0]?.startsAt ?? now), now).map(
    ({ counts, from, until }): CountSpan => ({ from, to: until, count: counts.AVAILABLE }),
  );
  const corrected = new Map<string, readonly CountSpan[]>();
  const dates = days.filter(({ endsAt }) => endsAt <= now).map(({ date }) => date);
  const request = { dates, who: parts.whoOf(rule.scope), timeZone: null, apiTimes: null };
  if (dates.length > 0) {
    for await (const day of finishedDays(parts.history, request)) {
      corrected.set(day.date, countSpans(day, 'AVAILABLE'));
    }
  }
  return ok({
    ruleId,
    timeZone,
    days: days
      .map(({ date, startsAt, endsAt }): LedgerDay => {
        const known = corrected.get(date);
        const soFar = { startsAt, endsAt: Math.min(endsAt, now) };
        const hours =
          rule.hours === null ? [{ from: startsAt, to: soFar.endsAt }] : hoursWithin(rule.hours, timeZone, soFar);
        const spans = within(known ?? live, hours);
        return {
          date,
          startsAt,
          endsAt,
          source: known === undefined ? 'live' : 'status-details',
          below: countsBelow(spans, fewerThan),
          hoursMs: lengthOf(hours),
          knownMs: lengthOf(spans),
        };
      })
      .reverse(),
  });
}

/** What of some spans lies within others, which do not overlap. */
function within<T extends Span>(spans: readonly T[], windows: readonly Span[]): T[] {
  return spans.flatMap((span) =>
    windows.flatMap((window): T[] => {
      const [from, to] = [Math.max(span.from, window.from), Math.min(span.to, window.to)];
      return from < to ? [{ ...span, from, to }] : [];
    }),
  );
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

const BOM = '\uFEFF';
const END = '\r\n';

/** A line for each time below the floor, and one without times for a day that has none. */
export function ledgerCsv({ ruleId, timeZone, days }: Ledger): string {
  const iso = (at: number): string => new Date(at).toISOString();
  const seconds = (ms: number): string => String(Math.round(ms / 1_000));
  const lines = days.flatMap(({ date, source, below, hoursMs, knownMs }) => {
    const rest = [seconds(knownMs), seconds(hoursMs), timeZone, source];
    const times =
      below.length === 0
        ? [['', '', knownMs === 0 ? '' : '0', '']]
        : below.map(({ from, to, least }) => [iso(from), iso(to), seconds(to - from), String(least)]);
    return times.map((cells) => [ruleId, date, ...cells, ...rest].map(csvCell).join(',') + END);
  });
  return `${BOM}rule,date,from,to,duration_s,least,known_s,hours_s,time_zone,source${END}${lines.join('')}`;
}
