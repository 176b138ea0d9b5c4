import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { accountOf } from './account.ts';
import { REFUSALS } from './answers.ts';
import type { Answer } from './answers.ts';
import { createCentre } from './centre.ts';
import type { CentreRequest } from './centre.ts';
import type { DemoOptions, RunningDemo } from './types.ts';
import { createWorld } from './world.ts';

const LOOPBACK = '127.0.0.1';
const LARGEST_BODY = 1_000_000;
const MOST_AGENTS = 10_000;

/**
 * Starts the simulated contact centre: an HTTP server on 127.0.0.1 that speaks the two Kore.ai documents and knows
 * nothing of Rollcall's client.
 *
 * @returns the running server with the ids and credentials that open it; `stop` closes every connection
 * @throws RangeError for a number of agents outside 0 to 10,000 or an unknown zone; the server's own error when the port is taken
 */
export async function startDemo(options: DemoOptions = {}): Promise<RunningDemo> {
  const { port = 0, agents = 24, seed = 1, now = Date.now, requestsPerMinute = 60 } = options;
  const { timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } = options;
  if (!Number.isInteger(agents) || agents < 0 || agents > MOST_AGENTS) {
    throw new RangeError(`The demo takes 0 to ${MOST_AGENTS} agents`);
  }
  const world = createWorld({ seed, agents, timeZone });
  const account = accountOf(seed);
  const centre = createCentre(world, account, { now, requestsPerMinute });
  const server = createServer((request, response) => void serve({ centre, now }, request, response));
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

async function serve(
  { centre, now }: { readonly centre: (request: CentreRequest) => Promise<Answer>; readonly now: () => number },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await answerTo(centre, request).catch(() => REFUSALS.broken);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(answer.body),
    date: new Date(now()).toUTCString(),
  });
  response.end(answer.body);
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

/** The whole body as text; undefined when it is too large, which is read to its end all the same but not kept. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks).toString('utf8') : undefined;
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
