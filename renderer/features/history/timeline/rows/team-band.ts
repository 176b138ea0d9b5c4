import type { CountsFrom } from '../../../../../electron/shared/history/coverage.ts';
import type { StatusCounts } from '../../../../../electron/shared/history/rewind.ts';
import type { CoverageStretch, Status } from '../../../../../electron/shared/model.ts';
import { createScale, type Span } from '../band/band.ts';
import { countsByKind } from '../rewind/rewind-text.ts';

/** The statuses that are stacked, from the bottom. Who is offline or has no record is not at work. */
const STACKED = ['AVAILABLE', 'BUSY', 'AWAY', 'OTHER'] as const satisfies readonly Status[];

/** What the band shows, from the bottom. Above the statuses are those who were not read so late. */
const AREAS = [...STACKED, 'UNKNOWN'] as const;

/** The team's counts from an instant on, by area. */
export interface BandStep {
  readonly at: number;
  readonly counts: readonly number[];
}

/** The outline of one status. */
export interface BandArea {
  readonly status: (typeof AREAS)[number];
  readonly path: string;
}

/** How many agents were in each stacked status, minute by minute; hidden statuses count as nobody. */
export function bandSteps(counts: readonly CountsFrom[], hidden: ReadonlySet<Status>): BandStep[] {
  return counts.map(({ at, counts: each }) => {
    const byKind = countsByKind(each);
    return { at, counts: [...STACKED.map((status) => (hidden.has(status) ? 0 : byKind[status])), notKnown(each)] };
  });
}

/** How many agents may have been in any status, beside those who are known; none where nobody is: that is the future. */
export function notKnown({ byStatus, noRecord, unknown }: StatusCounts): number {
  return noRecord === 0 && Object.keys(byStatus).length === 0 ? 0 : unknown;
}

/** The most agents that are known to be at work at once. */
export function highest(steps: readonly BandStep[]): number {
  return steps.reduce((most, { counts }) => Math.max(most, sum(counts, STACKED.length)), 0);
}

/** Stacks the counts of a part of the day in a box of pixels that is `most` agents high; what is higher is cut off. */
export function stackedAreas(
  steps: readonly BandStep[],
  span: Span,
  { width, height, most }: { readonly width: number; readonly height: number; readonly most: number },
): BandArea[] {
  const scale = createScale(span, width);
  const yOf = (count: number): number => Math.max(0, round(height - (count / Math.max(1, most)) * height));
  const shown = steps.flatMap(({ at, counts }, index) => {
    const start = Math.max(at, span.start);
    const end = Math.min(steps[index + 1]?.at ?? Infinity, span.end);
    return end > start ? [{ from: round(scale(start)), to: round(scale(end)), counts }] : [];
  });
  return AREAS.flatMap((status, place) => {
    if (shown.every(({ counts }) => counts[place] === 0)) return [];
    let [upper, lower] = ['', ''];
    for (let index = 0; index < shown.length;) {
      const { from, counts } = shown[index] as (typeof shown)[number];
      const [top, bottom] = [sum(counts, place + 1), sum(counts, place)];
      // Others of the stack may have changed, and this one not.
      let last = index;
      for (let next = shown[last + 1]; next !== undefined; next = shown[last + 1]) {
        if (sum(next.counts, place + 1) !== top || sum(next.counts, place) !== bottom) break;
        last += 1;
      }
      const to = shown[last]?.to ?? from;
      upper += `${upper === '' ? 'M' : 'L'}${from} ${yOf(top)}H${to}`;
      lower = `L${to} ${yOf(bottom)}H${from}${lower}`;
      index = last + 1;
    }
    return [{ status, path: `${upper}${lower}Z` }];
  });
}

/** What a band of the team is drawn from. */
export interface BandParts {
  readonly steps: readonly BandStep[];
  readonly span: Span;
  readonly width: number;
  readonly height: number;
  /** How many should be available at least; 0 for no line. */
  readonly floor: number;
  readonly below: readonly CoverageStretch[];
}

/** A band of the team in pixels. */
export interface LaidBand {
  /** How many agents it is high. */
  readonly most: number;
  readonly areas: readonly BandArea[];
  /** Null without a floor. */
  readonly floorY: number | null;
  /** Where too few were available. */
  readonly marks: readonly { readonly from: number; readonly x: number; readonly width: number }[];
}

/** Lays the band of the team out. */
export function layBand({ steps, span, width, height, floor, below }: BandParts): LaidBand {
  const most = Math.max(1, floor, highest(steps));
  const scale = createScale(span, width);
  const marks = below.flatMap(({ from, to }) => {
    const [x, end] = [Math.max(0, scale(from)), Math.min(width, scale(to))];
    return end > x ? [{ from, x, width: Math.max(1, end - x) }] : [];
  });
  const floorY = floor > 0 ? height - (floor / most) * height : null;
  return { most, areas: stackedAreas(steps, span, { width, height, most }), floorY, marks };
}

/** The counts at an instant; undefined before the first. */
export function stepAt(steps: readonly CountsFrom[], at: number): CountsFrom | undefined {
  return steps.findLast((step) => step.at <= at);
}

function sum(counts: readonly number[], places: number): number {
  let all = 0;
  for (let place = 0; place < places; place += 1) all += counts[place] ?? 0;
  return all;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
