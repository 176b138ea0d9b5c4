import type { KoreNames, NamesApi } from './names.ts';
import type { Reply } from './replies.ts';

/** The two APIs, with the names in Rollcall's own form. */
export type KoreApi = 'availability' | 'statusDetails';

/** The four documented buckets; a test may name another one. */
export type Bucket = 'AVAILABLE' | 'BUSY' | 'AWAY' | 'OFFLINE' | (string & {});

/** A past status or, with `end` null, the present one; epoch milliseconds. */
export interface KoreRecord {
  readonly primary: string;
  readonly secondary: string;
  readonly start: number;
  readonly end: number | null;
}

/** An agent of the scripted team. */
export interface KoreAgent {
  /** The user id is `u-` plus this; the agent id is `a-` plus this. */
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly bucket: Bucket;
  readonly queueIds?: readonly string[];
  readonly skillIds?: readonly string[];
  readonly records?: readonly KoreRecord[];
}

/**
 * How a server behaves where the documents leave it open. Offsets are in minutes, with the sign of getTimezoneOffset.
 */
export interface KoreHabits {
  /** The zone of its times: the request's, or its own. */
  readonly writes: 'request' | number;
  /** Which day it uses: the requested one, or the day in its own zone. */
  readonly day: 'requested' | number;
  /** Which records of a day it lists: all that overlap it, the same cut to the day, or only those that begin in it. */
  readonly lists: 'overlap' | 'cut' | 'start';
}

/** What a form needs to connect. */
export interface KoreAccount {
  readonly accountId: string;
  readonly botId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A call and the answer it got. */
export interface KoreCall {
  readonly api: KoreApi | 'unknown';
  /** When it arrived, by the server's clock, epoch milliseconds. */
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

/** A server on 127.0.0.1 that acts as Kore.ai. */
export interface KoreServer extends KoreAccount {
  readonly host: string;
  readonly calls: readonly KoreCall[];
  /** The calls to the endpoints for names, which come when the rate limit leaves room; they are not in `calls`. */
  readonly namesCalls: readonly NamesCall[];
  /** From now on the endpoints for names know these; before, and with null, the account has no such endpoints. */
  setNames(names: KoreNames | null): void;
  /** One of these endpoints gives this reply; null answers properly again. */
  replyNames(api: NamesApi, reply: Reply | null): void;
  /** Replaces the team. */
  setTeam(team: readonly KoreAgent[] | (() => readonly KoreAgent[])): void;
  /** Moves one agent to another bucket, as a supervisor would see it in the next poll. */
  move(id: string, bucket: Bucket): void;
  /** Every call of `api` gets this reply; null restores normal answers. */
  reply(api: KoreApi | 'both', reply: Reply | null): void;
  /** The next calls of `api` get these replies, one each; null is a normal answer. */
  replyNext(api: KoreApi, replies: readonly (Reply | null)[]): void;
  /** From now on availability refuses a call that names one of these ids. */
  refuseIds(...ids: readonly string[]): void;
  /** From now on availability refuses a call without any id. */
  refuseEverybody(): void;
  /** From now on availability names everybody, whatever is requested. */
  ignoreFilters(): void;
  /** Leaves calls of `api`, or some of them, unanswered until the returned function is called. */
  hold(api: KoreApi, isHeld?: (call: Pick<KoreCall, 'body'> & { readonly url: URL }) => boolean): () => void;
  /** Resolves when `count` calls of `api` have come in since the start. */
  received(api: KoreApi, count: number): Promise<void>;
  countOf(api: KoreApi): number;
  stop(): Promise<void>;
}
