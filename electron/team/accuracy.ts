import { finishedDays } from '../history/finished-days.ts';
import type { History } from '../history/history.ts';
import { compareDay, sumComparisons, type Comparison } from '../shared/history/accuracy.ts';
import type { Accuracy } from '../shared/model.ts';
import type { MinuteSample } from './trend.ts';

/** Compares the counts of everybody that were polled on some days with the status details that were read later. */
export async function readAccuracy({
  history,
  dates,
  timeZone,
  samplesFrom,
  clockOffsetMs,
}: {
  readonly history: Pick<History, 'get' | 'days'>;
  /** The days to compare, the oldest first. */
  readonly dates: readonly string[];
  readonly timeZone: string;
  /** The live counts of everybody from an instant on. */
  readonly samplesFrom: (from: number) => readonly MinuteSample[];
  readonly clockOffsetMs: number;
}): Promise<Accuracy> {
  const compared: (Comparison & { readonly date: string })[] = [];
  let samples: readonly MinuteSample[] | null = null;
  for await (const day of finishedDays(history, {
    dates,
    who: { kind: 'everybody' },
    timeZone: null,
    apiTimes: null,
  })) {
    samples ??= samplesFrom(day.startsAt);
    const ofDay = samples.flatMap(({ polledAt: at, counts }) =>
      at !== null && at >= day.startsAt && at < day.endsAt ? [{ at, counts }] : [],
    );
    if (ofDay.length > 0) compared.push({ date: day.date, ...compareDay(day, ofDay, clockOffsetMs) });
  }
  return { dates: compared.map(({ date }) => date), timeZone, ...sumComparisons(compared) };
}
