/** Announces things by name to whoever listens; the map says which payload belongs to which name. */
export interface Emitter<M> {
  /** Calls `listener` on each announcement until the answer is called. */
  on<E extends keyof M>(name: E, listener: (payload: M[E]) => void): () => void;
  emit<E extends keyof M>(name: E, payload: M[E]): void;
  /** Whether anybody listens to a name. */
  isHeard(name: keyof M): boolean;
}

/**
 * Makes an emitter. Listeners run at once, in the order they came; one that comes or goes during an announcement
 * counts from the next one. What a listener throws goes to `onError`, so that it reaches neither the others nor the
 * module that announced.
 */
export function createEmitter<M>(onError: (error: unknown) => void): Emitter<M> {
  // One record per registration, so that a function registered twice is called twice and goes one at a time.
  type Registration = { readonly call: (payload: never) => void };
  const registrations = new Map<keyof M, Set<Registration>>();

  return {
    isHeard: (name) => (registrations.get(name)?.size ?? 0) > 0,
    on(name, listener) {
      const registration: Registration = { call: listener };
      const sameName = registrations.get(name) ?? new Set();
      registrations.set(name, sameName.add(registration));
      return () => void sameName.delete(registration);
    },
    emit(name, payload) {
      for (const { call } of [...(registrations.get(name) ?? [])]) {
        try {
          call(payload as never);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
