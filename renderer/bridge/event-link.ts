import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Clock } from '../../electron/shared/clock.ts';
import { createEmitter } from '../../electron/shared/emitter.ts';
import { shellTexts as texts } from '../../electron/shared/texts/shell.ts';

/**
 * Reports when the link to the local program breaks and comes back. Each registration returns its unsubscribe function.
 */
export interface Link {
  /** Events may have been missed: ask for all state again, and report again whether this page is watching. */
  onReconnect(listener: () => void): () => void;
  /** The link is down, with the reason. It comes back by itself unless the reason is `no-session`. */
  onDisconnect(listener: (error: BridgeError) => void): () => void;
}

/** What the link needs from the browser. */
export interface LinkParts {
  readonly clock: Clock;
  /** Random numbers in [0, 1), for jitter. */
  readonly random: () => number;
  /** Settles when this tab next gets the focus. */
  readonly whenFocused: () => Promise<void>;
  /** Called with whatever a listener throws. */
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
 * Keeps one event stream open. `connect` resolves once events flow, so a snapshot requested after it misses nothing; it
 * rejects with what `open` throws, which is always a `BridgeError`. A stream that breaks later is reopened with full
 * jitter until the session is gone.
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

/** Passes messages on until the stream ends, and returns why it ended. Never rejects. */
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
    // A broken stream counts as ended.
  } finally {
    // Frees the connection: a browser has only six.
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

/** Why a browser tab has lost Rollcall: no session, the program is gone, or newer tabs have used up the connections. */
type BridgeErrorCode = keyof typeof texts.lost;

/**
 * The shell shows `message`, which is written for a person, in place of the team or above one that no longer changes.
 */
export class BridgeError extends Error {
  readonly code: BridgeErrorCode;

  constructor(code: BridgeErrorCode) {
    super(texts.lost[code]);
    this.name = 'BridgeError';
    this.code = code;
  }
}
