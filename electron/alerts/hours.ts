import type { SettingsStore } from '../settings/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Rule, WorkingHours } from '../shared/model.ts';
import { dayBounds, todayIn, type DayBounds } from '../time/days.ts';
import { offHours } from '../time/off-hours.ts';

/** The quiet hours, the hours of rules and the day of the team, in its zone; instants are by this computer's clock. */
export interface AlertHours {
  /** Whether a rule may notify at an instant. */
  isInHours(rule: Rule, at: number): boolean;
  /** Whether an instant lies in the quiet hours. */
  isQuiet(at: number): boolean;
  /** When quiet hours begin or end next; null for never. */
  quietChangesAt(at: number): number | null;
  /** When the day of the team ends. */
  dayEndsAt(): number;
}

/** Follows the settings. */
export function createAlertHours({
  clock,
  settings,
  timeZone: zoneNow,
  clockOffsetMs,
}: {
  readonly clock: Clock;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly timeZone: () => string;
  /** How far the server's clock, which hours follow, is ahead. */
  readonly clockOffsetMs: () => number;
}): AlertHours {
  let day: (DayBounds & { readonly timeZone: string }) | null = null;

  function isWithin(hours: WorkingHours, at: number): boolean {
    const now = at + clockOffsetMs();
    const off = offHours(hours, zoneNow(), now);
    return off === null || now < off.from || now >= off.until;
  }

  return {
    isInHours: ({ hours }, at) => hours === null || isWithin(hours, at),
    isQuiet(at) {
      const { quietHours } = settings.get().preferences;
      return quietHours !== null && isWithin(quietHours, at);
    },
    quietChangesAt(at) {
      const { quietHours } = settings.get().preferences;
      if (quietHours === null) return null;
      const offsetMs = clockOffsetMs();
      const off = offHours(quietHours, zoneNow(), at + offsetMs);
      if (off === null) return null;
      return (at + offsetMs < off.from ? off.from : off.until) - offsetMs;
    },
    dayEndsAt() {
      const [at, timeZone] = [clock.now(), zoneNow()];
      if (day === null || day.timeZone !== timeZone || at < day.startsAt || at >= day.endsAt)
        day = { timeZone, ...dayBounds(todayIn(timeZone, at), timeZone) };
      return day.endsAt;
    },
  };
}
