import type { KeychainAnswer, KeychainChild, KeychainRequest } from './types.ts';

/** The child that is running now, if one is; a new one is started for the next message. */
export interface ChildLink {
  /** Sends to the running child, or starts one; tells whether it was started now. Throws when none can be started. */
  send(request: KeychainRequest): boolean;
  /** Kills the running child; nothing more is heard of it. */
  drop(): void;
  /** Settles when every child that was ever started has ended. */
  ended(): Promise<void>;
}

/** Who hears of the running child. */
export interface ChildListeners {
  onAnswer(answer: KeychainAnswer): void;
  /** The running child ended by itself. */
  onCrash(): void;
}

/** Makes the link. Words of a child that was dropped are ignored. */
export function createChildLink(spawn: () => KeychainChild, { onAnswer, onCrash }: ChildListeners): ChildLink {
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
    send(request) {
      const isFresh = child === null;
      child ??= start();
      child.send(request);
      return isFresh;
    },
    drop() {
      child?.kill();
      child = null;
    },
    ended: async () => void (await Promise.all(exits)),
  };
}

function isAnswer(message: unknown): message is KeychainAnswer {
  return typeof message === 'object' && message !== null && 'id' in message && 'ok' in message;
}
