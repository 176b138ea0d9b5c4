import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Clock } from '../../electron/shared/clock.ts';
import { createEmitter } from '../../electron/shared/emitter.ts';
import { shellTexts as texts } from '../../electron/shared/texts/shell.ts';

/** How the link to the local program comes and goes; each registration gives back its unsubscribe. */
export interface Link {
  /** Events may have been missed: whoever holds state asks for it again, and says again whether it is watching. */
  onReconnect(listener: () => void): () => void;
  /** The link is down, and why; unless `no-session`, it comes back by itself. */
  onDisconnect(listener: (error: BridgeError) => void): () => void;
}

/** What the link needs of the browser. */
export interface LinkParts {
  readonly clock: Clock;
  /** Random numbers in [0, 1), for jitter. */
  readonly random: () => number;
  /** Settles when this tab next gets the focus. */
  readonly whenFocused: () => Promise<void>;
  /** Hears what a listener threw. */
  readonly onError: (error: unknown) => void;
}

type EventBody = NonNullable<Response['body']>;

interface LinkEvents {
  readonly reconnect: null;
  readonly disconnect: BridgeError;
}

const MIN_DELAY_MS = 250;
const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;

/**
 * Keeps one event stream open: `connect` settles once events flow, so that a snapshot requested afterwards misses
 * nothing, and rejects with what `open` throws. From then on a stream that breaks is opened again by itself, with
 * full jitter, until there is no session any more. `open` throws nothing but a `BridgeError`.
 */
export function createEventLink(
  { clock, random, whenFocused, onError }: LinkParts,
  open: () => Promise<EventBody>,
  onMessage: (message: StreamMessage) => void,
): Link & { connect(): Promise<void> } {
  const link = createEmitter<LinkEvents>(onError);

  async function reopen(): Promise<EventBody> {
    for (let attempt = 0; ; attempt += 1) {
      const ceilingMs = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** attempt);
      await new Promise<void>((resolve) => clock.after(MIN_DELAY_MS + random() * ceilingMs, resolve));
      const body = await open().catch(unlessLost);
      if (body !== null) return body;
    }
  }

  async function follow(first: EventBody): Promise<void> {
    for (let body = first; ;) {
      const end = await read(body, onMessage);
      link.emit('disconnect', end);
      if (end.code === 'replaced') await whenFocused();
      body = await reopen();
      link.emit('reconnect', null);
    }
  }

  return {
    async connect() {
      const body = await open();
      follow(body).catch((error: BridgeError) => link.emit('disconnect', error));
    },
    onReconnect: (listener) => link.on('reconnect', listener),
    onDisconnect: (listener) => link.on('disconnect', listener),
  };
}

/** Passes messages on until the stream ends, and says why it did; never rejects. */
async function read(body: EventBody, onMessage: (message: StreamMessage) => void): Promise<BridgeError> {
  const messages = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reader = messages.getReader(); // Safari cannot loop over a stream
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const { event, data } = part.value;
      if (event === 'replaced') return new BridgeError('replaced');
      if (event !== undefined) onMessage({ name: event, data: JSON.parse(data) });
    }
  } catch {
    // Broken off: the same as an end.
  } finally {
    // Whoever stops reading also gives the connection back: a browser has only six.
    await reader.cancel().catch(() => undefined);
  }
  return new BridgeError('connection-lost');
}

/** A lost connection is worth another attempt, a missing session is not. */
function unlessLost(error: BridgeError): null {
  if (error.code === 'connection-lost') return null;
  throw error;
}

/** One message of the stream. */
interface StreamMessage {
  readonly name: string;
  readonly data: unknown;
}

/** Why a browser tab has lost Rollcall: it has no session, the program is gone, or newer tabs took the connections. */
type BridgeErrorCode = keyof typeof texts.lost;

/** What the shell shows in place of a team, or above one that no longer changes; `message` is written for a person. */
export class BridgeError extends Error {
  readonly code: BridgeErrorCode;

  constructor(code: BridgeErrorCode) {
    super(texts.lost[code]);
    this.name = 'BridgeError';
    this.code = code;
  }
}
