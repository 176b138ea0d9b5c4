import type { DemoOptions } from '../demo/types.ts';
import type { WantedTeam } from '../shared/contract/socket.ts';
import type { DemoSceneName } from '../shared/demo-scene.ts';
import type { ApiTimes, Audience, ConnectionForm } from '../shared/model.ts';
import { isCommandWord } from './options.ts';
import type { Template } from './output/template.ts';

/** Which connection a command means: a saved one, or one given by its flags that is never saved. */
export type Target = { readonly kind: 'saved'; readonly name: string | null } | ({ readonly kind: 'given' } & Given);

/** A connection given by its flags; null for copies leaves the number that share the account as it is known. */
export interface Given {
  readonly form: ConnectionForm;
  readonly copies: number | null;
}

/** Whose counts: the open view of the connection, or everybody, a view by name, or some ids or names. */
export type TeamChoice = { readonly kind: 'open' } | WantedTeam;

/** `queues`, understood. */
export type QueuesInvocation = Extract<Invocation, { command: 'queues' }>;

/** `status`, understood. */
export type StatusInvocation = Extract<Invocation, { command: 'status' }>;

/** What `history` prints: each interval, sums, one instant, or when fewer agents than so many were available. */
export type HistoryQuestion =
  | { readonly kind: 'intervals' | 'totals' }
  /** `24:00` is the end of the day; an offset (`+01:00` or `Z`) tells two equal times apart. */
  | { readonly kind: 'at'; readonly time: string; readonly offset: string | null }
  | { readonly kind: 'below'; readonly agents: number };

/** `history`, understood. */
export interface HistoryInvocation {
  readonly command: 'history';
  readonly target: Target;
  /** Days in words or as dates; the first day of the one to the last day of the other. */
  readonly from: string;
  readonly to: string;
  /** The hours of each day (`10:00`); null for all of them. */
  readonly between: { readonly from: string; readonly to: string } | null;
  readonly question: HistoryQuestion;
  readonly timeZone: string | null;
  /** `open` means everybody. */
  readonly team: TeamChoice;
  readonly apiTimes: ApiTimes | null;
  readonly format: 'text' | 'json' | 'csv';
  /** Only what was read before: no call is made. */
  readonly isOffline: boolean;
  /** Names as initials, and no e-mails; the setting asks for it as well. */
  readonly isMasked: boolean;
}

/** What `rules` does. */
export type RulesAction =
  | { readonly kind: 'list'; readonly isJson: boolean; readonly isMasked: boolean }
  /** A null file is stdout. */
  | { readonly kind: 'export'; readonly file: string | null }
  /** Dry, it only says what it would do. */
  | { readonly kind: 'import'; readonly file: string; readonly isDry: boolean }
  | { readonly kind: 'try'; readonly file: string; readonly days: number; readonly isJson: boolean };

/** `rules`, understood; a null name is the active connection. */
export interface RulesInvocation {
  readonly command: 'rules';
  readonly name: string | null;
  readonly action: RulesAction;
}

/** `alerts`, understood. */
export interface AlertsInvocation {
  readonly command: 'alerts';
  readonly name: string | null;
  /** A day in words or as a date; null for all that is kept. */
  readonly from: string | null;
  readonly format: 'text' | 'json' | 'csv';
  readonly isMasked: boolean;
}

/** What `enrol` does. */
export type EnrolAction =
  | {
      readonly kind: 'desk';
      readonly desk: string;
      readonly audience: Audience;
      /** Names of views; none of them is everybody. */
      readonly views: readonly string[];
      /** Everybody beside these views. */
      readonly withEverybody: boolean;
      readonly withQr: boolean;
    }
  | {
      readonly kind: 'publisher';
      /** Null where there is a publisher already, which then trusts more keys. */
      readonly broker: string | null;
      /** That of the publisher for which this one stands by; null for a new one. */
      readonly site: string | null;
      /** Public keys of other publishers. */
      readonly keys: readonly string[];
      /** The new file for the secrets; null for the keychain. */
      readonly secretFile: string | null;
    }
  | { readonly kind: 'list'; readonly isJson: boolean }
  /** A null desk is the publisher itself. */
  | { readonly kind: 'revoke'; readonly desk: string | null };

