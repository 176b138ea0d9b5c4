import type { ErrorCode } from './result.ts';

/**
 * What Rollcall knows, in the field's own words. All instants are epoch milliseconds (UTC), all durations
 * milliseconds; calendar days are `yyyy-mm-dd` in a named IANA zone.
 */

/** The four statuses of the availability API, and OTHER for a bucket the documents do not name. */
export const STATUSES = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE', 'OTHER'] as const;
export type Status = (typeof STATUSES)[number];

/** How well the start of a status is known; see design: since-clock. */
export type SincePrecision = 'exact' | 'observed' | 'at-least' | 'unknown';

/** When the present status began. */
export interface Since {
  /** Start of the status; null only when the precision is `unknown`. */
  readonly at: number | null;
  readonly precision: SincePrecision;
  /** Half the gap between the two polls around an observed change, otherwise 0. */
  readonly toleranceMs: number;
}

/** One agent of the live team. Carries no e-mail and no phone number: no view needs them. */
export interface Agent {
  readonly userId: string;
  readonly name: string;
  readonly status: Status;
  /** The bucket's own name, trimmed and upper-cased; equals `status` except for OTHER. */
  readonly rawStatus: string;
  /** The customer's name for the status (Lunch, Training), null when unknown or equal to the status. */
  readonly secondaryStatus: string | null;
  readonly since: Since;
}

/** Agents per status; `total` counts every agent once. */
export type Counts = Readonly<Record<Status, number>> & { readonly total: number };

/** How the live team is doing, one state at a time. */
export type HealthState =
  'starting' | 'live' | 'stale' | 'offline' | 'unauthorized' | 'rate-limited' | 'keychain' | 'paused';

/** The state of the live team, since when, and what happens next. */
export interface Health {
  readonly state: HealthState;
  /** When this state began. */
  readonly since: number;
  /** When Rollcall asks again; null when it waits for a person. */
  readonly nextAt: number | null;
  /** One or two sentences: what is the matter and what happens next. Empty when live. */
  readonly message: string;
}

/** Which agents the availability API is asked for; an empty list means no restriction. Sent as the document says. */
export interface TeamFilter {
  readonly queueIds: readonly string[];
  readonly skillIds: readonly string[];
  readonly agentIds: readonly string[];
}

export const EMPTY_FILTER: TeamFilter = { queueIds: [], skillIds: [], agentIds: [] };

/** The whole live team at one revision. */
export interface TeamSnapshot {
  readonly revision: number;
  readonly agents: readonly Agent[];
  readonly counts: Counts;
  /** Rows of the last answer that named nobody and were dropped. */
  readonly ignored: number;
  /** When the last complete answer arrived; null before the first. */
  readonly asOf: number | null;
  readonly health: Health;
  readonly filter: TeamFilter;
  /** The present pace between two polls. */
  readonly intervalMs: number;
}

/** What changed between two revisions; applies only to a snapshot whose revision is `base`. */
export interface TeamDelta {
  readonly base: number;
  readonly revision: number;
  readonly changed: readonly Agent[];
  readonly removed: readonly string[];
  readonly counts: Counts;
  readonly ignored: number;
  readonly asOf: number | null;
  readonly health: Health;
  readonly filter: TeamFilter;
  readonly intervalMs: number;
}

