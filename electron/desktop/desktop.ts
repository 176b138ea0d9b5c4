import type { Log } from '../log/log.ts';
import type { Clock } from '../shared/clock.ts';
import { createSurface, type DesktopApp } from './surface.ts';
import { logCrashes } from './system/app-log.ts';
import { createLoginItem } from './system/login-item.ts';
import { platformChoices } from './system/platform.ts';
import { askNotificationServer, waitForTrayHost, type RunProgram } from './system/session-bus.ts';
import type { PackageFacts } from './updates/update-plan.ts';
import type { Updater } from './updates/updates.ts';
import { secure } from './windows/security.ts';
import { loadWindowState } from './windows/window-state.ts';

export interface DesktopParts {
  readonly createApp: () => Promise<DesktopApp>;
  readonly clock: Clock;
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly execPath: string;
  readonly dataFolder: string;
  /** Absolute paths of what the build put beside main.js, and of the pictures. */
  readonly files: {
    readonly preload: string;
    readonly renderer: string;
    readonly trayImages: string;
    readonly windowIcon: string;
    readonly licences: string;
  };
  /** What was packaged beside the program. */
  readonly packaged: Pick<PackageFacts, 'hasFeed' | 'packageType'>;
  /** Loads electron-updater; only where there is a feed. */
  readonly loadUpdater: () => Promise<Updater>;
  /** In [0, 1). */
  readonly random: () => number;
  /** Started at login: nothing opens. */
  readonly isHidden: boolean;
  readonly run: RunProgram;
  readonly log: Log;
  readonly onSurprise: (error: unknown) => void;
}

/**
 * Starts the app with its desktop surface, once Electron is `ready`: checks the system, makes the app, then adds tray,
 * windows and notifications. Resolves when the icon is there, without waiting for the first poll.
 */
export async function startDesktop(parts: DesktopParts): Promise<void> {
  const { platform, clock, run, isHidden } = parts;
  const choices = platformChoices(platform);
  secure(parts.files.renderer, platform);
  logCrashes(parts.log);
  const system = {
    choices,
    readsMarkup: choices.asksNoticeServer ? askNotificationServer(run) : () => false,
    windowState: await loadWindowState(parts.dataFolder),
    loginItem: await createLoginItem({ ...parts, choices }),
    trayHost: choices.needsTrayHost ? await waitForTrayHost(run, clock, isHidden) : ('unknown' as const),
  };
  createSurface(await parts.createApp(), system, parts);
}
