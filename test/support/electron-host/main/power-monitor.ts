import { EventEmitter } from 'node:events';
import type { MainCalls } from '../wire.ts';
import type { HostContext } from './context.ts';
import { emitPreventable } from './events.ts';

/** docs: api/power-monitor: the systems that have each event. */
const SYSTEMS_WITH: Readonly<Record<string, readonly string[]>> = {
  suspend: ['darwin', 'linux', 'win32'],
  resume: ['darwin', 'linux', 'win32'],
  shutdown: ['darwin', 'linux'],
  'lock-screen': ['darwin', 'win32'],
  'unlock-screen': ['darwin', 'win32'],
  'on-battery': ['darwin', 'win32'],
  'on-ac': ['darwin', 'win32'],
};

/** How long logind waits for a program that delays a shutdown (logind.conf, InhibitDelayMaxSec). */
const MAX_DELAY_MS = 5_000;

/** docs: api/power-monitor; specs emit its events. Windows notifies all windows, which `openWindows` returns. */
export function createPowerMonitor({ platform, exit }: HostContext, openWindows: () => readonly EventEmitter[]) {
  let isOnBattery = false;
  const powerMonitor = Object.assign(new EventEmitter(), {
    isOnBatteryPower: () => isOnBattery,
  } satisfies Pick<Electron.PowerMonitor, 'isOnBatteryPower'>);
  /** Ends the process at once, whatever it is doing. */
  const endProcess = (): void => exit(0);

  /** Throws where the system does not have the event: no test may rely on an event that never comes. */
  function expectEvent(event: string): void {
    if (SYSTEMS_WITH[event]?.includes(platform) !== true) throw new Error(`There is no ${event} on ${platform}`);
  }

  const calls: Pick<MainCalls, 'power' | 'endSession'> = {
    async power(event) {
      expectEvent(event);
      if (event === 'on-battery' || event === 'on-ac') isOnBattery = event === 'on-battery';
      powerMonitor.emit(event);
    },

    /**
     * Windows: docs: api/browser-window, event "session-end": "there is no way to prevent the session from ending"; the
     * process ends as soon as all windows have been notified (shell/browser/native_window_views_win.cc). Elsewhere:
     * docs: api/power-monitor, event "shutdown": `preventDefault` delays it, for as long as the system waits.
     */
    async endSession() {
      if (platform === 'win32') {
        for (const window of openWindows()) window.emit('session-end', { reasons: ['shutdown'] });
        setImmediate(endProcess);
      } else if (emitPreventable(powerMonitor, 'shutdown')) setImmediate(endProcess);
      else setTimeout(endProcess, MAX_DELAY_MS);
    },
  };
  return { powerMonitor, calls };
}
