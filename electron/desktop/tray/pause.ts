const HALF_AN_HOUR_MS = 30 * 60_000;

/** For how long a pause from the menu lasts, in milliseconds; null ends one. */
export function pauseMs(until: 'pause-30-minutes' | 'pause-until-tomorrow' | 'resume', now: number): number | null {
  if (until === 'resume') return null;
  return until === 'pause-30-minutes' ? HALF_AN_HOUR_MS : nextMidnight(now) - now;
}

/** The next midnight of this computer's own zone; setHours knows about clock changes. */
function nextMidnight(now: number): number {
  return new Date(now).setHours(24, 0, 0, 0);
}
