import type { KeyObject } from 'node:crypto';
import type {
  Algorithm,
  Channel,
  ChannelSlots,
  ConnectionMemory,
  NamedId,
  RateLimitUse,
  Status,
  TeamFilter,
} from '../shared/model.ts';
import type { AppError, Result } from '../shared/result.ts';
import type { ApiTime } from '../time/api-time.ts';
import type { NamesPace, ScheduleLimits } from './rate-limit.ts';

/** What signs or stands for a token. The client secret is held as a KeyObject, never as a string. */
export type ApiSecret =
  | { readonly kind: 'secret'; readonly clientId: string; readonly key: KeyObject }
  | { readonly kind: 'token'; readonly token: string };

/** Where the client calls and as whom. */
export interface KoreTarget {
  /** Origin, for example `https://platform.kore.ai`; nothing else is ever called. */
  readonly host: string;
  readonly accountId: string;
  readonly botId: string;
  readonly algorithm: Algorithm;
  readonly secret: ApiSecret;
}

/** What was learned about one connection's server. */
export interface MemoryCell {
  get(): ConnectionMemory;
  learn(patch: Partial<ConnectionMemory>): void;
}

/** Availability may use all of the rate limit; all other calls leave some of it free. */
export type CallPriority = 'availability' | 'lower';

/** How one read is made. */
export interface CallOptions {
  readonly priority: CallPriority;
  /** How long the read may wait in all for the rate limit before it fails as rate-limited; 0 means not at all. */
  readonly maxWaitMs: number;
  /** How long it may wait before anything has been read, where that is less. */
  readonly startWithinMs?: number | undefined;
  readonly signal?: AbortSignal;
  /** Hears the instant a wait for the rate limit ends, epoch milliseconds. */
  readonly onWaiting?: (until: number) => void;
  /** Not part of the polling: the next poll's answer is not compared with it. */
  readonly isAside?: boolean;
  /** Holds back calls that would be too many of their kind; that wait is none for the rate limit. */
  readonly pace?: CallPace;
}

/** When a call of some kind may start, whatever the rate limit allows. */
export interface CallPace {
  /** Epoch milliseconds; in the past when it may at once. */
  nextAt(): number;
  /** A call starts now. */
  started(): void;
}

/** One agent in one bucket of the availability answer; an agent may appear in several. */
export interface AvailabilityRow {
  readonly userId: string;
  /** The `_id` of the row (`a-...`), which the `agentIds` filter takes; null when absent. */
  readonly agentId: string | null;
  readonly name: string;
  /** The customer's own id of the agent. */
  readonly customId?: string | undefined;
  readonly email: string | null;
  readonly phone: string | null;
  /** The slots of each channel that the agent takes part in; absent where the answer has none. */
  readonly freeSlots?: Readonly<Partial<Record<Channel, ChannelSlots>>> | undefined;
  /** The bucket's key, trimmed and upper-cased. */
  readonly bucket: string;
}

/** A complete availability answer. */
export interface AvailabilityAnswer {
  readonly rows: readonly AvailabilityRow[];
  /** Rows dropped because they name nobody, and buckets that are no lists. */
  readonly ignored: number;
  /** The documented buckets that are no lists: who is in them is not known. */
  readonly unread: readonly Status[];
  /** By the server's clock as far as that is known, epoch milliseconds. */
  readonly receivedAt: number;
  /** True when the bytes equal the previous answer of this client to the same filter; `rows` is then the same array. */
  readonly isUnchanged: boolean;
}

/** One status of one agent as the API reports it: not clipped, not merged. */
export interface StatusRecord {
  /** Trimmed and upper-cased. */
  readonly primaryStatus: string;
  /** Trimmed, the customer's own spelling. */
  readonly secondaryStatus: string;
  readonly start: ApiTime;
  /** Null when the API writes "-": still open. */
  readonly end: ApiTime | null;
}

/** One agent of status details. No `status` in the answer means no transitions: an empty list. */
export interface DetailsRow {
  readonly userId: string;
  readonly name: string;
  readonly customId?: string | undefined;
  readonly email: string;
  readonly records: readonly StatusRecord[];
}

/** The two date forms the document shows; dates are `yyyy-mm-dd`, the offset has the sign of getTimezoneOffset. */
export type DetailsPeriod =
  | { readonly kind: 'day'; readonly date: string; readonly timeZoneOffset: number }
  | { readonly kind: 'range'; readonly startDate: string; readonly endDate: string; readonly timeZoneOffset: number };

/** How far an unfinished read of status details has come: what another read needs to continue after its last page. */
export interface PagesRest {
  /** Rows as sent, and pages: one of the two is what `offset` counts. */
  readonly received: number;
  readonly pages: number;
  /** The rows of the first page, as texts that tell them apart. */
  readonly first: ReadonlySet<string>;
  /** User ids of all pages so far. */
  readonly known: ReadonlySet<string>;
}

