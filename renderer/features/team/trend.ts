import { clockMinute, countText } from '../../../electron/shared/format.ts';
import { teamTexts } from '../../../electron/shared/texts/team/team.ts';
import type { KnownCounts, Status, Trend } from '../../../electron/shared/model.ts';

const texts = teamTexts.trend;

/** The drawn statuses, from the bottom up. Offline agents are not at work and would flatten the rest. */
export const TREND_STATUSES = ['AVAILABLE', 'BUSY', 'AWAY'] as const satisfies readonly Status[];

/** Less than this shows nothing useful. */
const WORTH_SHOWING_MS = 15 * 60_000;

/** A span of the trend without a gap, or one gap; `from` and `to` are bucket numbers. */
interface Span {
  readonly from: number;
  readonly to: number;
  /** Empty in a gap. */
  readonly counts: readonly KnownCounts[];
}

/** A trend as SVG paths: one per status in the order of `TREND_STATUSES`, and one for all gaps. */
interface TrendShape {
  readonly areas: readonly string[];
  readonly gaps: string;
}

/** Whether at least a quarter of an hour is known. */
export function isWorthShowing({ buckets, bucketMs }: Trend): boolean {
  return buckets.filter((bucket) => bucket !== null).length * bucketMs >= WORTH_SHOWING_MS;
}

/** The trend from its first record on: hatching before it would say nothing, and leave the rest no room. */
export function fromFirstRecord(trend: Trend): Trend {
  const first = trend.buckets.findIndex((bucket) => bucket !== null);
  if (first <= 0) return trend;
  return { ...trend, buckets: trend.buckets.slice(first), startsAt: trend.startsAt + first * trend.bucketMs };
}

/** Draws the trend into a box, in pixels. The largest team in that time fills its height. */
export function trendShape({ buckets }: Trend, width: number, height: number): TrendShape {
  const known = buckets.filter((bucket) => bucket !== null);
  const highest = Math.max(1, ...known.map((counts) => stackedTo(counts, TREND_STATUSES.length)));
  const x = (bucket: number): number => round((bucket * width) / buckets.length);
  const y = (count: number): number => round(height - (count * height) / highest);
  const spans = spansOf(buckets);
  const filled = spans.filter(({ counts }) => counts.length > 0);
  const gaps = spans.filter(({ counts }) => counts.length === 0);
  return {
    areas: TREND_STATUSES.map((_, level) => filled.map((span) => area(span, level, x, y)).join('')),
    gaps: gaps.map(({ from, to }) => `M${x(from)},0H${x(to)}V${height}H${x(from)}Z`).join(''),
  };
}

/** The trend in words for screen readers: range and present value of each status, and how much is missing. */
export function trendSentence({ buckets, bucketMs, startsAt, endsAt }: Trend): string {
  const known = buckets.filter((bucket) => bucket !== null);
  const last = buckets.at(-1) ?? null;
  const parts = TREND_STATUSES.map((status) => {
    const counts = known.map((bucket) => bucket[status]);
    return texts.status({ status, min: Math.min(...counts), max: Math.max(...counts), now: last?.[status] ?? null });
  });
  const missingMs = (buckets.length - known.length) * bucketMs;
  return texts.sentence(endsAt - startsAt, parts, missingMs);
}

/** A time of the reader's clock on the axis. */
interface TrendTick {
  readonly x: number;
  /** Where its label stands: never beyond the picture. */
  readonly labelX: number;
  readonly label: string;
}

const HALF_LABEL_PX = 15;

const MINUTE_MS = 60_000;
/** From so many minutes on, the ticks stand so many minutes apart. */
const TICKS = [
  { from: 90, apart: 60 },
  { from: 30, apart: 15 },
  { from: 0, apart: 5 },
] as const;

/** The full hours within the trend, or the quarters and minutes between them while it is short. */
export function trendTicks({ startsAt, endsAt }: Trend, width: number): TrendTick[] {
  const ticks: TrendTick[] = [];
  const minutes = (endsAt - startsAt) / MINUTE_MS;
  const { apart } = TICKS.find(({ from }) => minutes >= from) ?? TICKS[0];
  const tick = new Date(startsAt);
  tick.setMinutes((Math.floor(tick.getMinutes() / apart) + 1) * apart, 0, 0);
  for (; tick.getTime() < endsAt; tick.setMinutes(tick.getMinutes() + apart)) {
    const x = round(((tick.getTime() - startsAt) * width) / (endsAt - startsAt));
    const labelX = Math.min(Math.max(x, HALF_LABEL_PX), width - HALF_LABEL_PX);
    ticks.push({ x, labelX, label: clockMinute(tick.getTime()) });
  }
  return ticks;
}

/** The counts of one bucket: `13:40: 9 available, 6 busy, 3 away`. */
export function trendValues({ startsAt, bucketMs, buckets }: Trend, bucket: number): string {
  const time = clockMinute(startsAt + bucket * bucketMs);
  const counts = buckets[bucket] ?? null;
  return counts === null
    ? texts.noRecordAt(time)
    : texts.valuesAt(
        time,
        TREND_STATUSES.map((status) => teamTexts.counts.ofStatus(countText(counts[status]), status)),
      );
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -15, PageDown: 15 };

/** The bucket that a key leads to from another; null for a key of no meaning here. */
export function bucketAfter(key: string, bucket: number, last: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = STEPS[key];
  return step === undefined ? null : Math.min(last, Math.max(0, bucket + step));
}

function spansOf(buckets: readonly (KnownCounts | null)[]): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let to = 1; to <= buckets.length; to += 1) {
    const isSame = to < buckets.length && (buckets[to] === null) === (buckets[from] === null);
    if (isSame) continue;
    spans.push({ from, to, counts: buckets.slice(from, to).filter((bucket) => bucket !== null) });
    from = to;
  }
  return spans;
}

/** The area of a status in a span: the upper edge from left to right, then the lower edge back. */
function area(span: Span, level: number, x: (bucket: number) => number, y: (count: number) => number): string {
  const edge = (levels: number): string[] => {
    const heights = span.counts.map((counts) => y(stackedTo(counts, levels)));
    const points = heights.map((each, index) => `${x(span.from + index + 0.5)},${each}`);
    return [`${x(span.from)},${heights[0]}`, ...points, `${x(span.to)},${heights.at(-1)}`];
  };
  return `M${edge(level + 1).join('L')}L${edge(level).reverse().join('L')}Z`;
}

/** How many agents are in the lowest `levels` statuses of the stack. */
function stackedTo(counts: KnownCounts, levels: number): number {
  return TREND_STATUSES.slice(0, levels).reduce((sum, status) => sum + counts[status], 0);
}

/** A tenth of a pixel is finer than any screen, and keeps the paths short. */
function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** A change as a signed number, `+3`, `−1`, `0`, and in words for screen readers. */
export interface ChangeText {
  readonly sign: string;
  readonly words: string;
}

/** How a count has changed since a quarter of an hour ago. */
export function changeText(now: number, before: number): ChangeText {
  const change = now - before;
  const size = countText(Math.abs(change));
  if (change === 0) return { sign: '0', words: texts.same };
  return change > 0
    ? { sign: `+${size}`, words: texts.more(change) }
    : { sign: `−${size}`, words: texts.fewer(-change) };
}
