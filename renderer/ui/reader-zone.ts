import { clockDay, clockMinute } from '../../electron/shared/format.ts';

const HALF_A_YEAR_MS = 182 * 24 * 3_600_000;

/** The zone of whoever reads the page, which the program may not be in. */
export function readerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * The name of a zone, where its clock shows another time than the reader's around an instant, epoch milliseconds; null
 * where they agree, also under another name (Asia/Calcutta).
 */
export function foreignZone(timeZone: string, at: number): string | null {
  const instants = [at, at - HALF_A_YEAR_MS, at + HALF_A_YEAR_MS];
  const isSame = instants.every(
    (each) => clockMinute(each, timeZone) === clockMinute(each) && clockDay(each, timeZone) === clockDay(each),
  );
  return isSame ? null : timeZone;
}
