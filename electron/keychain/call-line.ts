import type { Clock } from '../shared/clock.ts';
import { createChildLink } from './child-link.ts';
import type { KeychainAnswer, KeychainChild, KeychainPatience, KeychainRequest } from './types.ts';
import { createWaitingSign } from './waiting-sign.ts';

/** How long, in milliseconds, until a call counts as waiting and until its child is killed. */
export interface KeychainLimits {
  readonly waitingMs: number;
  readonly patienceMs: Readonly<Record<KeychainPatience, number>>;
}

/** design, Keychain: 5 s until "waiting"; a background read ends then, an unlock prompt gives a person 120 s. */
const KEYCHAIN_LIMITS: KeychainLimits = {
  waitingMs: 5_000,
  patienceMs: { background: 5_000, user: 120_000 },
};

/** How one call ended: an answer of keytar, too late, with the child, or with the whole keychain. */
export type CallOutcome = KeychainAnswer | 'deadline' | 'crashed' | 'stopped';

/** A request before it is numbered. */
export type KeychainCall =
  | { readonly method: 'get' | 'delete'; readonly account: string }
  | { readonly method: 'set'; readonly account: string; readonly value: string };

/** One line to the child: calls wait for each other, each at most for its own patience. */
export interface CallLine {
  /** `signal` ends the call before its time, as `deadline`. */
  call(call: KeychainCall, patience: KeychainPatience, signal?: AbortSignal): Promise<CallOutcome>;
  onWaiting(listener: (isWaiting: boolean) => void): () => void;
  stop(): Promise<void>;
}

/** What a line of calls is made of. */
export interface CallLineParts {
  /** Starts a child; called for the first call and again after a child has ended. */
  readonly spawn: () => KeychainChild;
  readonly clock: Clock;
  /** Default: 5 s until waiting, 5 s for the background, 120 s for a user. */
  readonly limits?: KeychainLimits;
}

interface Job {
  readonly request: KeychainRequest;
  readonly end: (outcome: CallOutcome) => void;
}

/**
 * Makes the line. One call is in flight at most: keytar blocks a libuv thread per call, and four of them stop files,
 * DNS and WebCrypto of a process. A call that is too late kills the child; the next call starts another.
 */
export function createCallLine({ spawn, clock, limits = KEYCHAIN_LIMITS }: CallLineParts): CallLine {
  const jobs: Job[] = []; // the first one is in flight
  const sign = createWaitingSign<Job>();
  const link = createChildLink(spawn, {
    onAnswer(answer) {
      if (!answer.ok) {
        // libsecret clings to a service that has gone; only a new process finds the one that came after it.
        link.drop();
        if (!isFresh) return sendFirst();
      }
      jobs.find(({ request }) => request.id === answer.id)?.end(answer);
    },
    onCrash: () => jobs[0]?.end('crashed'),
  });
  let lastId = 0;
  let isFresh = false; // the child was started for the call in flight
  let isStopped = false;

  function sendFirst(): void {
    try {
      if (jobs[0] !== undefined) isFresh = link.send(jobs[0].request);
    } catch {
      link.drop();
      jobs[0]?.end('crashed');
    }
  }

  function leave(job: Job): void {
    const place = jobs.indexOf(job);
    if (place !== -1) jobs.splice(place, 1);
    sign.lower(job);
    if (place === 0) sendFirst();
  }

  function enter(
    call: KeychainCall,
    patience: KeychainPatience,
    signal: AbortSignal | undefined,
    resolve: (outcome: CallOutcome) => void,
  ): void {
    const onAbort = (): void => end('deadline');
    const end = (outcome: CallOutcome): void => {
      for (const cancel of timers) cancel();
      signal?.removeEventListener('abort', onAbort);
      if (outcome === 'deadline' && jobs[0] === job) link.drop();
      resolve(outcome);
      leave(job);
    };
    const job: Job = { request: { ...call, id: ++lastId }, end };
    const timers = [
      clock.after(limits.waitingMs, () => sign.raise(job)),
      clock.after(limits.patienceMs[patience], () => end('deadline')),
    ];
    signal?.addEventListener('abort', onAbort, { once: true });
    if (jobs.push(job) === 1) sendFirst();
  }

  return {
    call: (call, patience, signal) =>
      new Promise((resolve) => {
        if (isStopped) resolve('stopped');
        else if (signal?.aborted === true) resolve('deadline');
        else enter(call, patience, signal, resolve);
      }),
    onWaiting: sign.subscribe,
    async stop() {
      isStopped = true;
      link.drop();
      for (const job of jobs.splice(0)) job.end('stopped');
      await link.ended();
    },
  };
}
