/** A sign that is on while at least one call is late. */
export interface WaitingSign<Call> {
  raise(call: Call): void;
  /** Taking down what was not raised changes nothing. */
  lower(call: Call): void;
  subscribe(listener: (isWaiting: boolean) => void): () => void;
}

/** Makes a sign that is off; listeners hear only when it turns on or off. */
export function createWaitingSign<Call>(): WaitingSign<Call> {
  const late = new Set<Call>();
  const listeners = new Set<(isWaiting: boolean) => void>();
  const announce = (isWaiting: boolean): void => {
    for (const listener of [...listeners]) listener(isWaiting);
  };
  return {
    raise(call) {
      late.add(call);
      if (late.size === 1) announce(true);
    },
    lower(call) {
      if (late.delete(call) && late.size === 0) announce(false);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
