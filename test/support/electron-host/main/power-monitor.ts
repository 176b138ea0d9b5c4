import { EventEmitter } from 'node:events';
import { openWindows } from './browser-window.ts';
import { emitPreventable } from './events.ts';
import { serve } from './link.ts';
import { expectPowerEvent } from './power-events.ts';

/** How long logind waits for whoever holds up a shutdown (logind.conf, InhibitDelayMaxSec). */
const MOST_DELAY_MS = 5_000;
let isOnBattery = false;

/** docs: api/power-monitor; its events are emitted by the specs. */
export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower: () => isOnBattery,
} satisfies Pick<Electron.PowerMonitor, 'isOnBatteryPower'>);

/** The process is gone at once, whatever it was about to do. */
function endProcess(): never {
  process.exit(0);
}

serve({
  async power(event) {
    expectPowerEvent(event, process.platform);
    if (event === 'on-battery' || event === 'on-ac') isOnBattery = event === 'on-battery';
    powerMonitor.emit(event);
  },

  /**
   * Windows: docs: api/browser-window, event "session-end": "there is no way to prevent the session from ending"; the
   * process is ended as soon as all windows were told (shell/browser/native_window_views_win.cc). Elsewhere: docs:
   * api/power-monitor, event "shutdown": `preventDefault` delays it, for as long as the system waits.
   */
  async endSession() {
    if (process.platform === 'win32') {
      for (const window of openWindows()) window.emit('session-end', { reasons: ['shutdown'] });
      setImmediate(endProcess);
    } else if (emitPreventable(powerMonitor, 'shutdown')) setImmediate(endProcess);
    else setTimeout(endProcess, MOST_DELAY_MS);
  },
});
