import { countText } from '../../../electron/shared/format.ts';
import { wordDuration } from '../../../electron/shared/texts/plurals.ts';
import type { KnownCounts, Status, Trend } from '../../../electron/shared/model.ts';
import { statusLabel } from '../../ui/status-label.ts';

/** The statuses that are drawn, from the bottom up. Who is offline is not at work and would flatten the rest. */
export const TREND_STATUSES = ['AVAILABLE', 'BUSY', 'AWAY'] as const satisfies readonly Status[];

/** With less there is nothing to see yet. */
const WORTH_SHOWING_MS = 10 * 60_000;

/** One span of the trend without a gap, or one gap; `from` and `to` count buckets. */
interface Span {
  readonly from: number;
  readonly to: number;
  /** Empty in a gap. */
  readonly counts: readonly KnownCounts[];
}

/** A trend as shapes of a drawing: one path per status in the order of `TREND_STATUSES`, and one for all gaps. */
interface TrendShape {
  readonly areas: readonly string[];
  readonly gaps: string;
}

/** Whether at least ten minutes are known. */
export function isWorthShowing({ buckets, bucketMs }: Trend): boolean {
  return buckets.filter((bucket) => bucket !== null).length * bucketMs >= WORTH_SHOWING_MS;
}

/** Draws the trend into a box in pixels, the largest team of the time as high as the box. */
export function trendShape({ buckets }: Trend, width: number, height: number): TrendShape {
  const known = buckets.filter((bucket) => bucket !== null);
  const most = Math.max(1, ...known.map((counts) => stackedTo(counts, TREND_STATUSES.length)));
  const x = (bucket: number): number => round((bucket * width) / buckets.length);
  const y = (count: number): number => round(height - (count * height) / most);
  const spans = spansOf(buckets);
  const filled = spans.filter(({ counts }) => counts.length > 0);
  const gaps = spans.filter(({ counts }) => counts.length === 0);
  return {
    areas: TREND_STATUSES.map((_, level) => filled.map((span) => area(span, level, x, y)).join('')),
    gaps: gaps.map(({ from, to }) => `M${x(from)},0H${x(to)}V${height}H${x(from)}Z`).join(''),
  };
}

/** The same in words, for whoever does not see it: range and present value of each status, and how much is missing. */
export function trendSentence({ buckets, bucketMs, startsAt, endsAt }: Trend): string {
  const known = buckets.filter((bucket) => bucket !== null);
  const last = buckets.at(-1) ?? null;
  const parts = TREND_STATUSES.map((status) => {
    const counts = known.map((bucket) => bucket[status]);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    const range = least === most ? countText(least) : `${countText(least)} to ${countText(most)}`;
    return `${statusLabel(status).toLowerCase()} ${range}${last === null ? '' : `, now ${countText(last[status])}`}`;
  });
  const missingMs = (buckets.length - known.length) * bucketMs;
  const missing = missingMs === 0 ? '' : ` No record for ${wordDuration(missingMs)}.`;
  return `Last ${wordDuration(endsAt - startsAt)}: ${parts.join('; ')}.${missing}`;
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

/** One status of one span: its upper edge from left to right, then its lower edge back. */
function area(span: Span, level: number, x: (bucket: number) => number, y: (count: number) => number): string {
  const edge = (levels: number): string[] => {
    const heights = span.counts.map((counts) => y(stackedTo(counts, levels)));
    const points = heights.map((each, index) => `${x(span.from + index + 0.5)},${each}`);
    return [`${x(span.from)},${heights[0]}`, ...points, `${x(span.to)},${heights.at(-1)}`];
  };
  return `M${edge(level + 1).join('L')}L${edge(level).reverse().join('L')}Z`;
}

/** How many agents are in the first statuses of the stack. */
function stackedTo(counts: KnownCounts, levels: number): number {
  return TREND_STATUSES.slice(0, levels).reduce((sum, status) => sum + counts[status], 0);
}

/** A tenth of a pixel is finer than any screen, and keeps the paths short. */
function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** A change as a small signed number, `+3`, `−1`, `0`, and in words for a screen reader. */
export interface ChangeText {
  readonly sign: string;
  readonly words: string;
}

/** How a count has changed against the one a quarter of an hour ago. */
export function changeText(now: number, before: number): ChangeText {
  const change = now - before;
  const size = countText(Math.abs(change));
  if (change === 0) return { sign: '0', words: 'as many as 15 minutes ago' };
  return change > 0
    ? { sign: `+${size}`, words: `${size} more than 15 minutes ago` }
    : { sign: `−${size}`, words: `${size} fewer than 15 minutes ago` };
}
