import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutDay, endOf, tidySpans, toSpans, type StatusSpan } from '../../../electron/history/intervals.ts';
import { decodeDetails } from '../../../electron/kore/decode/status-details.ts';
import { ANY_SPANS, ANY_DAY, anyTruth, instantsOf, nextDay } from './any-spans.ts';
import { dayBounds, dayOffset } from '../../../electron/time/days.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

function sumOf(totals: Readonly<Record<string, number>>): number {
  return Object.values(totals).reduce((sum, ms) => sum + ms, 0);
}

describe('the days of the properties', () => {
  it('have 23, 24, 24.5, 25, 23.5 hours and none', () => {
    const lengths = fc.sample(ANY_DAY, 500).map(([date, timeZone]) => {
      const { startsAt, endsAt } = dayBounds(date, timeZone);
      return (endsAt - startsAt) / HOUR_MS;
    });
    expect([...new Set(lengths)].sort((a, b) => a - b)).toEqual([0, 23, 23.5, 24, 24.5, 25]);
  });
});

describe('the spans of an agent, whatever was recorded', () => {
  it('are in order, disjoint, not empty, and equal neighbours are one', () => {
    fc.assert(
      fc.property(ANY_SPANS, ({ spans }) => {
        const tidy = tidySpans(spans);
        tidy.forEach((span, index) => {
          const next = tidy[index + 1];
          expect(endOf(span)).toBeGreaterThan(span.start);
          if (next === undefined) return;
          expect(next.start).toBeGreaterThanOrEqual(endOf(span));
          const isSame = `${next.primaryStatus} ${next.secondaryStatus}`.toUpperCase();
          const isOne = isSame === `${span.primaryStatus} ${span.secondaryStatus}`.toUpperCase();
          expect(isOne && next.start === endOf(span)).toBe(false);
        });
      }),
    );
  });

  it('do not change when they are tidied twice', () => {
    fc.assert(
      fc.property(ANY_SPANS, ({ spans }) => {
        const once = tidySpans(spans);
        expect(tidySpans(once)).toEqual(once);
      }),
    );
  });

  it('are the same in whatever order they arrive, and however often', () => {
    const scene = ANY_SPANS.chain(({ spans }) => {
      const again = fc.shuffledSubarray([...spans, ...spans], { minLength: spans.length * 2 });
      return fc.record({ spans: fc.constant(spans), again });
    });
    fc.assert(
      fc.property(scene, ({ spans, again }) => {
        expect(tidySpans(again)).toEqual(tidySpans(spans));
      }),
    );
  });

  it('are as the last answer has them, whichever answers there were before and in whatever order they arrive', () => {
    const instants = instantsOf({ startsAt: 0, endsAt: HOUR_MS });
    const reads = fc.array(instants, { minLength: 1, maxLength: 4 });
    const scene = fc.record({ truth: anyTruth(instants), reads, seed: fc.array(fc.nat(), { minLength: 40 }) });
    fc.assert(
      fc.property(scene, ({ truth, reads, seed }) => {
        const answers = reads.flatMap(truth.at).map((span, index) => ({ span, place: seed[index] ?? 0 }));
        const arrived = answers.sort((a, b) => a.place - b.place).map(({ span }) => span);
        expect(tidySpans(arrived)).toEqual(tidySpans(truth.at(Math.max(...reads))));
      }),
    );
  });

  it('may be tidied answer by answer, the older first', () => {
    const instants = instantsOf({ startsAt: 0, endsAt: HOUR_MS });
    fc.assert(
      fc.property(anyTruth(instants), instants, instants, (truth, one, other) => {
        const [first, second] = [truth.at(Math.min(one, other)), truth.at(Math.max(one, other))];
        expect(tidySpans([...tidySpans(first), ...second])).toEqual(tidySpans([...first, ...second]));
      }),
    );
  });
});

