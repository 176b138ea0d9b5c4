const MINUTE_MS = 60_000;

/** A pace in few letters: `30 s`, `95 s`, `5 min`. */
export function intervalText(intervalMs: number): string {
  const isInSeconds = intervalMs < 2 * MINUTE_MS && intervalMs % MINUTE_MS !== 0;
  return isInSeconds ? `${Math.round(intervalMs / 1_000)} s` : `${Math.round(intervalMs / MINUTE_MS)} min`;
}
