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

/** A page of its own takes the running app some milliseconds, and a busy computer longer. */
const DEADLINE_MS = 3_000;

/**
 * Asks the running app to serve its page on a port of 127.0.0.1 until it is given back or this process ends. Null when
 * it does not answer; its own sentence when it cannot.
 */
export async function borrowPage(dataFolder: string, port: number | null): Promise<BorrowedPage | string | null> {
  const held = await askAndHold(dataFolder, { ask: 'page', port }, DEADLINE_MS);
  if (held === null) return null;
  const { socket, reply } = held;
  const { by, answer } = reply;
  const url = answer.ok ? urlOf(answer.value) : null;
  if (!answer.ok || url === null) {
    socket.destroy();
    return answer.ok ? null : answer.error.message;
  }
  const ended = new Promise<void>((resolve) => void socket.on('close', () => resolve()));
  return { by, url, ended, giveBack: () => void socket.destroy() };
}

function urlOf(value: unknown): string | null {
  const isRecord = typeof value === 'object' && value !== null && 'url' in value;
  return isRecord && typeof value.url === 'string' ? value.url : null;
}
