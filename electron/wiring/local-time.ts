import type { Core } from '../services.ts';
import type { AppParts } from '../parts.ts';
import type { SettingsStore } from '../settings/types.ts';
import type { AttentionRules } from '../shared/attention.ts';
import type { Events } from '../shared/contract/events.ts';
import type { Emitter } from '../shared/emitter.ts';
import type { AppInfo, OffHours } from '../shared/model.ts';
import { createHoursWatch } from '../team/hours-watch.ts';
import { createZoneWatch } from '../team/zone-watch.ts';
import { todayIn } from '../time/days.ts';

/** What depends on where the team and this computer are. */
export interface LocalTime {
  info(): AppInfo;
  offHours(): OffHours | null;
  attentionRules(): AttentionRules;
  /** The team's day an instant belongs to. */
  dateAt(at: number): string;
  /** The computer may have travelled while it slept. */
  wake(): void;
  stop(): void;
}

/** What it is made of. */
export interface LocalTimeParts {
  readonly core: Core;
  readonly settings: Pick<SettingsStore, 'get' | 'subscribe'>;
  readonly events: Emitter<Events>;
}

/** Wires the watches on zone and working hours to whatever can change them, and tells what has changed. */
export function createLocalTime(
  { core, settings, events }: LocalTimeParts,
  { clock, info, dataFolder }: AppParts,
): LocalTime {
  const { connections, localZone } = core;
  const timeZone = (): string | null => connections.state().profile?.timeZone ?? null;
  const appInfo = (): AppInfo => {
    const zone = localZone.get();
    return { ...info, dataFolder, timeZone: zone, timeZoneProblem: localZone.problem() };
  };
  const hours = createHoursWatch({
    clock,
    read: () => core.attentionRules(timeZone()).offHours,
    onChange: (offHours) => events.emit('hours:changed', offHours),
  });
  const zone = createZoneWatch({
    clock,
    refresh: localZone.refresh,
    onChange() {
      events.emit('info:changed', appInfo());
      hours.refresh();
    },
  });
  connections.subscribe(hours.refresh);
  settings.subscribe(hours.refresh);
  // Whatever the timers did meanwhile.
  events.on('team:changed', () => {
    zone.lookNowAndThen();
    hours.get();
  });
  hours.refresh();

  return {
    info: appInfo,
    offHours: hours.get,
    attentionRules: () => ({ limits: settings.get().preferences.limits, offHours: hours.get() }),
    dateAt: (at) => todayIn(timeZone() ?? localZone.get(), at),
    wake() {
      zone.look();
      hours.refresh();
    },
    stop: hours.stop,
  };
}
