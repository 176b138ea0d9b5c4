import type { KeychainAnswer, KeychainChild, KeychainRequest } from '../../electron/keychain/types.ts';

/** A child whose messages a test writes. */
export interface FakeKeychainChild extends KeychainChild {
  readonly requests: KeychainRequest[];
  isKilled: boolean;
  answer(answer: KeychainAnswer): void;
  /** Sends any message, also one that is not an answer. */
  say(message: unknown): void;
  exit(): void;
}

/**
 * Makes a child that only records. After `kill` it exits when the test says so, since a real child also exits later.
 */
export function createFakeKeychainChild(): FakeKeychainChild {
  const messageListeners: ((message: unknown) => void)[] = [];
  const exitListeners: (() => void)[] = [];
  const child: FakeKeychainChild = {
    requests: [],
    isKilled: false,
    send: (request) => void child.requests.push(request),
    onMessage: (listener) => void messageListeners.push(listener),
    onExit: (listener) => void exitListeners.push(listener),
    kill: () => {
      child.isKilled = true;
    },
    answer: (answer) => child.say(answer),
    say: (message) => messageListeners.forEach((listener) => listener(message)),
    exit: () => exitListeners.forEach((listener) => listener()),
  };
  return child;
}
