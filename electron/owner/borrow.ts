import { err, ok, type Result } from '../shared/result.ts';
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

function urlOf(value: unknown): string | null {
  const isRecord = typeof value === 'object' && value !== null && 'url' in value;
  return isRecord && typeof value.url === 'string' ? value.url : null;
}
