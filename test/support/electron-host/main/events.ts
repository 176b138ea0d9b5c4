import type { EventEmitter } from 'node:events';

/** An event a listener may object to; Electron documents `preventDefault` on each such event. */
export interface Preventable {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** Emits an event that can be objected to; true when nobody did. */
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
