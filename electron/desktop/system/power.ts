import type { App } from '../../app.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Rest } from '../../team/poll-interval.ts';
import type { PlatformChoices } from './platform.ts';
import { restOf, type Attendance } from './resting.ts';

/** What the watch on the computer needs. */
export interface PowerParts {
  readonly powerMonitor: Pick<Electron.PowerMonitor, 'on' | 'isOnBatteryPower'>;
  readonly choices: Pick<PlatformChoices, 'hasLockEvents'>;
  readonly net: Pick<Electron.Net, 'isOnline'>;
  readonly core: Pick<App, 'wake' | 'rest' | 'events'>;
  readonly clock: Clock;
}

/** Tells the core when the computer sleeps, is locked, runs on battery or gets its network back. */
export interface PowerWatch {
  /** Whether a window is in sight has changed. */
  sight(isInSight: boolean): void;
  /** Nobody is there, or the battery is to be spared: what can wait, waits. */
  isSparing(): boolean;
  stop(): void;
}

/** How often to look for the network while there is none; Electron announces no change of it. */
const LOOK_MS = 10_000;

/**
 * Starts watching. A wake makes a new baseline, so that nothing that happened meanwhile is announced. Locks and the battery
 * are heard of on macOS and Windows only (electronjs.org/docs/latest/api/power-monitor).
 */
export function watchPower({ powerMonitor, choices, net, core, clock }: PowerParts): PowerWatch {
  let attendance: Attendance = {
    isLocked: false,
    isSuspended: false,
    // Where no change is told it would hold for ever.
    isOnBattery: choices.hasLockEvents && powerMonitor.isOnBatteryPower(),
    isInSight: false,
  };
  let rest: Rest = 'none';
  let cancelLook: (() => void) | null = null;

  function become(change: Partial<Attendance>): void {
    attendance = { ...attendance, ...change };
    const next = restOf(attendance);
    if (next === rest) return;
    rest = next;
    core.rest(next);
  }

  function lookForNetwork(): void {
    cancelLook ??= clock.after(LOOK_MS, () => {
      cancelLook = null;
      if (net.isOnline()) core.wake();
      else lookForNetwork();
    });
  }

  powerMonitor.on('suspend', () => become({ isSuspended: true }));
  powerMonitor.on('resume', () => {
    become({ isSuspended: false });
    core.wake();
  });
  powerMonitor.on('lock-screen', () => become({ isLocked: true }));
  powerMonitor.on('unlock-screen', () => {
    become({ isLocked: false });
    core.wake();
  });
  powerMonitor.on('on-battery', () => become({ isOnBattery: true }));
  powerMonitor.on('on-ac', () => become({ isOnBattery: false }));
  const unsubscribe = core.events.on('team:changed', ({ health }) => {
    if (health.state === 'offline' && !net.isOnline()) lookForNetwork();
  });
  become({});

  return {
    sight: (isInSight) => become({ isInSight }),
    isSparing: () => rest !== 'none' || attendance.isOnBattery,
    stop() {
      unsubscribe();
      cancelLook?.();
    },
  };
}
