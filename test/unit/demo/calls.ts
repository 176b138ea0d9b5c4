import { createHmac, randomUUID } from 'node:crypto';
import type { DemoClient, RunningDemo } from '../../../electron/demo/types.ts';

/** The instant of most demo tests: a Friday noon in UTC. */
export const NOON = Date.UTC(2026, 10, 20, 12);

/** How a test token differs from a good one; a claim set to undefined is left out. */
export interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly secret?: string;
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
}

/** Signs a token by hand with Node's HMAC, so that the library under test is not its own judge. */
export function signToken(client: DemoClient, now: number, changes: TokenChanges = {}): string {
  const seconds = Math.floor(now / 1_000);
  const header = { alg: 'HS256', typ: 'JWT', ...changes.header };
  const claims = { appId: client.clientId, iat: seconds, exp: seconds + 300, jti: randomUUID(), ...changes.claims };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const mac = createHmac(changes.hash ?? 'sha256', changes.secret ?? client.clientSecret).update(text);
  return `${text}.${mac.digest('base64url')}`;
}

/** A request to the demo with every part open to change. */
export interface Call {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly text?: string;
}

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Calls the agents availability document's endpoint as the demo's full client, by default. */
export function callAvailability(demo: RunningDemo, now: number, call: Call = {}): Promise<Reply> {
  const path = `/agentassist/api/v1/public/${demo.botId}/agents/availability`;
  return send(demo, now, { path, body: {}, ...call }, { accountId: demo.accountId });
}

/** Calls the status details document's endpoint as the demo's full client, by default. */
export function callDetails(demo: RunningDemo, now: number, call: Call = {}): Promise<Reply> {
  const path = `/agentassist/api/public/analytics/account/${demo.accountId}/agentstatusdetails`;
  const body = { filter: { dateFilter: { date: '2026-11-20', timeZoneOffSet: 0 } } };
  return send(demo, now, { path, body, ...call }, { iId: demo.botId });
}

/** Calls an endpoint below the bot's path, by GET unless there is a body. */
export function callOfBot(demo: RunningDemo, now: number, rest: string, body?: unknown): Promise<Reply> {
  const path = `/agentassist/api/v1/public/${demo.botId}${rest}`;
  const method = body === undefined ? 'GET' : 'POST';
  return send(demo, now, { path, method, body }, { accountId: demo.accountId });
}

/** Calls queue performance for all queues of a day, by default. */
export function callQueuePerformance(demo: RunningDemo, now: number, change: object = {}): Promise<Reply> {
  const path = `/agentassist/api/public/analytics/account/${demo.accountId}/queue-performance?sortBy=queueName:asc`;
  const period = { startDate: '2026-11-20T00:00:00.000Z', endDate: '2026-11-20T23:59:59.999Z' };
  const body = { ...period, queues: [], channels: [], direction: [], limit: 1_000, offset: 0, ...change };
  return send(demo, now, { path, body }, { iId: demo.botId });
}

async function send(demo: RunningDemo, now: number, call: Call, ids: Record<string, string>): Promise<Reply> {
  const auth = signToken(demo.clients.full, now);
  const wanted = { auth, 'content-type': 'application/json', ...ids, ...call.headers };
  const headers = Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const method = call.method ?? 'POST';
  const body = ['GET', 'HEAD'].includes(method) ? null : (call.text ?? JSON.stringify(call.body));
  const response = await fetch(`${demo.host}${call.path ?? '/'}`, { method, headers, body });
  return { status: response.status, body: await response.json() };
}

/** Kore's error shape. */
export function koreError(status: number, msg: string, code = status): Reply {
  return { status, body: { errors: [{ msg, code }] } };
}