describe('the day of an agent, whatever was recorded', () => {
  it('is totals, no record and what is not known yet, and nothing is counted twice', () => {
    fc.assert(
      fc.property(ANY_SPANS, ({ day, now, spans }) => {
        const { intervals, totalsMs, noRecordMs, knownUntil } = cutDay(tidySpans(spans), day, now);
        expect(sumOf(totalsMs) + noRecordMs + (day.endsAt - knownUntil)).toBe(day.endsAt - day.startsAt);
        expect(knownUntil).toBe(Math.min(Math.max(now, day.startsAt), day.endsAt));
        expect(noRecordMs).toBeGreaterThanOrEqual(0);
        expect(intervals.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBe(sumOf(totalsMs));
        let previousEnd = day.startsAt;
        for (const { start, end, durationMs } of intervals) {
          expect(start).toBeGreaterThanOrEqual(previousEnd);
          previousEnd = end ?? now;
          expect(durationMs).toBe(previousEnd - start);
          expect(durationMs).toBeGreaterThan(0);
        }
        expect(previousEnd).toBeLessThanOrEqual(Math.max(knownUntil, day.startsAt));
      }),
    );
  });

  it('has one open interval at most, its last, and only while it lasts', () => {
    fc.assert(
      fc.property(ANY_SPANS, ({ day, now, spans }) => {
        const { intervals } = cutDay(tidySpans(spans), day, now);
        const open = intervals.findIndex(({ end }) => end === null);
        expect(open === -1 || (open === intervals.length - 1 && now < day.endsAt)).toBe(true);
      }),
    );
  });

  it('names the real start of what began before it, and of nothing else', () => {
    fc.assert(
      fc.property(ANY_SPANS, ({ day, now, spans }) => {
        const tidy = tidySpans(spans);
        const { intervals } = cutDay(tidy, day, now);
        intervals.forEach(({ start, startedAt, clippedStart }, index) => {
          const began = tidy.find((span) => span.start <= start && endOf(span) > start)?.start;
          expect(startedAt).toBe(clippedStart ? began : undefined);
          expect(clippedStart).toBe(index === 0 && began !== start);
        });
      }),
    );
  });

  it('does not change when it is cut twice', () => {
    fc.assert(
      fc.property(ANY_SPANS, ({ day, now, spans }) => {
        const once = cutDay(tidySpans(spans), day, now);
        const asSpans = once.intervals.map(({ primaryStatus, secondaryStatus, start, end }): StatusSpan => {
          return { primaryStatus, secondaryStatus, start, end };
        });
        const twice = cutDay(tidySpans(asSpans), day, now);
        const times = ({ intervals }: typeof once) =>
          intervals.map(({ start, end, durationMs }) => [start, end, durationMs]);
        expect(times(twice)).toEqual(times(once));
        expect({ ...twice, intervals: [] }).toEqual({ ...once, intervals: [] });
      }),
    );
  });

  it('and the next one have all there is in both together, to the known instant', () => {
    fc.assert(
      fc.property(ANY_SPANS, (scene) => {
        const { day, spans, now } = scene;
        const tidy = tidySpans(spans);
        const next = nextDay(scene);
        const [one, two] = [cutDay(tidy, day, now), cutDay(tidy, next, now)];
        const both = cutDay(tidy, { startsAt: day.startsAt, endsAt: next.endsAt }, now);
        expect(next.startsAt).toBe(day.endsAt);
        expect(sumOf(one.totalsMs) + sumOf(two.totalsMs)).toBe(sumOf(both.totalsMs));
        expect(one.noRecordMs + two.noRecordMs).toBe(both.noRecordMs);
        const isCut = one.intervals.at(-1)?.clippedEnd === true && two.intervals[0]?.clippedStart === true;
        expect(one.intervals.length + two.intervals.length).toBe(both.intervals.length + Number(isCut));
      }),
    );
  });
});

/** An instant as servers write it: wall time of an offset, midnight as the end of the day before, or with a zone. */
function written(at: number, offset: number, how: 'wall' | '24:00:00' | 'Z' | 'offset' | 'number'): string | number {
  const wall = new Date(at - offset * MINUTE_MS).toISOString().slice(0, 19);
  const dayBefore = new Date(at - offset * MINUTE_MS - DAY_MS).toISOString().slice(0, 10);
  const sign = offset > 0 ? '-' : '+';
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  const texts = {
    wall,
    '24:00:00': wall.endsWith('T00:00:00') ? `${dayBefore}T24:00:00` : wall,
    Z: new Date(at).toISOString(),
    offset: `${wall}${sign}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`,
    number: at,
  };
  return texts[how];
}

it('records mean the same however their times are written, at 24:00:00 too', () => {
  const how = fc.constantFrom('wall', '24:00:00', 'Z', 'offset', 'number');
  const scene = fc.record({ scene: ANY_SPANS, hows: fc.array(how, { minLength: 24, maxLength: 24 }) });
  fc.assert(
    fc.property(scene, ({ scene: { date, timeZone, spans }, hows }) => {
      const offset = dayOffset(date, timeZone);
      const real = spans.filter(({ start, end }) => end === null || end >= start);
      const status = real.map(({ primaryStatus, secondaryStatus, start, end }, index) => ({
        primaryStatus,
        secondaryStatus,
        startTime: written(start, offset, hows[index * 2] ?? 'wall'),
        endTime: end === null ? '-' : written(end, offset, hows[index * 2 + 1] ?? 'wall'),
      }));
      const page = decodeDetails({ data: [{ userId: 'u-1', status }] });
      expect(page?.notUnderstood).toEqual([]);
      const read = toSpans(page?.rows[0]?.records ?? [], 'request', offset);
      expect(read).toEqual(real.map(({ openUntil: _, ...span }) => span));
    }),
  );
});
