const MINUTE_MS = 60_000;

/** A pace in few letters: `30 s`, `5 min`. */
export function intervalText(intervalMs: number): string {
  return intervalMs < MINUTE_MS ? `${Math.round(intervalMs / 1_000)} s` : `${Math.round(intervalMs / MINUTE_MS)} min`;
}
