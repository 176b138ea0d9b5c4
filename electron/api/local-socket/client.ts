import type { CommandArgs } from '../../shared/contract/commands.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { addressOf, ownerEndpoint, endpointFacts } from './endpoint.ts';
import {
  MAX_ANSWER_BYTES,
  MAX_SILENCE_MS,
  eventsRequest,
  readHead,
  readResult,
  requestText,
  type LocalCommand,
  type OwnerName,
  type Reply,
} from './protocol.ts';

// An HTTP client over node:net: loading node:http would take `status` longer than its whole request.

/** Gets an answer line by line. `onEnd` is called once, however the answer ends, unless the listener hangs up first. */
interface AnswerListener {
  /** The head has come, from an app of this version. */
  onOpen?(): void;
  onLine(line: string, by: OwnerName): void;
  /** The app accepts connections but sends nothing: it hangs or was stopped. `onEnd` follows. */
  onSilent?(): void;
  onEnd(): void;
}

/** An app that has not begun to answer within this time hangs; a busy computer takes a second or two. */
export const OPEN_WITHIN_MS = 3_000;

/**
 * Sends a request to the app of a data folder; the returned function hangs up. The listener gets only `onEnd` where no
 * app runs, where the app does not begin to answer within `maxSilenceMs`, or where it falls silent in the middle.
 */
function send(dataFolder: string, request: string, maxSilenceMs: number, listener: AnswerListener): () => void {
  const facts = endpointFacts(dataFolder);
  const endpoint = ownerEndpoint(facts);
  const address = endpoint && addressOf(endpoint, facts.user);
  if (address === null) {
    listener.onEnd();
    return () => undefined;
  }
  // Imported, the module would load all that hangs on its getters.
  const socket = process.getBuiltinModule('node:net').connect(address);
  let head = '';
  let by: OwnerName | null = null;
  let isOver = false;

  function hangUp(): void {
    isOver = true;
    silence.stop();
    socket.destroy();
  }

  function end(): void {
    if (isOver) return;
    hangUp();
    listener.onEnd();
  }

  function takeHead(line: string): void {
    if (line !== '\r') return void (head += `${line}\n`);
    by = readHead(head);
    if (by === null) return end();
    silence.allow(MAX_SILENCE_MS);
    listener.onOpen?.();
  }

  const silence = createSilence(maxSilenceMs, () => {
    listener.onSilent?.();
    end();
  });
  const feed = createLineReader(MAX_ANSWER_BYTES, (line) => {
    if (isOver) return;
    if (by === null) takeHead(line);
    else if (line !== '') listener.onLine(line, by);
  });
  socket
    .on('error', end)
    .on('close', end)
    .on('data', (bytes) => {
      silence.heard();
      if (!feed(bytes)) end();
    });
  socket.write(request);
  return hangUp;
}

/**
 * Sends a command to the running app of a data folder. Null when no app runs, or when its answer makes no sense.
 * @param onSilent is called when an app runs but does not answer
 */
export function askOwner(
  dataFolder: string,
  command: LocalCommand,
  args: readonly unknown[],
  maxSilenceMs: number,
  onSilent?: () => void,
): Promise<Reply | null> {
  return new Promise((resolve) => {
    const hangUp = send(dataFolder, requestText(command, args), maxSilenceMs, {
      onLine(line, by) {
        hangUp();
        const answer = readResult(line);
        resolve(answer && { by, answer });
      },
      onSilent,
      onEnd: () => resolve(null),
    });
  });
}

/** The changes that the running app announces. */
export interface StatusEvents {
  /** Resolves once something has changed since the last call; false when the app has ended or hangs. */
  next(): Promise<boolean>;
  close(): void;
}

/**
 * Listens to the running app of a data folder; null when there is none, or none that answers.
 * @param readsAlerts whether somebody is told of its alerts that way
 */
