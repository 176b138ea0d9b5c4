const WINDOW_MS = 60_000;

/**
 * Kore's limit per account (kore-facts 3.1): a rolling window of 60 s. Refused calls do not count.
 *
 * @param perWindow calls allowed in any 60 s
 * @returns whether a call at `now` (epoch milliseconds) may go on; if so it is counted
 */
export function createRateLimit(perWindow: number): (now: number) => boolean {
  let calls: number[] = [];
  return (now) => {
    calls = calls.filter((at) => at > now - WINDOW_MS && at <= now);
    if (calls.length >= perWindow) return false;
    calls.push(now);
    return true;
  };
}
