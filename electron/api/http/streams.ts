import type { ServerResponse } from 'node:http';
import type { Session } from './session.ts';
import type { EventSource, SenderId } from '../types.ts';
import type { Clock } from '../../shared/clock.ts';
import type { EventName } from '../../shared/contract/events.ts';
import { headersOf } from './answer.ts';

/** The open event streams of all tabs. */
export interface Streams {
  /** Turns a response into a stream of everything announced from now on. */
  open(session: Session, response: ServerResponse): void;
  /** Ends the streams of one tab. */
  close(sender: SenderId): void;
  stop(): void;
}

interface Stream {
  readonly session: Session;
  readonly response: ServerResponse;
}

/** Proxies and sleeping sockets drop what is silent for longer. */
const HEARTBEAT_MS = 20_000;
/** A tab with this much unread does not read any more. It is dropped, and asks for a snapshot when it is back. */
const MAX_WAITING_BYTES = 1_048_576;
/**
 * Browsers open at most 6 HTTP/1.1 connections to one origin. Streams stay below that, or the next tab could not
 * even load the page. The oldest tab gets the event `replaced` and waits until it is visible again.
 */
const MAX_PER_BROWSER = 4;

/** Starts pushing events of the contract to every open stream, in the text/event-stream format (WHATWG HTML, 9.2). */
export function createStreams({
  events,
  names,
  clock,
  onGone,
  log,
}: {
  readonly events: EventSource;
  readonly names: readonly EventName[];
  readonly clock: Clock;
  /** The last stream of a tab has ended: the tab is gone, or will be back with a new stream. */
  readonly onGone: (sender: SenderId) => void;
  readonly log: (line: string) => void;
}): Streams {
  const streams = new Set<Stream>();

  function push(stream: Stream, text: string): void {
    if (stream.response.writableLength > MAX_WAITING_BYTES) {
      log('Dropped a browser tab that does not read its events.');
      stream.response.destroy();
    } else stream.response.write(text);
  }

  function pushToAll(text: string): void {
    for (const stream of streams) push(stream, text);
  }

  function endOldest(cookie: string): void {
    const [oldest, ...others] = [...streams].filter(({ session }) => session.cookie === cookie);
    if (oldest !== undefined && others.length + 1 >= MAX_PER_BROWSER) end(oldest);
  }

  function end(stream: Stream): void {
    stream.response.end(message('replaced', null));
    forget(stream);
  }

  function forget(stream: Stream): void {
    const { sender } = stream.session;
    if (!streams.delete(stream)) return;
    if (streams.size === 0) stopListening();
    if (![...streams].some(({ session }) => session.sender === sender)) onGone(sender);
  }

  /** Only while a page listens: who raises a notice asks whether anybody does. */
  let unsubscribes: readonly (() => void)[] = [];
  function listen(): void {
    if (unsubscribes.length > 0) return;
    unsubscribes = names.map((name) => events.on(name, (payload) => pushToAll(message(name, payload))));
  }
  function stopListening(): void {
    for (const unsubscribe of unsubscribes) unsubscribe();
    unsubscribes = [];
  }

  let cancelHeartbeat = clock.after(HEARTBEAT_MS, beat);
  function beat(): void {
    pushToAll(': still here\n\n');
    cancelHeartbeat = clock.after(HEARTBEAT_MS, beat);
  }

  return {
    open(session, response) {
      endOldest(session.cookie);
      const stream: Stream = { session, response };
      streams.add(stream);
      listen();
      response.on('close', () => forget(stream));
      response.writeHead(200, headersOf({ type: 'text/event-stream; charset=utf-8' }));
      // The first bytes tell the page that nothing will be missed from here on.
      response.write(': connected\n\n');
    },
    close(sender) {
      for (const stream of streams) if (stream.session.sender === sender) end(stream);
    },
    stop() {
      cancelHeartbeat();
      stopListening();
      for (const stream of streams) stream.response.end();
    },
  };
}

/** One message; JSON holds no line break outside of strings and escapes it inside, so one data line is enough. */
function message(name: string, payload: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`;
}
