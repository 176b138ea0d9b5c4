import type { EventEmitter } from 'node:events';

/** An event that a listener may prevent; Electron documents `preventDefault` for each. */
export interface Preventable {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** Emits a preventable event; returns true if no listener prevented it. */
export function emitPreventable(emitter: EventEmitter, name: string, ...args: readonly unknown[]): boolean {
  let isPrevented = false;
  const event: Preventable = {
    preventDefault: () => (isPrevented = true),
    get defaultPrevented() {
      return isPrevented;
    },
  };
  emitter.emit(name, event, ...args);
  return !isPrevented;
}
