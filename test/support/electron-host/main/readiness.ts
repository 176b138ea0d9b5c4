let isReady = false;

/** docs: api/app, event "ready": once the main process has finished running the first tick of the event loop. */
export const ready = new Promise<void>((resolve) => {
  setImmediate(() => {
    isReady = true;
    resolve();
  });
});

/** Whether `ready` was emitted. */
export function appIsReady(): boolean {
  return isReady;
}

/** Throws, as Electron does, where something comes before `ready` that may only come after it. */
export function onlyAfterReady(sentence: string): void {
  if (!isReady) throw new Error(sentence);
}

/** Throws, as Electron does, where something comes after `ready` that may only come before it. */
export function onlyBeforeReady(sentence: string): void {
  if (isReady) throw new Error(sentence);
}

/** A module that cannot be touched before `ready`, as `screen` and `globalShortcut` (lib/browser/api/screen.ts). */
export function afterReady<T extends object>(part: T, sentence: string): T {
  return new Proxy(part, {
    get(target, name, receiver) {
      onlyAfterReady(sentence);
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}
