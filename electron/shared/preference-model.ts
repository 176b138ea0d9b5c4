import type { WorkingHours } from './hours-model.ts';
import { DEFAULT_LIMITS, type Limits } from './limit-model.ts';
import type { UpdateState } from './update-model.ts';

/** What the user prefers, what the app tells them, and what it is. */

export const NOTIFY_CHOICES = ['every-change', 'team-needs-me', 'nothing'] as const;
export type NotifyChoice = (typeof NOTIFY_CHOICES)[number];
export const PACES = ['standard', 'relaxed', 'sparing'] as const;
export type Pace = (typeof PACES)[number];
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Which count the tray shows: beside the icon on macOS, else in the icon where the user wants that. */
export const TRAY_METRICS = ['available', 'available/total', 'away', 'none'] as const;
export type TrayMetric = (typeof TRAY_METRICS)[number];
/** The keys that may open Rollcall from any program, as Electron writes them: few, and none that types a character. */
export const SHORTCUTS = [
  'CommandOrControl+Shift+F9',
  'CommandOrControl+Shift+F10',
  'CommandOrControl+Alt+R',
  'CommandOrControl+Alt+Space',
] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

/** Preferences of this computer; connections are kept apart. */
export interface Settings {
  /** Null until the user was asked. */
  readonly notify: NotifyChoice | null;
  readonly pace: Pace;
  readonly theme: Theme;
  /** After how long in a status an agent needs attention. */
  readonly limits: Limits;
  /** When the team works; null where nobody said so, and then nobody is outside of it. */
  readonly workingHours: WorkingHours | null;
  /** Whether names are shown as initials, for a screen that others see. */
  readonly isMasked: boolean;
  /** Desktop. */
  readonly trayMetric: TrayMetric;
  /** Desktop, where the system has no room beside the icon: whether the count is drawn into it. */
  readonly isNumberInIcon: boolean;
  /** Desktop; null for none. */
  readonly shortcut: Shortcut | null;
}

/** The preferences of a first start. */
export const DEFAULT_PREFERENCES: Settings = {
  notify: null,
  pace: 'standard',
  theme: 'system',
  limits: DEFAULT_LIMITS,
  workingHours: null,
  isMasked: false,
  trayMetric: 'available',
  isNumberInIcon: false,
  shortcut: null,
};

/** One notification, decided by `alerts/`, shown by a surface. */
export interface Notice {
  /** Stable per agent and rule, so that a newer one replaces the older. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** The agent to show on click, null for a summary. */
  readonly userId: string | null;
  /** The connection it is about; null for a notice of Rollcall itself. */
  readonly connectionId: string | null;
  readonly isDemo: boolean;
}

/** What the running app is. */
export interface AppInfo {
  readonly version: string;
  readonly surface: 'desktop' | 'browser' | 'terminal';
  readonly platform: string;
  /** IANA zone of the program, which the browser that shows its page may not be in. */
  readonly timeZone: string;
  /** Why that may not be the zone that was meant; null when it is. */
  readonly timeZoneProblem: string | null;
  /** Where settings and saved data are, as an absolute path. */
  readonly dataFolder: string;
}

/** What only the desktop app has, beside the preferences. */
export interface DesktopState {
  /** Null where it is not offered. */
  readonly startsAtLogin: boolean | null;
  /** Why the chosen shortcut does nothing; null when it works or none was chosen. */
  readonly shortcutProblem: string | null;
  /** What else there is to know of the shortcut; null when nothing is. */
  readonly shortcutAdvice: string | null;
  readonly update: UpdateState;
}

/** The desktop's state where there is none. */
export const NO_DESKTOP: DesktopState = {
  startsAtLogin: null,
  shortcutProblem: null,
  shortcutAdvice: null,
  update: { kind: 'off' },
};