/** One page of an answer, as a read goes on. */
export interface DetailsPart extends Pick<DetailsAnswer, 'rows' | 'notUnderstood' | 'receivedAt'> {
  /** As in the rest that a read could go on from after this page. */
  readonly received: number;
  readonly pages: number;
}

/** What to read of status details. `agents` are e-mails; empty means everybody. */
export interface DetailsRequest {
  readonly period: DetailsPeriod;
  /** What is asked for after it, of the same agents: where an answer takes time and no call, it may be prepared. */
  readonly following?: readonly DetailsPeriod[];
  readonly agents: readonly string[];
  /** At most this many pages; all of them when absent. */
  readonly pages?: number | undefined;
  /** Continues where a read of the same agents ended. */
  readonly rest?: PagesRest | undefined;
  /** How many agents the list of everybody has, as far as anybody knows: so many are read several pages at a time. */
  readonly expectedAgents?: number | undefined;
  /** Called with each page; an agent of several pages comes with the records of all of them. */
  readonly onPage?: (page: DetailsPart) => void;
  /** Called after each page with all agents read so far, and whenever the rate limit makes the read wait. */
  readonly onProgress?: (progress: { readonly agentsRead: number; readonly waitingUntil: number | null }) => void;
}

/** Status details, page after page, each agent once with the records of all rows. */
export interface DetailsAnswer {
  readonly rows: readonly DetailsRow[];
  /** Rows and records that could not be understood, as they came. */
  readonly notUnderstood: readonly string[];
  /** Why the read ended before the last page; null when it is complete, or has its `pages`. */
  readonly stopped: AppError | null;
  /** What to continue from; absent after the last page. */
  readonly rest?: PagesRest;
  /** Whether the server itself said that this was the last page; otherwise it may have left out agents. */
  readonly isEndSaid: boolean;
  /** By the server's clock as far as that is known, epoch milliseconds. */
  readonly receivedAt: number;
}

/** A queue of the account, with the skills its contacts may need. */
export interface QueueName extends NamedId {
  readonly skills: readonly NamedId[];
}

/** A skill of the account; `agents` are the user ids of who has it, null where the answer does not list them. */
export interface SkillName extends NamedId {
  readonly agents: readonly string[] | null;
}

/** A list of names, each id once; not complete where the server repeats pages. */
export interface NamesAnswer<T> {
  readonly rows: readonly T[];
  readonly isComplete: boolean;
}

/** Whose members are read. */
export interface MemberOf {
  readonly kind: 'queue' | 'skill';
  readonly id: string;
}

/** Names of queues and skills and who serves them. A tenant may refuse or lack any of it. */
export interface KoreNames {
  /** The active queues (document: Queue Performance, else: Get a List of Queues). Fails where any of its pages does. */
  queues(call: CallOptions): Promise<Result<NamesAnswer<QueueName>>>;
  /** The skills of all skill groups (documents: Get All Skill Groups, Get All Skills from a Skill Group). */
  skills(call: CallOptions): Promise<Result<NamesAnswer<SkillName>>>;
  /** The user ids of who serves a queue or has a skill, whatever their status. One call, or two where one is refused. */
  members(of: MemberOf, call: CallOptions): Promise<Result<readonly string[]>>;
}

/** The public APIs of one connection. */
export interface KoreClient {
  /** How far the server's clock is ahead of this computer's, milliseconds; null before the first answer. */
  clockOffsetMs(): number | null;
  /** Who is in which bucket now (document: Agents availability). One call. */
  availability(filter: TeamFilter, call: CallOptions): Promise<Result<AvailabilityAnswer>>;
  /** Status records of a period (document: Agent Status Details). One call per 50 agents; fails only if its first one does. */
  statusDetails(request: DetailsRequest, call: CallOptions): Promise<Result<DetailsAnswer>>;
  readonly names: KoreNames;
}

/** A call may start, or it may not before `retryAt`; `limit` when the server said so, `pace` when our own rate limit does. */
export type CallAnswer =
  { readonly ok: true } | { readonly ok: false; readonly retryAt: number; readonly reason: 'pace' | 'limit' };

/** The rate limit of one account, shared by every process of one data folder. */
export interface RateLimit {
  /** Counts one call, or says when one may start. */
  take(priority: CallPriority): Promise<CallAnswer>;
  /** Stops every call until `until` because the server sent a limit answer, and slows down what comes after. */
  block(until: number): Promise<void>;
  /** What it allows and what of it is used, without counting a call. */
  read(): Promise<RateLimitUse>;
  /** What follows for the schedule, as far as this process knows. */
  scheduleLimits(): ScheduleLimits;
  /** How many of its calls may be for names, as far as this process knows. */
  namesPace(): NamesPace;
}

/** The fetch function: Electron's `net.fetch` or Node's own. */
export type FetchFunction = typeof globalThis.fetch;

/**
 * The ways to an address, in the order in which they are to be tried: addresses of proxies, with user and password where
 * they have some, and null for none.
 */
export type ProxiesFor = (url: URL) => Promise<readonly (string | null)[]>;
