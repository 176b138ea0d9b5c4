import type { Clock } from '../../shared/clock.ts';
import type { AppError, Result } from '../../shared/result.ts';
import type { BrokerSession, SessionParts } from '../broker/session.ts';

/** Keeps a connection to the broker. */
export interface BrokerLink {
  /** Null while there is none. */
  session(): BrokerSession | null;
  /** Ends the present session and connects again after a while, because of what the broker does not allow. */
  fail(error: AppError): void;
  stop(): Promise<void>;
}

/** What a link is made of. */
export interface BrokerLinkParts extends Pick<SessionParts, 'target' | 'onMessage'> {
  readonly clock: Clock;
  readonly random: () => number;
  readonly connect: (parts: SessionParts) => Promise<Result<BrokerSession>>;
  /** Made for each connection. */
  readonly will: () => SessionParts['will'];
  readonly onUp: (session: BrokerSession) => void;
  readonly onDown: (error: AppError, retryAt: number) => void;
}

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 30_000;
/** A connection that lasts less has failed as well: a broker may take one only to end it. */
const STEADY_MS = 30_000;

/** Connects at once, and again whenever the connection is lost: after 1 s, and ever longer up to 30 s while it fails. */
export function createBrokerLink(parts: BrokerLinkParts): BrokerLink {
  const { clock, random, connect, onUp, onDown, will, target, onMessage } = parts;
  const ended = new AbortController();
  let session: BrokerSession | null = null;
  let cancelTimer = (): void => undefined;
  let upAt = 0;
  let failures = 0;

  function down(error: AppError): void {
    if (session !== null && clock.now() - upAt >= STEADY_MS) failures = 0;
    session = null;
    failures += 1;
    if (ended.signal.aborted) return;
    const longest = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10));
    const waitMs = Math.round(longest * (1 + random()) * 0.5);
    cancelTimer = clock.after(waitMs, () => void up());
    onDown(error, clock.now() + waitMs);
  }

  async function up(): Promise<void> {
    const opened = await connect({ target, onMessage, will: will(), signal: ended.signal, onLost: down });
    if (!opened.ok) return down(opened.error);
    if (ended.signal.aborted) return opened.value.end();
    session = opened.value;
    upAt = clock.now();
    onUp(session);
  }

  void up();
  return {
    session: () => session,
    fail(error) {
      const last = session;
      down(error);
      void last?.end();
    },
    async stop() {
      cancelTimer();
      const last = session;
      session = null;
      // First, and in order: otherwise the broker would publish the will.
      await last?.end();
      ended.abort();
    },
  };
}
