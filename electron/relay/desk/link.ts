import { deskTexts as texts } from '../../shared/texts/relay/desk.ts';
import type { AppError } from '../../shared/result.ts';
import type { BrokerMessage, BrokerSession } from '../broker/session.ts';
import type { FeedParts } from './feed.ts';

/** All desks of a broker lose it together; they come back over this time. */
const RECONNECT_SPREAD_MS = 30_000;
/** What was steady and is cut has lost its broker, or was revoked, which only the next try tells: that is sooner. */
const FIRST_SPREAD_MS = 10_000;
const RECONNECT_MIN_MS = 500;
/** A broker that stays away, or refuses, is tried more rarely. */
const MAX_RECONNECT_SPREAD_MS = 5 * 60_000;
/** Two with one line take the connection from each other: it breaks off again and again. */
const QUICK_LOSS_MS = 60_000;
const MANY_QUICK_LOSSES = 3;

interface DeskLinkParts extends Pick<FeedParts, 'access' | 'password' | 'connect' | 'clock' | 'random'> {
  readonly onMessage: (message: BrokerMessage) => void;
  readonly onUp: (session: BrokerSession) => void;
  /** It was lost, or could not be made. */
  readonly onDown: () => void;
}

/** Keeps the connection of a desk to its broker from `start` to `stop`. */
export function createDeskLink({ access, password, connect, clock, random, onMessage, onUp, onDown }: DeskLinkParts) {
  const { broker, deskId } = access;
  let session: BrokerSession | null = null;
  let attempt: AbortController | null = null;
  let cancelNext = (): void => undefined;
  let failures = 0;
  let upAt = 0;
  let quickLosses = 0;
  let problem: { readonly error: AppError; readonly nextAt: number } | null = null;

  async function connectNow(): Promise<void> {
    cancelNext();
    const abort = new AbortController();
    attempt = abort;
    const connected = await connect({
      target: { url: broker, clientId: deskId, user: deskId, password: password.export().toString() },
      onMessage,
      onLost: (error) => (attempt === abort ? failed(error) : undefined),
      signal: abort.signal,
    });
    if (attempt !== abort) {
      if (connected.ok) await connected.value.end();
      return;
    }
    if (!connected.ok) return failed(connected.error);
    session = connected.value;
    upAt = clock.now();
    problem = null;
    onUp(session);
  }

  function failed(error: AppError): void {
    const wasUp = session !== null;
    session = null;
    attempt = null;
    failures = wasUp ? 0 : failures + 1;
    if (wasUp) quickLosses = clock.now() - upAt < QUICK_LOSS_MS ? quickLosses + 1 : 0;
    const laterMs = Math.min(RECONNECT_SPREAD_MS * 2 ** Math.max(0, failures - 2), MAX_RECONNECT_SPREAD_MS);
    const spreadMs = wasUp && quickLosses === 0 ? FIRST_SPREAD_MS : laterMs;
    const delayMs = RECONNECT_MIN_MS + Math.round(random() * (spreadMs - RECONNECT_MIN_MS));
    const isTwice = quickLosses >= MANY_QUICK_LOSSES;
    const told = isTwice ? { ...error, message: `${error.message} ${texts.perhapsTwice}` } : error;
    problem = { error: told, nextAt: clock.now() + delayMs };
    cancelNext = clock.after(delayMs, () => void connectNow());
    onDown();
  }

  return {
    /** Null while there is none. */
    session: () => session,
    /** Why there is none, and when it is tried again. */
    problem: () => problem,
    start(): void {
      if (attempt === null && problem === null) void connectNow();
    },
    /** Connects at once; false where it does not wait to do so. */
    retry(): boolean {
      if (problem === null) return false;
      problem = null;
      void connectNow();
      return true;
    },
    stop(): void {
      cancelNext();
      attempt?.abort();
      attempt = null;
      const ended = session;
      session = null;
      problem = null;
      void ended?.end();
    },
  };
}
