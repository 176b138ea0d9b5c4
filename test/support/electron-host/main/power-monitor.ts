import { EventEmitter } from 'node:events';
import type { MainCalls } from '../wire.ts';
import type { HostContext } from './context.ts';
import { emitPreventable } from './events.ts';

/** docs: api/power-monitor: on which systems there is which event. */
const SYSTEMS_WITH: Readonly<Record<string, readonly string[]>> = {
  suspend: ['darwin', 'linux', 'win32'],
  resume: ['darwin', 'linux', 'win32'],
  shutdown: ['darwin', 'linux'],
  'lock-screen': ['darwin', 'win32'],
  'unlock-screen': ['darwin', 'win32'],
  'on-battery': ['darwin', 'win32'],
  'on-ac': ['darwin', 'win32'],
};

/** How long logind waits for whoever holds up a shutdown (logind.conf, InhibitDelayMaxSec). */
const MAX_DELAY_MS = 5_000;

/** docs: api/power-monitor; its events are emitted by the specs. `openWindows`: all windows, which Windows tells. */
export function createPowerMonitor({ platform, exit }: HostContext, openWindows: () => readonly EventEmitter[]) {
  let isOnBattery = false;
  const powerMonitor = Object.assign(new EventEmitter(), {
    isOnBatteryPower: () => isOnBattery,
  } satisfies Pick<Electron.PowerMonitor, 'isOnBatteryPower'>);
  /** The process is gone at once, whatever it was about to do. */
  const endProcess = (): void => exit(0);

  /** Throws where a system does not tell of this: nothing may be built on an event that never comes. */
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
     * process is ended as soon as all windows were informed (shell/browser/native_window_views_win.cc). Elsewhere: docs:
     * api/power-monitor, event "shutdown": `preventDefault` delays it, for as long as the system waits.
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
