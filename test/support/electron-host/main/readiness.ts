/** Whether `ready` has been emitted, and the checks for calls before or after it. */
export interface Readiness {
  readonly ready: Promise<void>;
  isReady(): boolean;
  /** Throws before `ready`, as Electron does. */
  onlyAfterReady(sentence: string): void;
  /** Throws after `ready`, as Electron does. */
  onlyBeforeReady(sentence: string): void;
  /** Makes a module unusable before `ready`, like `screen` and `globalShortcut` (lib/browser/api/screen.ts). */
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
