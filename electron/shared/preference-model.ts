/** What the user prefers, what the app tells them, and what it is. */

/** As `Temporal` counts them: Monday is 1. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The same hours on some days of the week, in the team's zone. */
export interface WorkingHours {
  /** The days the hours begin on; at least one. */
  readonly days: readonly Weekday[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`; earlier than `from` it is on the next day. Never the same as `from`. */
  readonly to: string;
}

/** `00:00` to `23:59`. */
export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** A period outside working hours, epoch milliseconds: the present one, or the next while the team works. */
export interface OffHours {
  readonly from: number;
  /** When the hours begin again. */
  readonly until: number;
}

/** Whether these are hours of the week: days once each, and two times of day that differ. */
export function areWorkingHours({ days, from, to }: WorkingHours): boolean {
  const isDays = days.length > 0 && new Set(days).size === days.length;
  return isDays && TIME_OF_DAY.test(from) && TIME_OF_DAY.test(to) && from !== to;
}

/** The statuses that have a limit of their own. */
export const LIMITED_STATUSES = ['AWAY', 'BUSY'] as const;
export type LimitedStatus = (typeof LIMITED_STATUSES)[number];

/** The limit of one secondary status; it comes before the limit of the status. */
export interface SecondaryLimit {
  /** As the customer calls it; case and outer white space do not matter. */
  readonly name: string;
  /** 0 needs attention at once, null never. */
  readonly minutes: number | null;
}

/** Every limit, in whole minutes; null is no limit. */
export interface Limits {
  readonly byStatus: Readonly<Record<LimitedStatus, number | null>>;
  readonly secondary: readonly SecondaryLimit[];
}

export const MIN_LIMIT_MINUTES = 1;
/** A day; longer than a shift is flagged in any case. */
export const MAX_LIMIT_MINUTES = 1_440;
export const MAX_SECONDARY_LIMITS = 50;
export const MAX_LIMIT_NAME_CHARACTERS = 100;

/** What Kore.ai sets when an agent did not accept or answer in time; nobody can choose it. */
export const AWAY_IDLE = 'Away (Idle)';

export const DEFAULT_LIMITS: Limits = {
  byStatus: { AWAY: 30, BUSY: 45 },
  secondary: [{ name: AWAY_IDLE, minutes: 0 }],
};

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

/** Whether the list of queues is open in narrow windows, such as the popover, and in wide ones. */
export interface OpenQueues {
  readonly narrow: boolean;
  readonly wide: boolean;
}

/** Preferences of this computer; connections are kept apart. */
export interface Settings {
  /** Null until the user has answered the question. */
  readonly notify: NotifyChoice | null;
  readonly pace: Pace;
  readonly theme: Theme;
  /** After how long in a status an agent needs attention. */
  readonly limits: Limits;
  /** When the team works; null where it is not set, and then nobody is outside working hours. */
  readonly workingHours: WorkingHours | null;
  /** When nothing is delivered, in the team's zone; null for never. */
  readonly quietHours: WorkingHours | null;
  /** Whether names are shown as initials, for a screen that others see. */
  readonly isMasked: boolean;
  /** Where the list of queues is open above the team. */
  readonly openQueues: OpenQueues;
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
  quietHours: null,
  isMasked: false,
  openQueues: { narrow: false, wide: true },
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
  /** Present where the system is not to play its sound. */
  readonly isSilent?: true;
}

/** What became of a notice on the surface that was to show it. */
export type NoticeOutcome =
  /** The system says that it showed it. */
  | { readonly kind: 'shown' }
  /** A page showed it, since the system may not. */
  | { readonly kind: 'in-page' }
  /** The system refused. `advice` says what to check. */
  | { readonly kind: 'failed'; readonly advice: string };

/** What the running app is. */
export interface AppInfo {
  readonly version: string;
  readonly surface: 'desktop' | 'browser' | 'terminal';
  readonly platform: string;
  /** IANA zone of the program; a browser that shows its page may be in another one. */
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
  /** Advice about the shortcut; null without any. */
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

/** How far the installed app is with keeping itself up to date. */
export type UpdateState =
  /** No checks: a build tree, or a package without an update feed. */
  | { readonly kind: 'off' }
  /** `isCurrent` once a check has found nothing newer. */
  | { readonly kind: 'idle'; readonly isCurrent: boolean }
  | { readonly kind: 'checking' }
  | { readonly kind: 'downloading'; readonly version: string }
  /** Installed as soon as Rollcall quits. */
  | { readonly kind: 'ready'; readonly version: string }
  /** `reason` is a sentence for the user; `isFinal` where another check cannot help. */
  | { readonly kind: 'unavailable'; readonly reason: string; readonly isFinal: boolean };

/** The version that a restart would install; null without one. */
export function readyVersion(state: UpdateState): string | null {
  return state.kind === 'ready' ? state.version : null;
}
