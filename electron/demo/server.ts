import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { REFUSALS, type Answer } from './answers.ts';
import { createCentre, type CentreRequest } from './centre.ts';
import { createRandom, hexId, uuidId } from './random.ts';
import {
  DEMO_AGENTS,
  type DemoAccount,
  type DemoClient,
  type DemoOptions,
  type DemoScope,
  type RunningDemo,
} from './types.ts';
import { createWorld } from './world.ts';

const LOOPBACK = '127.0.0.1';
const MAX_BODY_BYTES = 1_000_000;
const MAX_AGENTS = 10_000;

/**
 * Starts the simulated contact centre: an HTTP server on 127.0.0.1 that answers as the Kore.ai documents say and shares no
 * code with Rollcall's client.
 *
 * @returns the running server with the ids and credentials that open it; `stop` closes every connection
 * @throws RangeError for a number of agents outside 0 to 10,000 or an unknown zone; the server's own error when the port is taken
 */
export async function startDemo(options: DemoOptions = {}): Promise<RunningDemo> {
  const {
    port = 0,
    agents = DEMO_AGENTS,
    seed = 1,
    now = Date.now,
    requestsPerMinute = 60,
    names,
    scene,
    refuses = [],
  } = options;
  const { timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } = options;
  if (!Number.isInteger(agents) || agents < 0 || agents > MAX_AGENTS) {
    throw new RangeError(`The demo takes 0 to ${MAX_AGENTS} agents`);
  }
  const world = createWorld({ seed, agents, timeZone, names, scene });
  const account = accountOf(seed);
  const centre = createCentre(world, account, { now, requestsPerMinute, refuses });
  const server = createServer((request, response) => {
    void answerTo(centre, request)
      .catch(() => REFUSALS.broken)
      .then((answer) => send(response, answer, now()));
  });
  const boundPort = await listen(server, port);
  return {
    host: `http://${LOOPBACK}:${boundPort}`,
    ...account,
    clientId: account.clients.full.clientId,
    clientSecret: account.clients.full.clientSecret,
    timeZone,
    queues: world.queues,
    skills: world.skills,
    stop: () => stop(server),
  };
}

async function answerTo(
  centre: (request: CentreRequest) => Promise<Answer>,
  request: IncomingMessage,
): Promise<Answer> {
  const { method = '', url = '/', headers } = request;
  const body = await bodyOf(request);
  if (body === undefined) return REFUSALS.tooLarge;
  const parsed = URL.parse(url, `http://${LOOPBACK}`);
  return parsed ? centre({ method, url: parsed, headers, body }) : REFUSALS.notFound;
}

function send(response: ServerResponse, { status, body }: Answer, now: number): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    date: new Date(now).toUTCString(),
  });
  response.end(body);
}

/** The body as text; undefined when it is too large, and then read to its end but not stored. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Same seed, same ids and secrets. */
function accountOf(seed: number): DemoAccount {
  const client = (number: number, scopes: readonly DemoScope[]): DemoClient => {
    const random = createRandom(seed, 109, number);
    // 64 characters: enough for HS512 as well.
    return { clientId: uuidId('cs', random), clientSecret: hexId(random, 64), scopes };
  };
  return {
    accountId: hexId(createRandom(seed, 110), 24),
    botId: uuidId('st', createRandom(seed, 111)),
    clients: {
      full: client(0, ['Configuration', 'SmartAssist Analytics']),
      configurationOnly: client(1, ['Configuration']),
      analyticsOnly: client(2, ['SmartAssist Analytics']),
    },
  };
}
