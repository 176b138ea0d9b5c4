import type { Keychain } from './keychain/types.ts';
import type { Door, EventSource } from './api/types.ts';
import type { FetchFunction } from './kore/types.ts';
import type { AttentionRules } from './shared/attention.ts';
import type { Clock } from './shared/clock.ts';
import type { FolderName, HelpPage, WindowName } from './shared/contract/commands.ts';
import type {
  AppInfo,
  ConnectionState,
  DesktopState,
  Notice,
  RefreshAnswer,
  Settings,
  TeamSnapshot,
} from './shared/model.ts';
import type { Result } from './shared/result.ts';
import type { AttentionCount } from './team/attention-count.ts';
import type { ConnectionChoice } from './desktop/tray/glance-menu.ts';
import type { Rest } from './team/pace.ts';
import type { LocalZone } from './time/local-zone.ts';

/** Everything the core needs from the outside; each surface brings its own, tests bring fakes. */
export interface AppParts {
  readonly info: Omit<AppInfo, 'dataFolder' | 'timeZone' | 'timeZoneProblem'>;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly localZone: LocalZone;
  /** Random numbers in [0, 1), for jitter. */
  readonly random: () => number;
  readonly fetch: FetchFunction;
  readonly keychain: Keychain;
  /** What to open at start. */
  readonly openWith: 'saved' | 'saved-or-demo' | 'demo';
  /** What only the surface can do. */
  readonly surface: SurfaceActions;
  /** Hears what was thrown and nobody expected; it must not be shown or kept with what it carries. */
  readonly onSurprise: (error: unknown) => void;
}

/** What only the surface can do. */
export interface SurfaceActions {
  openPage(page: HelpPage): void;
  showWindow(name: WindowName): void;
  /** Shows a native notification; null where windows show their own (`notice:raised`). */
  readonly notify: ((notice: Notice) => void) | null;
  /** Null on every other surface. */
  readonly desktop: DesktopActions | null;
}

/** What only the desktop app can do. */
export interface DesktopActions {
  state(): DesktopState;
  /** Keeps the popover open and in front while others are used, or no longer. */
  pinPopover(isPinned: boolean): void;
  startAtLogin(isOn: boolean): Promise<Result<DesktopState>>;
  /** Opens a folder in the file manager. */
  showFolder(name: FolderName): Promise<Result<null>>;
  copyText(text: string): Promise<Result<null>>;
  /** Begins to look for an update. */
  checkForUpdate(): Result<DesktopState>;
  /** Ends in order, installs the update that is ready and starts again; refused without one. */
  restartToUpdate(): Result<null>;
}

/** The running core: a plain-Node program, whatever wears it. */
export interface App {
  readonly door: Door;
  readonly events: EventSource;
  /** The whole team; builds a list, so not for every change: those come as events. */
  team(): TeamSnapshot;
  connection(): ConnectionState;
  /** Every connection, for a menu. */
  connections(): readonly ConnectionChoice[];
  /** As `connection:open`. */
  openConnection(id: string): Promise<Result<ConnectionState>>;
  /**
   * Another process has saved or removed a connection: takes that over, and a secret that was replaced, which is read
   * from the keychain.
   */
  lookAfterConnections(): Promise<void>;
  settings(): Settings;
  /** What is the matter with settings.json, the database and the zone of this process, in a sentence or two each; null when nothing is. */
  problems(): Readonly<Record<'settings' | 'storage' | 'timeZone', string | null>>;
  /** What decides who needs attention now. */
  attentionRules(): AttentionRules;
  /** How many agents need attention now. */
  attention(): AttentionCount;
  /** Shows names as initials on every surface, or whole again. */
  hideNames(isMasked: boolean): void;
  /** As `team:refresh`: polls now, or says when the budget allows it. */
  refresh(): Promise<RefreshAnswer>;
  /** Stops polling for a while (milliseconds), or goes on at once with null. */
  pause(forMs: number | null): void;
  /** The computer slept, woke, locked, changed network: polls once after a short jitter and sets a new baseline. */
  wake(): void;
  /** With the screen locked, or on battery while nobody looks, the pace falls to one poll in 5 minutes. */
  rest(rest: Rest): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}
