import { DEFAULT_LIMITS, type Limits } from './limit-model.ts';

/** What the user prefers, what the app tells them, and what it is. */

export const NOTIFY_CHOICES = ['every-change', 'team-needs-me', 'nothing'] as const;
export type NotifyChoice = (typeof NOTIFY_CHOICES)[number];
export const PACES = ['standard', 'relaxed', 'sparing'] as const;
export type Pace = (typeof PACES)[number];
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Preferences of this computer; connections are kept apart. */
export interface Settings {
  /** Null until the user was asked. */
  readonly notify: NotifyChoice | null;
  readonly pace: Pace;
  readonly theme: Theme;
  /** After how long in a status an agent needs attention. */
  readonly limits: Limits;
  /** Whether names are shown as initials, for a screen that others see. */
  readonly isMasked: boolean;
}

/** The preferences of a first start. */
export const DEFAULT_PREFERENCES: Settings = {
  notify: null,
  pace: 'standard',
  theme: 'system',
  limits: DEFAULT_LIMITS,
  isMasked: false,
};

/** One notification, decided by `alerts/`, shown by a surface. */
export interface Notice {
  /** Stable per agent and rule, so that a newer one replaces the older. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** The agent to show on click, null for a summary. */
  readonly userId: string | null;
  readonly isDemo: boolean;
}

/** What the running app is. */
export interface AppInfo {
  readonly version: string;
  readonly surface: 'desktop' | 'browser' | 'terminal';
  readonly platform: string;
  /** IANA zone of this computer. */
  readonly timeZone: string;
}
