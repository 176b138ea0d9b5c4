import { clockDay, clockMinute as minute, onItsDay } from '../../electron/shared/format.ts';

export { clockTime } from '../../electron/shared/format.ts';

const MINUTE_MS = 60_000;
const HALF_A_YEAR_MS = 182 * 24 * 3_600_000;

/** `14:02`, or `19 Nov, 14:02` on another day. */
export function clockMinute(at: number, now: number): string {
  return onItsDay(minute(at), at, now);
}

/** A poll interval: `30 s`, `95 s`, `5 min`. */
export function intervalText(intervalMs: number): string {
  const isInSeconds = intervalMs < 2 * MINUTE_MS && intervalMs % MINUTE_MS !== 0;
  return isInSeconds ? `${Math.round(intervalMs / 1_000)} s` : `${Math.round(intervalMs / MINUTE_MS)} min`;
}

/** The reader's zone; the program may be in another. */
export function readerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * A zone's name, where its clock differs from the reader's around an instant (epoch milliseconds); null where the
 * clocks agree, also under another name (Asia/Calcutta).
 */
export function foreignZone(timeZone: string, at: number): string | null {
  const instants = [at, at - HALF_A_YEAR_MS, at + HALF_A_YEAR_MS];
  const isSame = instants.every(
    (each) => minute(each, timeZone) === minute(each) && clockDay(each, timeZone) === clockDay(each),
  );
  return isSame ? null : timeZone;
}
