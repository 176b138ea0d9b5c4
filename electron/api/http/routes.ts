import type { IncomingMessage, ServerResponse } from 'node:http';
import { apiTexts } from '../../shared/texts/api.ts';
import { refusalFor, type Session, type Sessions } from './session.ts';
import type { Router } from '../types.ts';
import { json, words, type Answer } from './answer.ts';
import { readAsset, resolveAsset } from './assets.ts';
import type { Streams } from './streams.ts';

/** Answers a request, or gives null when the response has become an event stream. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<Answer | null>;

const MAX_COMMAND_BYTES = 1_048_576;
const MAX_SESSION_BYTES = 8_192;
/** A body that is too large is read and dropped up to this many times the cap, so that the client gets the answer. */
const MAX_OVERSIZE = 16;
const COMMAND_PATH = '/command/';
const NO_SESSION = words(401, apiTexts.http.noSession);
const NO_BOARD = words(404, apiTexts.http.noBoard);
const NOT_FOUND = words(404, apiTexts.http.notFound);

/** A body that was read, or the answer that says why it was not. */
type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly answer: Answer };

/** Makes the five routes: the page's files, /session, /command/<noun:verb>, /events, /board. */
export function createRoutes({
  router,
  sessions,
  streams,
  staticFolder,
  port,
  hasBoard,
}: {
  readonly router: Pick<Router, 'dispatch'>;
  readonly sessions: Sessions;
  readonly streams: Streams;
  readonly staticFolder: string;
  /** The port that was bound; Host, Origin and the cookie's name depend on it. */
  readonly port: number;
  /** Whether /board is answered without a session. */
  readonly hasBoard: boolean;
}): Route {
  const cookieName = `rollcall_${port}`;
  const origin = `http://127.0.0.1:${port}`;

  function sessionOf({ headers }: IncomingMessage): Session | null {
    const key = headers['x-rollcall-key'];
    return sessions.find(readCookie(headers.cookie, cookieName), typeof key === 'string' ? key : null);
  }

  async function openSession(request: IncomingMessage): Promise<Answer> {
    const body = await readJson(request, MAX_SESSION_BYTES);
    if (!body.ok) return body.answer;
    const session = sessions.open(tokenOf(body.value), readCookie(request.headers.cookie, cookieName));
    if (session === null) return NO_SESSION;
    const cookie = `${cookieName}=${session.cookie}; Path=/; HttpOnly; SameSite=Strict`;
    return json({ key: session.key }, { 'Set-Cookie': cookie });
  }

  async function runCommand(request: IncomingMessage, name: string): Promise<Answer> {
    const session = sessionOf(request);
    if (session === null) return NO_SESSION;
    const body = await readJson(request, MAX_COMMAND_BYTES);
    return body.ok
      ? json(await router.dispatch(name, body.value, { transport: 'browser', id: session.sender }))
      : body.answer;
  }

  function openStream(request: IncomingMessage, response: ServerResponse): Answer | null {
    const session = sessionOf(request);
    if (session === null) return NO_SESSION;
    streams.open(session, response);
    return null;
  }

  /**
   * A screen on a wall has nobody who opens a new address after each start, so the board needs no session. It shows to
   * everybody on this computer what everybody in front of the screen sees.
   */
  async function showBoard(): Promise<Answer> {
    return hasBoard ? json(await router.dispatch('board:get', [], { transport: 'browser', id: 'board' })) : NO_BOARD;
  }

  async function serveFile(target: string): Promise<Answer> {
    const name = resolveAsset(target, origin);
    const asset = name === null ? null : await readAsset(staticFolder, name);
    if (asset === null) return NOT_FOUND;
    return { status: 200, type: asset.type, body: asset.bytes, headers: { 'Cache-Control': asset.caching } };
  }

  return async (request, response) => {
    const { method = '', url = '', headers } = request;
    const refusal = refusalFor(method, headers, port);
    if (refusal !== null) return words(403, refusal);
    const path = url.replace(/\?.*$/s, '');
    if (path === '/session') return method === 'POST' ? openSession(request) : notAllowed('POST');
    if (path === '/events') return method === 'GET' ? openStream(request, response) : notAllowed('GET');
    if (path === '/board') return method === 'GET' ? showBoard() : notAllowed('GET');
    if (path.startsWith(COMMAND_PATH)) {
      return method === 'POST' ? runCommand(request, commandName(path)) : notAllowed('POST');
    }
    return method === 'GET' || method === 'HEAD' ? serveFile(url) : notAllowed('GET, HEAD');
  };
}

function notAllowed(allowed: string): Answer {
  return words(405, apiTexts.http.wrongMethod(allowed), { Allow: allowed });
}

/** The colon of a command may be percent-encoded; no other character of a name may. */
function commandName(path: string): string {
  return path.slice(COMMAND_PATH.length).replace(/%3a/i, ':');
}

function readCookie(header: string | undefined, name: string): string | null {
  const pair = header?.split(';').find((part) => part.trimStart().startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(pair.indexOf('=') + 1).trim();
}

function tokenOf(body: unknown): string {
  const isRecord = typeof body === 'object' && body !== null && 'token' in body;
  return isRecord && typeof body.token === 'string' ? body.token : '';
}

/** Reads a JSON body of at most `maxBytes`; refusals are 415, 413 and 400. Rejects when the sender breaks off. */
async function readJson(request: IncomingMessage, maxBytes: number): Promise<Body> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return { ok: false, answer: words(415, apiTexts.http.wrongType) };
  }
  const text = await readText(request, maxBytes);
  if (text === null) return { ok: false, answer: words(413, apiTexts.http.tooLarge(maxBytes)) };
  const parsed = parse(text);
  return parsed.ok ? parsed : { ok: false, answer: words(400, apiTexts.http.noJson) };
}

async function readText(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Without setEncoding, chunks of a request are always Buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else if (size > MAX_OVERSIZE * maxBytes) break;
  }
  return size > maxBytes ? null : Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
