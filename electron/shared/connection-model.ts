import type { ErrorCode } from './result.ts';
import type { DeskAccess } from './relay-model.ts';
import type { Counts, Health } from './team/team-model.ts';

/**
 * How a team is read: from the API with a client secret that signs or with a ready-made token, or as a desk, from what a
 * publisher says of it.
 */
export type AuthKind = 'secret' | 'token' | 'desk';
export const ALGORITHMS = ['HS256', 'HS512'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** In which zone the status details' zoneless times are read; `request` is the numeric offset that was sent. */
export const API_TIMES = ['auto', 'request', 'utc'] as const;
export type ApiTimes = (typeof API_TIMES)[number];

/** A connection without its secret: host + account + bot + client. */
export interface ConnectionProfile {
  readonly id: string;
  readonly name: string;
  /** Origin, for example `https://platform.kore.ai`; of a desk the broker's. */
  readonly host: string;
  /** Of a desk its site. */
  readonly accountId: string;
  /** Of a desk its audience, so that what is saved of two is told apart. */
  readonly botId: string;
  readonly auth: AuthKind;
  /** Null unless `auth` is `secret`. */
  readonly clientId: string | null;
  readonly algorithm: Algorithm;
  /** The team's IANA zone; null means this computer's. */
  readonly timeZone: string | null;
  readonly apiTimes: ApiTimes;
  /** How many computers with Rollcall share the account, this one included; 1 to 50, the same for each connection of it. */
  readonly copies: number;
  /** Whether nothing of its status history may be saved on this computer; absent where it may. */
  readonly isHistoryOff?: boolean | undefined;
  /** Of a desk: its publisher plays the demo. Absent where it does not. */
  readonly isDemo?: boolean | undefined;
  /** Present exactly where `auth` is `desk`. */
  readonly relay?: DeskAccess | undefined;
}

/** Whether two connections call the same account: Kore.ai counts requests per account, whichever bot they are for. */
export function isSameAccount(
  a: Pick<ConnectionProfile, 'host' | 'accountId'>,
  b: Pick<ConnectionProfile, 'host' | 'accountId'>,
): boolean {
  return a.host === b.host && a.accountId === b.accountId;
}

/** The copies that hold for an account: the largest number said for a connection of it; null where there is none. */
export function copiesOfAccount(
  account: Pick<ConnectionProfile, 'host' | 'accountId'>,
  profiles: readonly ConnectionProfile[],
): number | null {
  const known = profiles.filter((profile) => isSameAccount(profile, account)).map(({ copies }) => copies);
  return known.length === 0 ? null : Math.max(...known);
}

/** Quirks of one server, learned once and remembered per connection; null means not known yet. */
export interface ConnectionMemory {
  /** Whether `offset` of status details counts agents or pages. */
  readonly offsetCounts: 'records' | 'pages' | null;
  /** Whether `startDate` and `endDate` are taken by status details v1. */
  readonly rangeDates: 'accepted' | 'refused' | null;
  /** In which zone the evidence says the zoneless times are. */
  readonly apiTimes: 'request' | 'UTC' | null;
  readonly apiTimesEvidence: ApiTimesEvidence | null;
  /** Whether status details of a day hold the records that begin in it, or all that overlap it. */
  readonly recordsListedBy: 'start' | 'overlap' | null;
  /** Whether availability answers no request without a filter, or with nobody; null too where it does answer. */
  readonly everybody: 'refused' | null;
}

/** What is known of the zone of one server's times beside the zone itself; see `history/zone/zone-evidence.ts`. */
export interface ApiTimesEvidence {
  /** By which rule the zone was decided; null while it is not. */
  readonly rule: 'future' | 'change' | 'silence' | 'day' | null;
  /** One agent's boundary that fits one zone only; another agent's for the same zone decides. */
  readonly witness: { readonly userId: string; readonly zone: 'request' | 'UTC' } | null;
  /** How many reads in a row had a boundary that fits neither zone; counted up to a maximum. */
  readonly misfits: number;
}

export const NOTHING_LEARNED: ConnectionMemory = {
  offsetCounts: null,
  rangeDates: null,
  apiTimes: null,
  apiTimesEvidence: null,
  recordsListedBy: null,
  everybody: null,
};

/** Where the secret of the present connection is, as far as Rollcall can tell; `unclear` is missing or locked. */
export type SecretState = 'none' | 'stored' | 'session' | 'missing' | 'locked' | 'unclear' | 'unavailable' | 'waiting';

/** Which connection is open. */
export type ConnectionState =
  | { readonly kind: 'none'; readonly profile: null; readonly secret: 'none' }
  | { readonly kind: 'demo'; readonly profile: ConnectionProfile; readonly secret: 'session' }
  | { readonly kind: 'account'; readonly profile: ConnectionProfile; readonly secret: SecretState };

/** Whether what is shown is made up: the demo's own connection, or a desk of a publisher that plays it. */
export function isDemoTeam({ kind, profile }: Pick<ConnectionState, 'kind' | 'profile'>): boolean {
  return kind === 'demo' || profile?.isDemo === true;
}

/** Where a connection lives: in the settings file, in this run only, or in the demo. */
export type ConnectionHome = 'saved' | 'session' | 'demo';

/** One line of the switcher: a connection, without its secret, and what is known of its team. */
export interface ConnectionSummary {
  readonly profile: ConnectionProfile;
  readonly home: ConnectionHome;
  /** Only the open one is polled. */
  readonly isOpen: boolean;
  /** As far as is known without a call to the keychain. */
  readonly secret: SecretState;
  /** The health of its team when it was last open in this run; null when it was not. */
  readonly health: Health | null;
  /** The last good counts, of this run or an earlier one, and when they were true; both null without any. */
  readonly counts: Counts | null;
  readonly asOf: number | null;
  /** The name of the view they are of; null for everybody, empty for one that was changed or deleted since. */
  readonly view: string | null;
}

/**
 * What the Connect form holds. A null secret or token keeps the one of the connection that is changed. It travels inward
 * only.
 */
export interface ConnectionForm {
  /** The connection that is changed; null for a new one. */
  readonly id: string | null;
  readonly name: string;
  readonly host: string;
  readonly accountId: string;
  readonly botId: string;
  readonly auth: AuthKind;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly token: string | null;
  /** The line that makes this computer a desk; absent for other kinds. */
  readonly deskLine?: string | null | undefined;
  readonly algorithm: Algorithm;
  readonly timeZone: string | null;
  /** True once the user has confirmed a host that is easily taken for another one. */
  readonly isHostConfirmed: boolean;
  /** True once the user has confirmed that another connection of this name is replaced. */
  readonly isNameConfirmed: boolean;
}

export const EMPTY_FORM: ConnectionForm = {
  id: null,
  name: '',
  host: '',
  accountId: '',
  botId: '',
  auth: 'secret',
  clientId: '',
  clientSecret: null,
  token: null,
  algorithm: 'HS256',
  timeZone: null,
  isHostConfirmed: false,
  isNameConfirmed: false,
};

export type ConnectionField =
  'name' | 'host' | 'accountId' | 'botId' | 'clientId' | 'clientSecret' | 'token' | 'deskLine' | 'timeZone';

/** What the check of one field says: an error stops saving, `confirm` asks first, a notice stops nothing. */
export interface FieldNote {
  readonly level: 'error' | 'confirm' | 'notice';
  readonly message: string;
}
export type FieldNotes = Readonly<Partial<Record<ConnectionField, FieldNote>>>;

/** The two APIs and the scope each one needs. */
export const API_SCOPES = { availability: 'Configuration', statusDetails: 'SmartAssist Analytics' } as const;
export type ApiName = keyof typeof API_SCOPES;

/** How one API, or the publisher of a desk, answered a test. */
export type ApiCheck =
  | { readonly ok: true; readonly detail: string }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      /** Of a desk: its broker takes it, and only the publisher is not there now. */
      readonly isLater?: true;
    };
