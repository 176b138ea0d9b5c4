import { err, ok, type Result } from '../../shared/result.ts';
import { askAndHold } from './ask.ts';
import type { OwnerName } from './types.ts';

/** A page that the running app serves for this process. */
export interface BorrowedPage {
  readonly by: OwnerName;
  readonly url: string;
  /** Resolves when the running app has ended. */
  readonly ended: Promise<void>;
  giveBack(): void;
}

/** To serve a page takes the running app some milliseconds, and a busy computer longer. */
const DEADLINE_MS = 3_000;

/**
 * Asks the running app to serve its page on a port of 127.0.0.1, until it is given back or this process ends. Null when
 * there is no answer; the app's own error when it cannot, for example about the port.
 */
export async function borrowPage(dataFolder: string, port: number | null): Promise<Result<BorrowedPage> | null> {
  const held = await askAndHold(dataFolder, { ask: 'page', port }, DEADLINE_MS);
  if (held === null) return null;
  const { socket, reply } = held;
  const { by, answer } = reply;
  const url = answer.ok ? urlOf(answer.value) : null;
  if (url === null) {
    socket.destroy();
    return answer.ok ? null : err(answer.error);
  }
  const ended = new Promise<void>((resolve) => {
    if (socket.closed) resolve();
    else socket.on('close', () => resolve());
  });
  return ok({ by, url, ended, giveBack: () => void socket.destroy() });
}

/** As the browser surface writes it: a port and a launch token, and nothing that a system could open otherwise. */
const PAGE = /^http:\/\/127\.0\.0\.1:([1-9]\d{0,4})\/#token=[\w-]{43}$/;
const HIGHEST_PORT = 65_535;

/** The address of a page, which is going to be printed and opened; null for anything else. */
function urlOf(value: unknown): string | null {
  const isRecord = typeof value === 'object' && value !== null && 'url' in value;
  const url = isRecord && typeof value.url === 'string' ? value.url : '';
  const port = PAGE.exec(url)?.[1];
  return port !== undefined && Number(port) <= HIGHEST_PORT ? url : null;
}
