import type { Clock } from '../../electron/shared/clock.ts';
import { createEmitter } from '../../electron/shared/emitter.ts';

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
  /** Settles when the user next turns to this tab. */
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
 * Keeps one event stream open: `connect` settles once events flow, so that a snapshot asked for afterwards misses
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
  try {
    for await (const message of readMessages(body)) {
      if (message.name === 'replaced') return new BridgeError('replaced');
      onMessage(message);
    }
  } catch {
    // Broken off: the same as an end.
  }
  return new BridgeError('connection-lost');
}

/** A lost connection is worth another attempt, a missing session is not. */
function unlessLost(error: BridgeError): null {
  if (error.code === 'connection-lost') return null;
  throw error;
}

/** One message of a text/event-stream. */
interface StreamMessage {
  readonly name: string;
  readonly data: unknown;
}

/**
 * Reads a text/event-stream body (WHATWG HTML, 9.2) message by message; ends when the body does and throws what
 * reading it throws. Takes what Rollcall's server writes: LF line ends, one `event:` and one JSON `data:` line per
 * message, comments in between. EventSource is not used because it cannot send the session's header.
 */
async function* readMessages(body: EventBody): AsyncGenerator<StreamMessage> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + part.value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const message = parseBlock(block);
        if (message !== null) yield message;
      }
    }
  } finally {
    // Whoever stops reading also gives the connection back: a browser has only six.
    await reader.cancel();
  }
}

function parseBlock(block: string): StreamMessage | null {
  const lines = block.split('\n');
  const field = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const name = field('event');
  const data = field('data');
  return name === undefined || data === undefined ? null : { name, data: JSON.parse(data) };
}

/** Why a browser tab has lost Rollcall: it has no session, the program is gone, or newer tabs took the connections. */
type BridgeErrorCode = 'no-session' | 'connection-lost' | 'replaced';

const MESSAGES: Readonly<Record<BridgeErrorCode, string>> = {
  'no-session': 'This page is not signed in to Rollcall. Open the address Rollcall printed.',
  'connection-lost': 'Rollcall is not running any more. Start it again.',
  replaced: 'Rollcall is open in too many tabs. Click into this one to go on here.',
};

/** What the shell shows instead of a team, or above one that no longer moves; `message` is written for a person. */
export class BridgeError extends Error {
  readonly code: BridgeErrorCode;

  constructor(code: BridgeErrorCode) {
    super(MESSAGES[code]);
    this.name = 'BridgeError';
    this.code = code;
  }
}
