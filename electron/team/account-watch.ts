import type { Connections } from '../connections/types.ts';

/** Tells when the account that is read has become another one, or can no longer be read. */
export interface AccountWatch {
  /** The present account is the one to compare with. */
  start(): void;
  stop(): void;
}

/** Watches from the moment it is made; before `start` nothing is told. */
export function watchAccount(
  connections: Pick<Connections, 'live' | 'generation' | 'subscribe'>,
  onOther: () => void,
): AccountWatch {
  let seenGeneration: number | null = null;

  function look(): void {
    if (seenGeneration === null) return;
    const generation = connections.generation();
    if (generation === seenGeneration && connections.live() !== null) return;
    seenGeneration = generation;
    onOther();
  }

  const stop = connections.subscribe(look);
  return {
    start() {
      seenGeneration = connections.generation();
    },
    stop,
  };
}
