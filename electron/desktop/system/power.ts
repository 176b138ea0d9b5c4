import { net, powerMonitor } from 'electron';
import type { App } from '../../app.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Rest } from '../../team/source/poll-interval.ts';
import type { PlatformChoices } from './platform.ts';

/** Tells the core when the computer sleeps, is locked, runs on battery or gets its network back. */
export interface PowerWatch {
  /** The popover was shown or hidden. */
  setVisible(isVisible: boolean): void;
  /** Nobody is there, or the battery has to last: work that can wait, waits. */
  isSparing(): boolean;
  stop(): void;
}

/** How often to ask for the network while there is none; Electron announces no change of it. */
const NETWORK_CHECK_MS = 10_000;

/**
 * Starts watching. A wake makes a new baseline, so that nothing that happened meanwhile is announced. Locks and the battery
 * are heard of on macOS and Windows only (electronjs.org/docs/latest/api/power-monitor).
 */
export function watchPower({
  choices,
  core,
  clock,
}: {
  readonly choices: Pick<PlatformChoices, 'hasLockEvents'>;
  readonly core: Pick<App, 'wake' | 'rest' | 'events'>;
  readonly clock: Clock;
}): PowerWatch {
  let state: PowerState = {
    isLocked: false,
    isSuspended: false,
    // Where changes have no event, this value would stay for ever.
    isOnBattery: choices.hasLockEvents && powerMonitor.isOnBatteryPower(),
    isVisible: false,
  };
  let rest: Rest = 'none';
  let cancelCheck: (() => void) | null = null;

  function update(change: Partial<PowerState>): void {
    state = { ...state, ...change };
    const next = restOf(state);
    if (next === rest) return;
    rest = next;
    core.rest(next);
  }

  function waitForNetwork(): void {
    cancelCheck ??= clock.after(NETWORK_CHECK_MS, () => {
      cancelCheck = null;
      if (net.isOnline()) core.wake();
      else waitForNetwork();
    });
  }

  powerMonitor.on('suspend', () => update({ isSuspended: true }));
  powerMonitor.on('resume', () => {
    update({ isSuspended: false });
    core.wake();
  });
  powerMonitor.on('lock-screen', () => update({ isLocked: true }));
  powerMonitor.on('unlock-screen', () => {
    update({ isLocked: false });
    core.wake();
  });
  powerMonitor.on('on-battery', () => update({ isOnBattery: true }));
  powerMonitor.on('on-ac', () => update({ isOnBattery: false }));
  const unsubscribe = core.events.on('team:changed', ({ health }) => {
    if (health.state === 'offline' && !net.isOnline()) waitForNetwork();
  });
  update({});

  return {
    setVisible: (isVisible) => update({ isVisible }),
    isSparing: () => rest !== 'none' || state.isOnBattery,
    stop() {
      unsubscribe();
      cancelCheck?.();
    },
  };
}

/** What the computer and its user are doing. */
interface PowerState {
  readonly isLocked: boolean;
  readonly isSuspended: boolean;
  readonly isOnBattery: boolean;
  /** Whether the popover is visible. */
  readonly isVisible: boolean;
}

/** Nobody uses a locked or sleeping computer; on battery Rollcall saves power unless its popover is open. */
function restOf({ isLocked, isSuspended, isOnBattery, isVisible }: PowerState): Rest {
  if (isLocked || isSuspended) return 'locked';
  return isOnBattery && !isVisible ? 'battery' : 'none';
}
