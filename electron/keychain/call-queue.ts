import type { Clock } from '../shared/clock.ts';
import type { KeychainAnswer, KeychainChild, KeychainPatience, KeychainRequest } from './types.ts';

/** How long, in milliseconds, until a call counts as waiting and until its child is killed. */
export interface KeychainLimits {
  readonly waitingMs: number;
  readonly patienceMs: Readonly<Record<KeychainPatience, number>>;
}

/** 5 s until "waiting"; a background read ends then, an unlock prompt gives a person 120 s. */
const KEYCHAIN_LIMITS: KeychainLimits = {
  waitingMs: 5_000,
  patienceMs: { background: 5_000, user: 120_000 },
};

/** How one call ended: an answer of keytar, too late, with the child, or with the whole keychain. */
export type CallOutcome = KeychainAnswer | 'deadline' | 'crashed' | 'stopped';

type Unnumbered<Request> = Request extends unknown ? Omit<Request, 'id'> : never;

/** Calls to the child, one after the other, each with its own patience. */
export interface CallQueue {
  /** `signal` ends the call early, as `deadline`. */
  call(request: Unnumbered<KeychainRequest>, patience: KeychainPatience, signal?: AbortSignal): Promise<CallOutcome>;
  onWaiting(listener: (isWaiting: boolean) => void): () => void;
  stop(): Promise<void>;
}

export interface CallQueueParts {
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
 * Makes the queue. One call is in flight at most: keytar blocks a libuv thread per call, and four such calls block
 * files, DNS and WebCrypto of a process. A call that is too late kills the child; the next call starts another.
 */
export function createCallQueue({ spawn, clock, limits = KEYCHAIN_LIMITS }: CallQueueParts): CallQueue {
  const jobs: Job[] = []; // the first one is in flight
  const late = createLateCalls<Job>();
  const link = createChildLink(
    spawn,
    (answer) => {
      if (!answer.ok) {
        // libsecret keeps to a service that has ended; only a new process finds the next one.
        link.drop();
        if (!isFresh) return sendFirst();
      }
      jobs.find(({ request }) => request.id === answer.id)?.end(answer);
    },
    () => jobs[0]?.end('crashed'),
  );
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
    const index = jobs.indexOf(job);
    if (index !== -1) jobs.splice(index, 1);
    late.delete(job);
    if (index === 0) sendFirst();
  }

  return {
    call(request, patience, signal) {
      const { promise, resolve } = Promise.withResolvers<CallOutcome>();
      if (isStopped) return Promise.resolve('stopped');
      if (signal?.aborted === true) return Promise.resolve('deadline');
      const onAbort = (): void => end('deadline');
      const end = (outcome: CallOutcome): void => {
        for (const cancel of timers) cancel();
        signal?.removeEventListener('abort', onAbort);
        if (outcome === 'deadline' && jobs[0] === job) link.drop();
        resolve(outcome);
        leave(job);
      };
      const job: Job = { request: { ...request, id: ++lastId }, end };
      const timers = [
        clock.after(limits.waitingMs, () => late.add(job)),
        clock.after(limits.patienceMs[patience], () => end('deadline')),
      ];
      signal?.addEventListener('abort', onAbort, { once: true });
      if (jobs.push(job) === 1) sendFirst();
      return promise;
    },
    onWaiting: late.subscribe,
    async stop() {
      isStopped = true;
      link.drop();
      for (const job of jobs.splice(0)) job.end('stopped');
      await link.ended();
    },
  };
}

/**
 * Holds the child that is running now, if one is; a new one is started for the next message. Messages of a
 * dropped child are ignored.
 */
function createChildLink(spawn: () => KeychainChild, onAnswer: (answer: KeychainAnswer) => void, onCrash: () => void) {
  const exits = new Set<Promise<void>>();
  let child: KeychainChild | null = null;

  function start(): KeychainChild {
    const started = spawn();
    const exit = Promise.withResolvers<void>();
    exits.add(exit.promise);
    started.onMessage((message) => {
      if (child === started && isAnswer(message)) onAnswer(message);
    });
    started.onExit(() => {
      exits.delete(exit.promise);
      exit.resolve();
      if (child !== started) return;
      child = null;
      onCrash();
    });
    return started;
  }

  return {
    /** Sends to the running child, or starts one; returns whether it started one. Throws when none can be started. */
    send(request: KeychainRequest): boolean {
      const isFresh = child === null;
      child ??= start();
      child.send(request);
      return isFresh;
    },
    drop(): void {
      child?.kill();
      child = null;
    },
    /** Settles when every child that was ever started has ended. */
    ended: async () => void (await Promise.all(exits)),
  };
}

function isAnswer(message: unknown): message is KeychainAnswer {
  return typeof message === 'object' && message !== null && 'id' in message && 'ok' in message;
}

/** The calls that take long; listeners are called with the first one, and when none is left. */
function createLateCalls<Call>() {
  const late = new Set<Call>();
  const listeners = new Set<(isWaiting: boolean) => void>();
  const announce = (isWaiting: boolean): void => {
    for (const listener of [...listeners]) listener(isWaiting);
  };
  return {
    add(call: Call): void {
      late.add(call);
      if (late.size === 1) announce(true);
    },
    delete(call: Call): void {
      if (late.delete(call) && late.size === 0) announce(false);
    },
    subscribe(listener: (isWaiting: boolean) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Starts the keychain child as a Node process. `scriptPath` is the built or the source file of keychain-child; keytar
 * finds the session bus and the home folder in `env`. Output of the child reaches neither terminal nor file.
 */
export function forkKeychainChild(scriptPath: string, env: NodeJS.ProcessEnv = process.env): KeychainChild {
  // Not imported: most commands of the terminal need no keychain, and to load this takes them milliseconds.
  const { fork } = process.getBuiltinModule('node:child_process');
  const child = fork(scriptPath, [], {
    env: { ...env, NODE_OPTIONS: '' }, // no foreign code beside a secret
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return {
    // The callback keeps a failed delivery from being thrown; the exit that caused it is reported anyway.
    send: (request) => void child.send(request, () => undefined),
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      child.once('exit', listener);
      child.once('error', listener);
    },
    // Not SIGTERM: Node ends in order on that, and joins the thread that hangs in keytar.
    kill: () => void child.kill('SIGKILL'),
  };
}
