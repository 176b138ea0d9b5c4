import type { App } from '../app.ts';
import type { Log } from '../log/log.ts';
import type { Clock } from '../shared/clock.ts';
import type { Notice } from '../shared/model.ts';
import { connectCore } from './connect-core.ts';
import type { ElectronModules } from './electron-modules.ts';
import { createLoginItem } from './system/login-item.ts';
import { askNoticeServer } from './notifications/notice-server.ts';
import { platformChoices } from './system/platform.ts';
import { secure } from './windows/secure.ts';
import { createSurface } from './surface.ts';
import type { PackageFacts } from './updates/update-plan.ts';
import type { UpdaterPort } from './updates/updates.ts';
import { waitForTrayHost, type RunProgram } from './tray/tray-host.ts';
import { loadUiState } from './windows/ui-state.ts';
import { watchCrashes } from './system/watch-crashes.ts';

/** What the desktop is made of. */
export interface DesktopParts {
  readonly electron: ElectronModules;
  /** Makes the core, whose notifications are shown with `notify`. */
  readonly createCore: (notify: (notice: Notice) => void) => Promise<App>;
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
  readonly loadUpdater: () => Promise<UpdaterPort>;
  /** In [0, 1). */
  readonly random: () => number;
  /** Started at login: nothing opens. */
  readonly isHidden: boolean;
  readonly run: RunProgram;
  readonly log: Log;
  readonly onSurprise: (error: unknown) => void;
}

/**
 * Puts the whole desktop surface around the core, once Electron is `ready`; answers when the icon is there and the
 * popover is being made ready. The first poll does not hold that up.
 */
export async function startDesktop(parts: DesktopParts): Promise<void> {
  const { electron, platform, clock } = parts;
  const choices = platformChoices(platform);
  secure(electron, parts.files.renderer, platform);
  watchCrashes(electron.app, parts.log);
  const surface = createSurface(parts, {
    choices,
    readsMarkup: choices.asksNoticeServer ? askNoticeServer(parts.run) : () => false,
    state: await loadUiState(parts.dataFolder),
    loginItem: await createLoginItem({ ...parts, app: electron.app, choices }),
    trayHost: choices.needsTrayHost ? await waitForTrayHost(parts.run, clock, parts.isHidden) : 'unknown',
  });
  connectCore(surface, await parts.createCore(surface.notify), parts);
}
