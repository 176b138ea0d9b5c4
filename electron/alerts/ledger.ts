import { csvCell } from '../history/out/csv.ts';
import { finishedDays } from '../history/finished-days.ts';
import type { History } from '../history/history.ts';
import type { Clock } from '../shared/clock.ts';
import { countsBelow, countSpans, type CountSpan } from '../shared/history/coverage.ts';
import {
  isNarrowed,
  type HistoryWho,
  type KnownCounts,
  type Ledger,
  type LedgerDay,
  type Rule,
  type RuleScope,
  type Selection,
} from '../shared/model.ts';
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
  readonly liveOf: (scope: RuleScope, from: number) => LiveCounts;
}

/** Counts of each minute, and the view they are of; null for everybody. */
export interface LiveCounts {
  readonly view: Selection | null;
  readonly samples: readonly MinuteSample[];
}

interface LedgerSpan extends CountSpan {
  /** Whether nobody could be available then, so that the rule says nothing of it. */
  readonly hasNobody?: boolean;
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
  const { view, samples } = parts.liveOf(rule.scope, days[0]?.startsAt ?? now);
  const live = heldCounts(samples, now).map(({ counts, from, until }): LedgerSpan => ({
    ...{ from, to: until, count: counts.AVAILABLE },
    hasNobody: hasNobody(view, counts),
  }));
  const corrected = new Map<string, readonly LedgerSpan[]>();
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
          below: countsBelow(
            spans.filter((span) => span.hasNobody !== true),
            fewerThan,
          ),
          hoursMs: lengthOf(hours),
          knownMs: lengthOf(spans),
        };
      })
      .reverse(),
  });
}

/** Of a part of the statuses nobody knows how many could be available, unless it is without those who are. */
function hasNobody(view: Selection | null, { total }: KnownCounts): boolean {
  if (view === null || !isNarrowed(view)) return total === 0;
  return view.statuses.length > 0 && !view.statuses.includes('AVAILABLE');
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
