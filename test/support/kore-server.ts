import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availabilityReply, statusDetailsReply } from './kore-server/documents.ts';
import { namesApiOf, namesReply, NAMES_METHODS, type KoreNames, type NamesApi } from './kore-server/names.ts';
import { REPLIES, type Reply } from './kore-server/replies.ts';
import { createTokenJudge } from './kore-server/token.ts';
import type {
  KoreAccount,
  KoreAgent,
  KoreApi,
  KoreCall,
  KoreHabits,
  KoreServer,
  NamesCall,
} from './kore-server/types.ts';

export { REPLIES } from './kore-server/replies.ts';
export type { KoreAgent, KoreHabits, KoreRecord, KoreServer } from './kore-server/types.ts';

/** Ids in the documents' format. The secret works only on this server, and tests search for it where it must not be. */
const ACCOUNT: KoreAccount = {
  accountId: '63f07d26f04465685df40e2e',
  botId: 'st-e19dd469-90f5-5655-b0b2-858de901e2e0',
  clientId: 'cs-b0233c67-322e-5d1a-9fb7-366e7f59e2e0',
  clientSecret: 'canary/5W1fJt0k3nS3cr3tOf+TheE2e=Suite/9x2Q',
};

const AS_DOCUMENTED: KoreHabits = { writes: 'request', day: 'requested', lists: 'overlap' };

const API_PATHS: Readonly<Record<string, KoreApi>> = {
  [`/agentassist/api/v1/public/${ACCOUNT.botId}/agents/availability`]: 'availability',
  [`/agentassist/api/public/analytics/account/${ACCOUNT.accountId}/agentstatusdetails`]: 'statusDetails',
};

interface ReceivedCall {
  readonly api: KoreApi | 'unknown';
  readonly url: URL;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/**
 * Starts a server that acts as Kore.ai. A test controls its team, its history and its failures. It follows the two API
 * documents and shares no code with Rollcall's client or demo, so a mistake there cannot hide here. `now` is its clock,
 * for checking tokens and dating answers.
 */
export async function startKoreServer(
  first: readonly KoreAgent[] = [],
  now: () => number = Date.now,
  habits: KoreHabits = AS_DOCUMENTED,
): Promise<KoreServer> {
  const judge = createTokenJudge(ACCOUNT, now);
  const calls: KoreCall[] = [];
  const scripted = new Map<KoreApi, Reply>();
  const next: Record<KoreApi, (Reply | null)[]> = { availability: [], statusDetails: [] };
  const holds = new Map<KoreApi, { readonly until: Promise<void>; readonly isHeld: (call: ReceivedCall) => boolean }>();
  const waiting = new Set<() => void>();
  const badIds = new Set<string>();
  let isFilterIgnored = false;
  let isEverybodyRefused = false;
  const namesCalls: NamesCall[] = [];
  const scriptedNames = new Map<NamesApi, Reply>();
  let names: KoreNames | null = null;
  let team = (): readonly KoreAgent[] => first;

  const countOf = (api: KoreApi): number => calls.filter((call) => call.api === api).length;

  async function replyTo(call: ReceivedCall): Promise<Reply> {
    const { api, url, headers, body } = call;
    const refusal = refusalOf(call);
    if (refusal !== null || api === 'unknown') return refusal ?? REPLIES.badCredentials;
    const verdict = judge(headers['auth']);
    const scriptedReply = next[api].shift() ?? scripted.get(api);
    if (scriptedReply !== undefined) return scriptedReply;
    if (verdict !== 'good') return REPLIES[verdict];
    if (api === 'availability' && isEverybodyRefused && JSON.stringify(body) === '{}') return REPLIES.badArguments;
    return api === 'availability'
      ? availabilityReply(team(), isFilterIgnored ? {} : body, badIds)
      : statusDetailsReply(team(), url.searchParams, body, habits);
  }

  function replyToNames(api: NamesApi, { url, method, headers, body }: ReceivedCall): Reply {
    if (names === null) return scriptedNames.get(api) ?? REPLIES.noEndpoint;
    if (method !== NAMES_METHODS[api]) return REPLIES.wrongVerb;
    if (headers['accountid'] !== ACCOUNT.accountId || headers['iid'] !== ACCOUNT.botId) return REPLIES.badCredentials;
    const verdict = judge(headers['auth']);
    if (verdict !== 'good') return REPLIES[verdict];
    return scriptedNames.get(api) ?? namesReply(api, names, team(), { url, body });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await read(request);
    const { api, url, headers, body } = call;
    const namesApi = namesApiOf(url.pathname, ACCOUNT);
    const reply = namesApi === null ? await replyTo(call) : replyToNames(namesApi, call);
    const received = { at: now(), url: url.href, headers, body, status: reply.status };
    if (namesApi === null) calls.push({ api, ...received });
    else namesCalls.push({ api: namesApi, ...received });
    for (const check of [...waiting]) check();
    const hold = api === 'unknown' ? undefined : holds.get(api);
    if (hold?.isHeld(call) === true) await hold.until;
    response.writeHead(reply.status, { date: new Date(now()).toUTCString(), ...reply.headers }).end(reply.body);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A client may hang up while it sends.
      if (error !== request.errored) throw error;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    ...ACCOUNT,
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    countOf,
    namesCalls,
    setNames: (next) => (names = next),
    replyNames(api, reply) {
      if (reply === null) scriptedNames.delete(api);
      else scriptedNames.set(api, reply);
    },
    setTeam: (next) => (team = typeof next === 'function' ? next : () => next),
    move(id, bucket) {
      const moved = team().map((agent) => (agent.id === id ? { ...agent, bucket } : agent));
      team = () => moved;
    },
    reply(api, reply) {
      for (const each of api === 'both' ? (['availability', 'statusDetails'] as const) : [api]) {
        if (reply === null) scripted.delete(each);
        else scripted.set(each, reply);
      }
    },
    ignoreFilters: () => void (isFilterIgnored = true),
    replyNext: (api, replies) => void next[api].push(...replies),
    refuseEverybody: () => void (isEverybodyRefused = true),
    refuseIds: (...ids) => ids.forEach((id) => badIds.add(id)),
    hold(api, isHeld = () => true) {
      const held = Promise.withResolvers<void>();
      holds.set(api, { until: held.promise, isHeld });
      return () => {
        holds.delete(api);
        held.resolve();
      };
    },
    received: (api, count) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (countOf(api) < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    stop: () => stop(server),
  };
}

/** What is wrong with a call before its token is checked: method, content type, ids (S0 and S1: headers). */
function refusalOf({ api, method, headers }: ReceivedCall): Reply | null {
  if (method !== 'POST') return REPLIES.wrongVerb;
  if (!String(headers['content-type']).startsWith('application/json')) return REPLIES.badArguments;
  const isAccount = headers['accountid'] === ACCOUNT.accountId;
  if (api === 'availability') return isAccount ? null : REPLIES.badCredentials;
  return headers['iid'] === ACCOUNT.botId ? null : REPLIES.badCredentials;
}

async function read(request: IncomingMessage): Promise<ReceivedCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { method = '', headers } = request;
  return {
    api: API_PATHS[url.pathname] ?? 'unknown',
    url,
    method,
    headers,
    body: parse(Buffer.concat(chunks).toString()),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
