import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { fail, type Result } from '../../shared/result.ts';
import { announceEndpoint, prepareEndpoint, withdrawEndpoint, type Endpoint } from './endpoint.ts';
import {
  ALERTS_PATH,
  EVENTS_PATH,
  HEADER,
  HEARTBEAT_MS,
  isSameVersion,
  LOCAL_COMMANDS,
  LOCAL_EVENTS,
  MAX_HEAD_BYTES,
  MAX_REQUEST_BYTES,
  signature,
  type OwnerName,
} from './protocol.ts';
import { apiTexts } from '../../shared/texts/api.ts';

/** What the socket serves, behind its allow-list. */
export interface Served {
  dispatch(command: string, args: unknown, sender: string): Promise<Result<unknown>>;
  /** A client has gone. */
  leave(sender: string): void;
  /** @param readsAlerts whether somebody is told of alerts by it, who then counts as there */
  on(event: (typeof LOCAL_EVENTS)[number], listener: (payload: unknown) => void, readsAlerts: boolean): () => void;
}

/** How long to wait for a client that sends nothing, or does not read its answer. */
const MAX_IDLE_MS = 5_000;
/** Clients at once; status bars and scripts of one user are a handful. */
const MAX_CLIENTS = 256;

/** Listens at an endpoint that no other process uses. Throws when it cannot; the returned function ends it. */
export async function listenAt(
  endpoint: Endpoint,
  user: number | string,
  by: OwnerName,
  served: Served,
): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const busy = new WeakSet<Socket>();
  // Sockets have timeouts of their own, so that no timer of the server wakes an app at rest.
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: 0,
    requestTimeout: 0,
    connectionsCheckingInterval: 2 ** 31 - 1,
  });
  let clients = 0;
  server.maxConnections = MAX_CLIENTS;
  server.on('clientError', (_, socket) => socket.destroy());
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    socket.setTimeout(MAX_IDLE_MS, () => socket.destroy());
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    // One request from each client; whoever sends more is cut off.
    if (busy.has(socket)) return void socket.destroy();
    busy.add(socket);
    clients += 1;
    response.removeHeader('Transfer-Encoding'); // the answer ends with the connection
    response.setHeader(HEADER, signature(by));
    response.setHeader('Connection', 'close');
    answer(request, response, `local-${clients}`, served).catch(() => socket.destroy());
  });
  const address = prepareEndpoint(endpoint, user);
  await bind(server, address);
  announceEndpoint(endpoint, address);
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed; // which deletes the socket file
    withdrawEndpoint(endpoint);
  };
}

function bind(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      server.on('error', () => undefined); // a client that could not be taken
      resolve();
    });
  });
}

/** Answers one request. Events and a page last until the client hangs up. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sender: string,
  served: Served,
): Promise<void> {
  const { method, url = '', socket, headers } = request;
  const body = await readBody(request);
  if (body === null) return void socket.destroy();
  if (!isSameVersion(headers[HEADER]))
    return end(response, fail('invalid-input', { message: apiTexts.localSocket.otherVersion }));
  if (method === 'GET' && (url === EVENTS_PATH || url === ALERTS_PATH))
    return keepOpen(response, served, url === ALERTS_PATH);
  const command = LOCAL_COMMANDS.find((name) => url === `/command/${name}`);
  const args = parse(body);
  if (method !== 'POST' || command === undefined || args === undefined) return end(response, fail('invalid-input'));
  socket.setTimeout(0);
  socket.on('close', () => served.leave(sender));
  const result = await served.dispatch(command, args, sender);
  if (command !== 'page:serve' || !result.ok) return end(response, result);
  response.write(line(result));
  beat(response);
}

/** Sends every event from now on. A client that reads slowly misses none: the latest of each kind waits for it. */
function keepOpen(response: ServerResponse, served: Served, readsAlerts: boolean): void {
  const waiting = new Map<string, string>();
  function flush(): void {
    for (const [name, text] of waiting) {
      if (response.writableNeedDrain) return;
      waiting.delete(name);
      response.write(text);
    }
  }
  const unsubscribes = LOCAL_EVENTS.map((event) =>
    served.on(
      event,
      (payload) => {
        waiting.set(event, line({ event, payload }));
        flush();
      },
      readsAlerts,
    ),
  );
  response.on('drain', flush).on('close', () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  });
  response.write('\n'); // nothing is missed from here on
  beat(response);
}

/** Says now and then that the app is still there; a client that does not read it is cut off in the end. */
function beat(response: ServerResponse): void {
  response.socket?.setTimeout(0);
  const timer = setInterval(() => {
    if (!response.writableNeedDrain) response.write('\n');
  }, HEARTBEAT_MS);
  response.on('close', () => clearInterval(timer));
}

function end(response: ServerResponse, result: Result<unknown>): void {
  response.socket?.setTimeout(MAX_IDLE_MS);
  response.end(line(result));
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** The body as text; null for one that is too long. Rejects when the client breaks off. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_REQUEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
