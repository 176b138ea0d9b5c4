import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { PAGE_EVENTS } from '../allow-lists.ts';
import { createSessions, type Session } from './session.ts';
import type { EventSource, Router } from '../types.ts';
import type { Clock } from '../../shared/clock.ts';
import { err, fail, ok, portProblem, type Result } from '../../shared/result.ts';
import { send, words } from './answer.ts';
import { createRoutes, type Route } from './routes.ts';
import { createStreams } from './streams.ts';
import { apiTexts } from '../../shared/texts/api.ts';

export interface BrowserSurfaceParts {
  readonly router: Pick<Router, 'dispatch' | 'leave'>;
  readonly events: EventSource;
  /** The surface of the running app, which may serve its page besides its own windows. */
  readonly surface: keyof typeof PAGE_EVENTS;
  /** The prefix of the sender ids, where one process has several surfaces; `browser` by default. */
  readonly name?: string;
  readonly clock: Clock;
  /** The folder of the built renderer, with index.html in it. */
  readonly staticFolder: string;
  /** The port the user chose; 0 means any free one, null the preferred one or else any free one. */
  readonly port: number | null;
  /** Whether the board is there for everybody on this computer, always at the same port; not by default. */
  readonly hasBoard?: boolean;
  /** Gets one line for what an operator should know; never a token, a key or an argument. */
  readonly log: (line: string) => void;
}

/** The renderer, served to browsers of this computer. */
export interface BrowserSurface {
  /** The address to open: `http://127.0.0.1:PORT/#token=...`. Whoever has it can use the app. */
  readonly url: string;
  readonly port: number;
  /** Ends all streams and connections and frees the port. */
  stop(): Promise<void>;
}

/** 127.0.0.1 only: no other computer can reach the page, whatever the firewall says. */
const LOOPBACK = '127.0.0.1';
/** The port tried first, so that a bookmark of the page works from one start to the next. */
const PREFERRED_PORT = 47_600;
/** A request that is not complete after this long is answered 408 by Node. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Starts the browser surface; `invalid-input` when the port cannot be had. */
export async function startBrowserSurface(parts: BrowserSurfaceParts): Promise<Result<BrowserSurface>> {
  const { hasBoard = false } = parts;
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS });
  const bound = await listen(server, portsToTry(parts.port, hasBoard));
  if (!bound.ok) return bound;

  const { router, events, surface, clock, staticFolder, log } = parts;
  const port = bound.value;
  const names = PAGE_EVENTS[surface];
  const streams = createStreams({ events, names, clock, onGone: (sender) => router.leave(sender), log });
  const sessions = createSessions(({ sender }: Session) => {
    streams.close(sender);
    router.leave(sender);
  }, parts.name);
  const route = createRoutes({ router, sessions, streams, staticFolder, port, hasBoard });
  server.on('request', (request, response) => void answer(route, request, response, log));

  return ok({
    url: `http://127.0.0.1:${port}/#token=${sessions.token}`,
    port,
    async stop() {
      streams.stop();
      await close(server);
    },
  });
}

/** Never rejects: an error ends this request, not the program. */
async function answer(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  log: (line: string) => void,
): Promise<void> {
  try {
    const reply = await route(request, response);
    if (reply !== null) send(response, reply);
  } catch (error) {
    // A client that breaks off in the middle of its body is nothing unusual.
    if (!request.complete) return void response.destroy();
    log(`A request of the browser surface failed: ${error instanceof Error ? error.name : 'unknown error'}.`);
    if (response.headersSent) response.destroy();
    else send(response, words(500, apiTexts.http.unexpected));
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * The ports to try, in order; 0 is any free port. A port that the user chose is the only one to try. Without a choice
 * the preferred port comes first, then any free one, but not for a board: its address stays.
 */
export function portsToTry(requested: number | null, hasBoard: boolean): readonly number[] {
  if (requested !== null) return [requested];
  return hasBoard ? [PREFERRED_PORT] : [PREFERRED_PORT, 0];
}

/**
 * Binds a server to the first port of the list that is free and gives the port; 0 asks the system for one.
 * `invalid-input` (field `port`) when none can be had, in a sentence about the last one tried.
 */
async function listen(server: Server, ports: readonly number[]): Promise<Result<number>> {
  let outcome: Result<number> = fail('invalid-input', { field: 'port' });
  for (const port of ports) {
    outcome = await listenAt(server, port);
    if (outcome.ok) break;
  }
  return outcome;
}

async function listenAt(server: Server, port: number): Promise<Result<number>> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return fail('invalid-input', { field: 'port', message: apiTexts.http.noPort });
  }
  const { promise, resolve } = Promise.withResolvers<Result<number>>();
  const onError = ({ code }: NodeJS.ErrnoException): void => resolve(err(portProblem(port, code)));
  server.once('error', onError);
  server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
    server.off('error', onError);
    const address = server.address();
    resolve(ok(typeof address === 'object' && address !== null ? address.port : port));
  });
  return promise;
}
