import type { IncomingHttpHeaders } from 'node:http';
import { REFUSALS, type Answer } from './answers.ts';
import { createAvailability } from './availability.ts';
import { createStatusDetails } from './status-details.ts';
import { createTokenCheck } from './tokens.ts';
import type { DemoAccount, DemoScope } from './types.ts';
import type { World } from './world.ts';

/** A request with its body already read. */
export interface CentreRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One of the two documents, found by its path. */
interface Endpoint {
  readonly scope: DemoScope;
  /** Whether the ids in path and headers are the account's. */
  isAddressedTo(account: DemoAccount): boolean;
  answer(body: unknown, now: number): Answer;
}

const AVAILABILITY_PATH = /^\/agentassist\/api\/v1\/public\/([^/]+)\/agents\/availability$/;
const DETAILS_PATH = /^\/agentassist\/api\/public\/analytics\/account\/([^/]+)\/agentstatusdetails$/;

/**
 * The contact centre without its HTTP server: checks a request in the order path, method, token, ids, scope, limit,
 * body, and answers it. The order is the demo's own; the texts are Kore's.
 */
export function createCentre(
  world: World,
  account: DemoAccount,
  options: { readonly now: () => number; readonly requestsPerMinute: number },
): (request: CentreRequest) => Promise<Answer> {
  const checkToken = createTokenCheck(Object.values(account.clients));
  const isWithinLimit = createRateLimit(options.requestsPerMinute);
  const findEndpoint = createEndpoints(world);
  return async (request) => {
    const endpoint = findEndpoint(request);
    if (!endpoint) return REFUSALS.notFound;
    if (request.method !== 'POST') return REFUSALS.wrongMethod;
    const now = options.now();
    const verdict = await checkToken(headerOf(request.headers, 'auth'), now);
    if (!verdict.ok) return verdict.reason === 'token' ? REFUSALS.badToken : REFUSALS.badCredentials;
    if (!endpoint.isAddressedTo(account)) return REFUSALS.badCredentials;
    if (!verdict.scopes.includes(endpoint.scope)) return REFUSALS.noScope;
    if (!isWithinLimit(now)) return REFUSALS.tooMany;
    if (!/^application\/json\b/i.test(headerOf(request.headers, 'content-type') ?? '')) return REFUSALS.badArguments;
    const body = parse(request.body);
    return body === undefined ? REFUSALS.badJson : endpoint.answer(body, now);
  };
}

function createEndpoints(world: World): (request: CentreRequest) => Endpoint | undefined {
  const availability = createAvailability(world);
  const statusDetails = createStatusDetails(world);
  return ({ url, headers }) => {
    const botId = AVAILABILITY_PATH.exec(url.pathname)?.[1];
    if (botId !== undefined) {
      return {
        scope: 'Configuration',
        isAddressedTo: (account) => botId === account.botId && headerOf(headers, 'accountid') === account.accountId,
        answer: availability,
      };
    }
    const accountId = DETAILS_PATH.exec(url.pathname)?.[1];
    if (accountId === undefined) return undefined;
    return {
      scope: 'SmartAssist Analytics',
      isAddressedTo: (account) => accountId === account.accountId && headerOf(headers, 'iid') === account.botId,
      answer: (body, now) => statusDetails(url.searchParams, body, now),
    };
  };
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