/** How the API is signed for: a client secret that signs, or a ready-made token. */
export type AuthKind = 'secret' | 'token';
export const ALGORITHMS = ['HS256', 'HS512'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** In which zone the status details' zoneless times are read; `request` is the numeric offset that was sent. */
export const API_TIMES = ['auto', 'request', 'utc'] as const;
export type ApiTimes = (typeof API_TIMES)[number];

/** A connection without its secret: host + account + bot + client. */
export interface ConnectionProfile {
  readonly id: string;
  readonly name: string;
  /** Origin, for example `https://platform.kore.ai`. */
  readonly host: string;
  readonly accountId: string;
  readonly botId: string;
  readonly auth: AuthKind;
  /** Null when `auth` is `token`. */
  readonly clientId: string | null;
  readonly algorithm: Algorithm;
  /** The team's IANA zone; null means this computer's. */
  readonly timeZone: string | null;
  readonly apiTimes: ApiTimes;
}

/** Quirks of one server, learned once and remembered per connection; null means not known yet. */
export interface ConnectionMemory {
  /** Whether `offset` of status details counts agents or pages. */
  readonly offsetCounts: 'records' | 'pages' | null;
  /** Whether `startDate` and `endDate` are taken by status details v1. */
  readonly rangeDates: 'accepted' | 'refused' | null;
  /** In which zone the evidence says the zoneless times are. */
  readonly apiTimes: 'request' | 'UTC' | null;
}

export const NOTHING_LEARNED: ConnectionMemory = { offsetCounts: null, rangeDates: null, apiTimes: null };

/** Where the secret of the present connection is, as far as Rollcall can tell. */
export type SecretState = 'none' | 'stored' | 'session' | 'missing' | 'locked' | 'unavailable' | 'waiting';

/** Which account the app looks at. */
export type ConnectionState =
  | { readonly kind: 'none'; readonly profile: null; readonly secret: 'none' }
  | { readonly kind: 'demo'; readonly profile: ConnectionProfile; readonly secret: 'session' }
  | { readonly kind: 'account'; readonly profile: ConnectionProfile; readonly secret: SecretState };

/** What the Connect form holds. A null secret or token keeps the saved one. It travels inward only. */
export interface ConnectionForm {
  readonly name: string;
  readonly host: string;
  readonly accountId: string;
  readonly botId: string;
  readonly auth: AuthKind;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly token: string | null;
  readonly algorithm: Algorithm;
  readonly timeZone: string | null;
  /** True once the user has confirmed a look-alike host. */
  readonly isHostConfirmed: boolean;
}

export type ConnectionField =
  'name' | 'host' | 'accountId' | 'botId' | 'clientId' | 'clientSecret' | 'token' | 'timeZone';

/** What the check of one field says: an error stops saving, `confirm` asks first, a notice only tells. */
export interface FieldNote {
  readonly level: 'error' | 'confirm' | 'notice';
  readonly message: string;
}
export type FieldNotes = Readonly<Partial<Record<ConnectionField, FieldNote>>>;

/** The two APIs and the scope each one needs (kore-facts 2.1). */
export const API_SCOPES = { availability: 'Configuration', statusDetails: 'SmartAssist Analytics' } as const;
export type ApiName = keyof typeof API_SCOPES;

/** How one API answered a test. */
export type ApiCheck =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };
export type TestReport = Readonly<Record<ApiName, ApiCheck>>;

/** A day or a range of days of status history; dates are inclusive. */
export interface HistoryQuery {
  readonly from: string;
  readonly to: string;
  /** IANA zone; null means the connection's. */
  readonly timeZone: string | null;
  /** E-mails, as the document's `filter.agents`; empty means everybody. */
  readonly agents: readonly string[];
  /** Null means the connection's setting. */
  readonly apiTimes: ApiTimes | null;
}

/** One stretch of one status inside one day, clipped to the day and to now. */
export interface StatusInterval {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  readonly start: number;
  /** Null while the interval is still open. */
  readonly end: number | null;
  readonly durationMs: number;
  readonly clippedStart: boolean;
  readonly clippedEnd: boolean;
}

/** One agent's day. */
export interface HistoryAgent {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly intervals: readonly StatusInterval[];
  /** Milliseconds per primary status. */
  readonly totalsMs: Readonly<Record<string, number>>;
  /** The elapsed day minus all totals: not OFFLINE, just not recorded. */
  readonly noRecordMs: number;
}

/** One local day, from midnight to the next midnight of the zone. */
export interface HistoryDay {
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly agents: readonly HistoryAgent[];
}

/** In which zone the times were read, and why. */
export interface ApiTimesVerdict {
  readonly zone: 'request' | 'UTC';
  readonly decidedBy: 'setting' | 'evidence' | 'assumed';
}

/** The answer to a history query. */
export interface HistoryReport {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly takenAt: number;
  readonly apiTimes: ApiTimesVerdict;
  /** Why the report is not whole and how many agents were read before that; null when whole. */
  readonly partial: null | { readonly reason: string; readonly agentsRead: number };
  readonly days: readonly HistoryDay[];
}

/** How far a history read has come. */
export interface HistoryProgress {
  readonly agentsRead: number;
  readonly day: string;
  readonly dayIndex: number;
  readonly days: number;
  /** When the next call may start, when the budget makes it wait; otherwise null. */
  readonly waitingUntil: number | null;
}

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
}

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