export function followOwner(dataFolder: string, readsAlerts = false): Promise<StatusEvents | null> {
  return new Promise((resolve) => {
    let hasChanged = false;
    let isOver = false;
    let wake = (): void => undefined;
    const hangUp = send(dataFolder, eventsRequest(readsAlerts), OPEN_WITHIN_MS, {
      onOpen: () =>
        resolve({
          async next() {
            // Many events in between still mean one read of the state.
            if (!hasChanged && !isOver) await new Promise<void>((resolveNext) => (wake = resolveNext));
            hasChanged = false;
            return !isOver;
          },
          close() {
            hangUp();
            isOver = true;
            wake();
          },
        }),
      onLine() {
        hasChanged = true;
        wake();
      },
      onEnd() {
        isOver = true;
        wake();
        resolve(null);
      },
    });
  });
}

/** A page that the running app serves for this process. */
export interface OwnerPage {
  readonly by: OwnerName;
  readonly url: string;
  /** Resolves when the running app has ended. */
  readonly ended: Promise<void>;
  close(): void;
}

/**
 * Asks the running app to serve its page on a port of 127.0.0.1, until it is closed or this process ends. Null when
 * there is no answer; the app's own error when it cannot, for example about the port.
 */
export function openOwnerPage(
  dataFolder: string,
  ...how: CommandArgs<'page:serve'>
): Promise<Result<OwnerPage> | null> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  return new Promise((resolve) => {
    const close = send(dataFolder, requestText('page:serve', how), OPEN_WITHIN_MS, {
      onLine(line, by) {
        const answer = readResult(line);
        const url = answer?.ok === true ? urlOf(answer.value) : null;
        if (url !== null) return resolve(ok({ by, url, ended, close }));
        close();
        resolve(answer?.ok === false ? err(answer.error) : null);
      },
      onEnd() {
        end();
        resolve(null);
      },
    });
  });
}

/** As the browser surface writes it: a port and a launch token, and nothing that a system could open otherwise. */
const PAGE = /^http:\/\/127\.0\.0\.1:([1-9]\d{0,4})\/#token=[\w-]{43}$/;
const HIGHEST_PORT = 65_535;

/** The address of a page, which is going to be printed and opened; null for anything else. */
function urlOf(value: unknown): string | null {
  const { url } = Object(value) as { readonly url?: unknown };
  const port = typeof url === 'string' ? PAGE.exec(url)?.[1] : undefined;
  return typeof url === 'string' && port !== undefined && Number(port) <= HIGHEST_PORT ? url : null;
}

const TICKS = 10;

/**
 * Calls `onSilent` after this long without data. On a busy computer this process may wake up late, so the time is counted
 * in rounds of the event loop: what came meanwhile is read before it gives up.
 */
function createSilence(ms: number, onSilent: () => void) {
  let ticks = 0;
  let timer = setInterval(tick, ms / TICKS);

  function tick(): void {
    ticks += 1;
    if (ticks > TICKS) onSilent();
  }

  return {
    heard: () => void (ticks = 0),
    allow(nextMs: number) {
      clearInterval(timer);
      timer = setInterval(tick, nextMs / TICKS);
    },
    stop: () => clearInterval(timer),
  };
}

const LINE_BREAK = 0x0a;

/**
 * Cuts a stream of bytes into lines of UTF-8, wherever the system happened to cut it: only complete lines are decoded,
 * so a character that arrives in two pieces is not torn. What follows the last line break is kept for the next bytes.
 * The function returns false once a line is too long; it must not be called again then.
 * @param maxBytes the longest line, without its break, and so the most that is ever held
 */
export function createLineReader(maxBytes: number, onLine: (line: string) => void): (bytes: Uint8Array) => boolean {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  return (bytes) => {
    let rest = bytes;
    for (let end = rest.indexOf(LINE_BREAK); end !== -1; end = rest.indexOf(LINE_BREAK)) {
      if (heldBytes + end > maxBytes) return false;
      const line = Buffer.concat([...held, rest.subarray(0, end)]).toString('utf8');
      [held, heldBytes, rest] = [[], 0, rest.subarray(end + 1)];
      onLine(line);
    }
    held.push(rest);
    heldBytes += rest.length;
    return heldBytes <= maxBytes;
  };
}
