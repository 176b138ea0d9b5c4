import type { SocketCommands, SocketEvents } from '../../shared/contract/socket.ts';
import type { Result } from '../../shared/result.ts';
import { apiTexts } from '../../shared/texts/api.ts';

const texts = apiTexts.localSocket;

// HTTP/1.1 over the socket: POST /command/<name> with its arguments as a JSON list, answered by one line of JSON;
// GET /events or /events/alerts, answered by a line of JSON per event. An empty line says that the sender is still there.

/** Grows when a request or an answer changes its meaning. */
const VERSION = 4;

export type LocalCommand = keyof SocketCommands;
export const LOCAL_COMMANDS: readonly LocalCommand[] = [
  'status:get',
  'status:read',
  'queues:get',
  'rules:get',
  'rules:try',
  'alerts:get',
  'desk:day',
  'window:open',
  'connection:renew',
  'page:serve',
];
/** The events a client can listen to. */
export const LOCAL_EVENTS = ['status:changed'] as const satisfies (keyof SocketEvents)[];

/** Where events are read; by the second, somebody is told of alerts, too, and counts as there. */
export const EVENTS_PATH = '/events';
export const ALERTS_PATH = '/events/alerts';

/** The longest request body: `status` with as many names as a view may have, most of them much shorter. */
export const MAX_REQUEST_BYTES = 64 * 1_024;
/** The longest head of a request: far more than any has. */
export const MAX_HEAD_BYTES = 1_024;
/** The longest line of an answer: 10,000 agents are some 3 MB. */
export const MAX_ANSWER_BYTES = 16 * 1_024 * 1_024;

/** How often an event stream shows that it is alive. */
export const HEARTBEAT_MS = 5_000;
/** A stream that is silent for longer has hung or ended. */
export const MAX_SILENCE_MS = 12_000;

/** The header with the version, in both directions; an answer also says who answers. */
export const HEADER = 'x-rollcall';

/** Who answers. */
export interface OwnerName {
  readonly pid: number;
  readonly surface: 'desktop' | 'browser';
}

/** One answer: who gave it, and the result of the command. */
export interface Reply {
  readonly by: OwnerName;
  readonly answer: Result<unknown>;
}

/** Writes a request for events. */
export function eventsRequest(readsAlerts: boolean): string {
  return requestOf(`GET ${readsAlerts ? ALERTS_PATH : EVENTS_PATH}`, '');
}

/** Writes a request. */
export function requestText(command: LocalCommand, args: readonly unknown[] = []): string {
  return requestOf(`POST /command/${command}`, JSON.stringify(args));
}

function requestOf(what: string, body: string): string {
  return [
    `${what} HTTP/1.1`,
    'host: rollcall',
    'connection: close',
    `${HEADER}: ${VERSION}`,
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** Whether a request has the version of this program. */
export function isSameVersion(header: unknown): boolean {
  return header === String(VERSION);
}

/** The value of the header of an answer. */
export function signature({ pid, surface }: OwnerName): string {
  return `${VERSION} ${surface} ${pid}`;
}

const STATUS_LINE = /^HTTP\/1\.1 200 /;
const SIGNATURE = new RegExp(`\\r\\n${HEADER}: ${VERSION} (desktop|browser) (\\d{1,10})(\\r\\n|$)`, 'i');

/** Who answered, by the head of the answer without its empty line; null for anything but a good answer of this version. */
export function readHead(head: string): OwnerName | null {
  const [, surface, pid] = SIGNATURE.exec(head) ?? [];
  if (!STATUS_LINE.test(head) || surface === undefined) return null;
  return { pid: Number(pid), surface: surface.toLowerCase() === 'desktop' ? 'desktop' : 'browser' };
}

/** The result in a line of an answer; null for anything else. The value itself is not checked. */
export function readResult(line: string): Result<unknown> | null {
  try {
    const result = Object(JSON.parse(line)) as {
      readonly ok?: unknown;
      readonly error?: { readonly message?: unknown };
    };
    const isResult = result.ok === true || (result.ok === false && typeof result.error?.message === 'string');
    return isResult ? (result as Result<unknown>) : null;
  } catch {
    return null;
  }
}

/** Names the running app, for a second one that was started. */
export function alreadyRunning({ surface, pid }: OwnerName): string {
  return surface === 'desktop' ? texts.runsInTray(pid) : texts.runsInTerminal(pid);
}

/** Names the running app that does not answer, as far as it is known, and says what to do. */
export function notAnswering(pid: number | null): string {
  return pid === null ? texts.notAnswering : texts.notAnsweringProcess(pid);
}