/** `enrol`, understood. */
export interface EnrolInvocation {
  readonly command: 'enrol';
  /** The connection that is published; null is the active one. */
  readonly name: string | null;
  readonly action: EnrolAction;
  /** Who administers the broker, and whether the password is to be kept in the keychain. */
  readonly admin: string;
  readonly keepsAdmin: boolean;
  /** The new file for what has to be set at the broker by hand; null where Rollcall sets it. */
  readonly print: string | null;
}

/** `publish`, understood. */
export interface PublishInvocation {
  readonly command: 'publish';
  /** Null is the active connection. */
  readonly name: string | null;
  readonly audiences: readonly Audience[];
  /** Null is the keychain, or what the service manager provides. */
  readonly secretFile: string | null;
  /** The secret of Kore.ai comes on stdin. */
  readonly readsSecret: boolean;
  /** Only says what is missing. */
  readonly isCheck: boolean;
  /** The address of a broker for demo data; null publishes a connection. */
  readonly demoBroker: string | null;
}

/** A command line, understood. The secret of a given connection is still to be read from stdin. */
export type Invocation =
  | { readonly command: 'help' | 'version' }
  | ({ readonly command: 'connect' } & Given)
  | {
      readonly command: 'status';
      readonly target: Target;
      readonly isJson: boolean;
      readonly withAgents: boolean;
      readonly isWatching: boolean;
      /** A watch also prints what alerts tell. */
      readonly withAlerts: boolean;
      /** Names as initials; the setting asks for it as well. */
      readonly isMasked: boolean;
      /** How the team is written; null for the usual text. */
      readonly format: Template | null;
      readonly team: TeamChoice;
    }
  | {
      readonly command: 'queues';
      readonly target: Target;
      readonly isJson: boolean;
      readonly isMasked: boolean;
    }
  | HistoryInvocation
  | PublishInvocation
  | RulesInvocation
  | AlertsInvocation
  | EnrolInvocation
  | {
      readonly command: 'check';
      readonly target: Target;
      /** The file to write; null only lists the calls. */
      readonly report: string | null;
    }
  | { readonly command: 'disconnect'; readonly name: string | null }
  | {
      readonly command: 'serve';
      readonly port: number | null;
      readonly openWith: 'saved' | 'saved-or-demo' | 'demo';
      /** What the demo plays, if it is opened; null for nothing. */
      readonly scene: DemoSceneName | null;
      /** Whether a board is there for everybody on this computer. */
      readonly hasBoard: boolean;
      readonly shouldOpen: boolean;
    }
  | ({
      readonly command: 'demo';
      readonly scene: DemoSceneName | null;
    } & Required<Pick<DemoOptions, 'port' | 'agents' | 'seed' | 'names' | 'refuses'>>);

const NO_OPTIONS: readonly string[] = ['help', 'version', '--help', '-h', '--version'];

/**
 * The terminal command in the command line of the installed app, from its word on; null where there is none and the app
 * is meant. Electron gives itself as the first word, and in a build tree the app's folder as the second. A word
 * that begins with a dash in front of the command is Chromium's (`--ozone-platform=headless`) or a bare `--`, which
 * Electron on Windows needs before any address (shell/app/command_line_args.cc refuses words behind one).
 */
export function commandWords(argv: readonly string[], isPackaged: boolean): readonly string[] | null {
  const words = argv.slice(isPackaged ? 1 : 2);
  const first = words.findIndex((word) => NO_OPTIONS.includes(word) || !word.startsWith('-'));
  const word = words[first];
  if (word === undefined) return null;
  return NO_OPTIONS.includes(word) || isCommandWord(word) ? words.slice(first) : null;
}