export type ApiReport = Readonly<Record<ApiName, ApiCheck>>;
/** Of a connection to Kore.ai both APIs, of a desk its publisher. */
export type TestReport = ApiReport | { readonly publisher: ApiCheck };

/** The errors with which Kore.ai refuses; after any other there was no answer, or no usable one. */
const REFUSALS: readonly ErrorCode[] = [
  'token-refused',
  'ids-refused',
  'scope-missing',
  'forbidden',
  'request-refused',
  'everybody-refused',
  'filter-ignored',
  'view-refused',
];

/** How one API answered, in a word. */
export function checkWord(check: ApiCheck): 'ok' | 'refused' | 'failed' {
  if (check.ok) return 'ok';
  return REFUSALS.includes(check.code) ? 'refused' : 'failed';
}

/** What Kore.ai allows an account, every copy and integration together. */
export const ACCOUNT_CALLS_PER_MINUTE = 60;

/** How many computers with Rollcall may be said to share one account. */
export const MIN_COPIES = 1;
export const MAX_COPIES = 50;

/** The rate limit of one account as this computer knows it. Calls of every process of the data folder count. */
export interface RateLimitUse {
  /** Copies sharing this account, as the user said. */
  readonly copies: number;
  /** What this computer may start, and what it has started. */
  readonly perMinute: number;
  readonly usedLastMinute: number;
  /** How many calls that are not for availability may start at once, when no limit answer stops them; absent where nobody knows. */
  readonly lowerFree?: number;
  readonly perHour: number;
  readonly usedLastHour: number;
  /** No call before this instant, because of a limit answer; null when there is none. */
  readonly blockedUntil: number | null;
  /** When the team can be read the next time; null when that is now. */
  readonly freeAt: number | null;
  /** When the limit was reached whose effect still lasts; null while nothing is slowed down. */
  readonly slowedSince: number | null;
}

/** The rate limit with the pace that follows from it. */
export interface RateLimitReport extends RateLimitUse {
  /** The present pace between two polls. */
  readonly intervalMs: number;
}

/** What became of "refresh now". */
export interface RefreshAnswer {
  /** When the team will be read, because the rate limit does not allow it now; null when it has been. */
  readonly runsAt: number | null;
}
