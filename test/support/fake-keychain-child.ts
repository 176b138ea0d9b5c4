import type { KeychainAnswer, KeychainChild, KeychainRequest } from '../../electron/keychain/types.ts';

/** A child whose every word a test decides. */
export interface FakeKeychainChild extends KeychainChild {
  readonly requests: KeychainRequest[];
  isKilled: boolean;
  answer(answer: KeychainAnswer): void;
  /** Any message, also one that is no answer. */
  say(message: unknown): void;
  exit(): void;
}

/** Makes a child that only records. A killed child exits when the test says so, as a real one does: later. */
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
