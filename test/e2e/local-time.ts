const DAY_MS = 86_400_000;

/** The instant at which a zone's clock shows `hh:mm:ss` so many days ago. */
export function localTime(timeZone: string, daysAgo: number, clock: string): number {
  const date = localDate(timeZone, daysAgo);
  const asUtc = Date.parse(`${date}T${clock}Z`);
  return asUtc - (Date.parse(`${wallClock(timeZone, asUtc)}Z`) - asUtc);
}

/** The day `yyyy-mm-dd` it was in a zone so many days ago. */
export function localDate(timeZone: string, daysAgo: number): string {
  return wallClock(timeZone, Date.now() - daysAgo * DAY_MS).slice(0, 10);
}

/** What the zone's clock shows, as `yyyy-mm-ddThh:mm:ss`. */
function wallClock(timeZone: string, instant: number): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
}
