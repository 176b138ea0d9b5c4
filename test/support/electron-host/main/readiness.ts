/** Whether `ready` was emitted, and what Electron refuses before or after it. */
export interface Readiness {
  readonly ready: Promise<void>;
  isReady(): boolean;
  /** Throws, as Electron does, where something comes before `ready` that may only come after it. */
  onlyAfterReady(sentence: string): void;
  /** Throws, as Electron does, where something comes after `ready` that may only come before it. */
  onlyBeforeReady(sentence: string): void;
  /** A module that cannot be touched before `ready`, as `screen` and `globalShortcut` (lib/browser/api/screen.ts). */
  afterReady<T extends object>(part: T, sentence: string): T;
}

/** docs: api/app, event "ready": once the main process has finished running the first tick of the event loop. */
export function createReadiness({ isReadyAtOnce = false } = {}): Readiness {
  let isReady = isReadyAtOnce;
  const ready = new Promise<void>((resolve) => {
    setImmediate(() => {
      isReady = true;
      resolve();
    });
  });

  function onlyAfterReady(sentence: string): void {
    if (!isReady) throw new Error(sentence);
  }

  return {
    ready,
    isReady: () => isReady,
    onlyAfterReady,
    onlyBeforeReady(sentence) {
      if (isReady) throw new Error(sentence);
    },
    afterReady: (part, sentence) =>
      new Proxy(part, {
        get(target, name, receiver) {
          onlyAfterReady(sentence);
          return Reflect.get(target, name, receiver) as unknown;
        },
      }),
  };
}
