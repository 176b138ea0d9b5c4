import type { IncomingHttpHeaders } from 'node:http';
import { REFUSALS, type Answer } from './answers.ts';
import { createAvailability, kindOfRead } from './availability.ts';
import { createDirectory, queuePerformance } from './directory.ts';
import { createStatusDetails } from './status-details.ts';
import { createTokenCheck } from './tokens.ts';
import type { DemoAccount, DemoRefusal, DemoScope } from './types.ts';
import type { World } from './world.ts';

/** A request with its body already read. */
export interface CentreRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a request asks of its endpoint. */
interface Question {
  readonly search: URLSearchParams;
  readonly body: unknown;
  readonly now: number;
  /** The second id in the path, where there is one. */
  readonly id: string;
}

/** One of the documents, found by its path. */
interface Endpoint {
  readonly method: 'POST' | 'GET';
  /** Whose id is the first group of the path; the other one's comes in a header. */
  readonly owner: 'account' | 'bot';
  readonly path: RegExp;
  readonly scope: DemoScope;
  /** What the option `refuses` calls it; null for what is never refused as a whole. */
  readonly refusal: DemoRefusal | null;
  answer(question: Question): Answer;
}

/**
 * The contact centre without its HTTP server: checks a request in the order path, method, token, ids, scope, limit,
 * body, and answers it. The order is the demo's own; the texts are Kore's.
 */
export function createCentre(
  world: World,
  account: DemoAccount,
  options: {
    readonly now: () => number;
    readonly requestsPerMinute: number;
    readonly refuses: readonly DemoRefusal[];
  },
): (request: CentreRequest) => Promise<Answer> {
  const checkToken = createTokenCheck(Object.values(account.clients));
  const isWithinLimit = createRateLimit(options.requestsPerMinute);
  const endpoints = createEndpoints(world, options.refuses);
  return async ({ method, url, headers, body: text }) => {
    const endpoint = endpoints.find(({ path }) => path.test(url.pathname));
    const [, owner = '', id = ''] = endpoint?.path.exec(url.pathname) ?? [];
    if (!endpoint) return REFUSALS.notFound;
    if (method !== endpoint.method) return REFUSALS.wrongMethod;
    const now = options.now();
    const verdict = await checkToken(headerOf(headers, 'auth'), now);
    if (!verdict.ok) return verdict.reason === 'token' ? REFUSALS.badToken : REFUSALS.badCredentials;
    if (!isAddressedTo(account, endpoint.owner, owner, headers)) return REFUSALS.badCredentials;
    if (!verdict.scopes.includes(endpoint.scope)) return REFUSALS.noScope;
    if (endpoint.refusal !== null && options.refuses.includes(endpoint.refusal)) return REFUSALS.noScope;
    if (!isWithinLimit(now)) return REFUSALS.tooMany;
    if (method === 'GET') return endpoint.answer({ search: url.searchParams, body: undefined, now, id });
    if (!/^application\/json\b/i.test(headerOf(headers, 'content-type') ?? '')) return REFUSALS.badArguments;
    const body = parse(text);
    return body === undefined ? REFUSALS.badJson : endpoint.answer({ search: url.searchParams, body, now, id });
  };
}

/** Whether the ids in path and headers are the account's. */
function isAddressedTo(
  { accountId, botId }: DemoAccount,
  owner: Endpoint['owner'],
  id: string,
  headers: IncomingHttpHeaders,
): boolean {
  if (owner === 'bot') return id === botId && headerOf(headers, 'accountid') === accountId;
  return id === accountId && headerOf(headers, 'iid') === botId;
}

function createEndpoints(world: World, refuses: readonly DemoRefusal[]): readonly Endpoint[] {
  const availability = createAvailability(world);
  const statusDetails = createStatusDetails(world);
  const directory = createDirectory(world);
  const isRefused = (body: unknown): boolean => refuses.some((refusal) => refusal === kindOfRead(body));
  return [
    {
      ...ofBot('POST', '/agents/availability', 'Configuration', null),
      answer: ({ body, now }) => (isRefused(body) ? REFUSALS.badArguments : availability(body, now)),
    },
    {
      ...ofAccount('/agentstatusdetails', 'SmartAssist Analytics', null),
      answer: ({ search, body, now }) => statusDetails(search, body, now),
    },
    {
      ...ofAccount('/queue-performance', 'Configuration', 'queue-performance'),
      answer: ({ search, body, now }) => queuePerformance(world, search, body, now),
    },
    {
      ...ofBot('GET', '/queues', 'Configuration', 'queues'),
      answer: ({ search }) => directory.queues(search),
    },
    {
      ...ofBot('POST', '/queues/agents', 'Configuration', 'queues/agents'),
      answer: ({ body }) => directory.queueAgents(body),
    },
    {
      ...ofBot('GET', '/skill-groups', 'SmartAssist Analytics', 'skill-groups'),
      answer: ({ search }) => directory.skillGroups(search),
    },
    {
      ...ofBot('GET', '/skill-groups/([^/]+)/skills', 'SmartAssist Analytics', 'skill-groups'),
      answer: ({ id, search }) => directory.skillsOf(id, search),
    },
  ];
}

function ofBot(
  method: Endpoint['method'],
  rest: string,
  scope: DemoScope,
  refusal: DemoRefusal | null,
): Omit<Endpoint, 'answer'> {
  const path = new RegExp(`^/agentassist/api/v1/public/([^/]+)${rest}$`);
  return { method, owner: 'bot', path, scope, refusal };
}

function ofAccount(rest: string, scope: DemoScope, refusal: DemoRefusal | null): Omit<Endpoint, 'answer'> {
  const path = new RegExp(`^/agentassist/api/public/analytics/account/([^/]+)${rest}$`);
  return { method: 'POST', owner: 'account', path, scope, refusal };
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The JSON value of a body, `{}` for an empty one, undefined for anything that is not JSON. */
function parse(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const WINDOW_MS = 60_000;

/** Kore's limit per account: a rolling window of 60 s. Refused calls do not count. */
function createRateLimit(perWindow: number): (now: number) => boolean {
  let calls: number[] = [];
  return (now) => {
    calls = calls.filter((at) => at > now - WINDOW_MS && at <= now);
    if (calls.length >= perWindow) return false;
    calls.push(now);
    return true;
  };
}
