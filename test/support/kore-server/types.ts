import type { KoreNames, NamesApi } from './names.ts';
import type { Reply } from './replies.ts';

/** The two APIs, by the names Rollcall's own form gives them. */
export type KoreApi = 'availability' | 'statusDetails';

/** The four documented buckets; a test may name another one. */
export type Bucket = 'AVAILABLE' | 'BUSY' | 'AWAY' | 'OFFLINE' | (string & {});

/** A status of the past or, with `end` null, the present one; epoch milliseconds. */
export interface KoreRecord {
  readonly primary: string;
  readonly secondary: string;
  readonly start: number;
  readonly end: number | null;
}

/** An agent of the scripted team. */
export interface KoreAgent {
  /** `u-` and this; the agent's own id is `a-` and this. */
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly bucket: Bucket;
  readonly queueIds?: readonly string[];
  readonly skillIds?: readonly string[];
  readonly records?: readonly KoreRecord[];
}

/** How a server answers where the documents leave it open; offsets in minutes, with the sign of getTimezoneOffset. */
export interface KoreHabits {
  /** The zone it writes times in: that of the request, or one of its own. */
  readonly writes: 'request' | number;
  /** Whose day it takes: the requested one, or that of its own zone. */
  readonly day: 'requested' | number;
  /** What it lists of a day: all that overlaps it, the same cut to the day, or what begins in it. */
  readonly lists: 'overlap' | 'cut' | 'start';
}

/** What a form needs to connect. */
export interface KoreAccount {
  readonly accountId: string;
  readonly botId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** One call as it came, and what it got. */
export interface KoreCall {
  readonly api: KoreApi | 'unknown';
  /** When it came, on the server's clock, epoch milliseconds. */
  readonly at: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  readonly status: number;
}

/** A call for names. */
export interface NamesCall extends Omit<KoreCall, 'api'> {
  readonly api: NamesApi;
}

/** A Kore.ai of the test's own on 127.0.0.1. */
export interface KoreServer extends KoreAccount {
  readonly host: string;
  readonly calls: readonly KoreCall[];
  /** The calls to the endpoints for names, which come when the rate limit leaves room; they are not in `calls`. */
  readonly namesCalls: readonly NamesCall[];
  /** From now on the endpoints for names know these; before, and with null, the account has no such endpoints. */
  setNames(names: KoreNames | null): void;
  /** One of these endpoints gives this reply; null answers properly again. */
  replyNames(api: NamesApi, reply: Reply | null): void;
  /** Puts another team in. */
  setTeam(team: readonly KoreAgent[] | (() => readonly KoreAgent[])): void;
  /** Moves one agent to another bucket, as a supervisor would see it in the next poll. */
  move(id: string, bucket: Bucket): void;
  /** Every call of `api` gets this reply; null answers properly again. */
  reply(api: KoreApi | 'both', reply: Reply | null): void;
  /** From now on availability refuses a call that names one of these ids. */
  refuseIds(...ids: readonly string[]): void;
  /** Leaves calls of `api` unanswered until the returned function is called. */
  hold(api: KoreApi): () => void;
  /** Resolves when `count` calls of `api` have come in since the start. */
  received(api: KoreApi, count: number): Promise<void>;
  countOf(api: KoreApi): number;
  stop(): Promise<void>;
}
