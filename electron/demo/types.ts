import type { DemoScene } from '../shared/demo-scene.ts';

/** Ordinary names, or names that are hard to show: every script, lengths, namesakes, markup. */
export const DEMO_NAMES = ['ordinary', 'hostile'] as const;
export type DemoNames = (typeof DEMO_NAMES)[number];

/**
 * What an account may refuse: one of the calls that give queues and skills their names, or availability without a filter
 * (`everybody`) or filtered by queue (`queue-members`).
 */
export const DEMO_REFUSALS = [
  'queue-performance',
  'queues',
  'queues/agents',
  'skill-groups',
  'everybody',
  'queue-members',
] as const;
export type DemoRefusal = (typeof DEMO_REFUSALS)[number];

/** How many agents the demo has unless it is told otherwise: one roster. */
export const DEMO_AGENTS = 26;

/** How to start a simulated contact centre. */
export interface DemoOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Default 26, at most 10,000. */
  readonly agents?: number;
  /** Same seed, same people and same day. */
  readonly seed?: number;
  /** Default ordinary. */
  readonly names?: DemoNames;
  /** Default nothing. */
  readonly refuses?: readonly DemoRefusal[];
  /** Default none. */
  readonly scene?: DemoScene | undefined;
  /** IANA zone whose clock the shifts follow; default the computer's. */
  readonly timeZone?: string;
  /** Now, epoch milliseconds; default the computer's. Tokens and the rate limit follow it too. */
  readonly now?: () => number;
  /** Calls an account may make in 60 s, default Kore's 60; more only for benchmarks. */
  readonly requestsPerMinute?: number;
}

/** A running demo contact centre and the credentials that open it. */
export interface DemoServer {
  /** `http://127.0.0.1:PORT` */
  readonly host: string;
  readonly accountId: string;
  readonly botId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** IANA zone the demo team lives in. */
  readonly timeZone: string;
  stop(): Promise<void>;
}

/** The API scopes of the documents, by Kore's own names. */
export type DemoScope = 'Configuration' | 'SmartAssist Analytics';

/** A JWT app of the demo account and the scopes it was given. */
export interface DemoClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly DemoScope[];
}

/** The ids of the demo account and its three JWT apps; the secrets open nothing but this simulated account. */
export interface DemoAccount {
  readonly accountId: string;
  readonly botId: string;
  /** `full` has both scopes; the other two lack one each. */
  readonly clients: {
    readonly full: DemoClient;
    readonly configurationOnly: DemoClient;
    readonly analyticsOnly: DemoClient;
  };
}

/** A group that the availability filter can name: a queue (`qu-...`) or a skill (24 hexadecimal digits). */
export interface DemoGroup {
  readonly id: string;
  readonly name: string;
}

/** A queue and the skills it asks for. */
export interface DemoQueue extends DemoGroup {
  readonly skills: readonly DemoGroup[];
}

/** What `startDemo` returns: the server, and the facts of its world that tests and filters need. */
export interface RunningDemo extends DemoServer, DemoAccount {
  readonly queues: readonly DemoQueue[];
  readonly skills: readonly DemoGroup[];
}
