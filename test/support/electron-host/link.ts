/** What a link needs from a channel between two processes. */
export interface Port {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

type Call = (...args: never[]) => Promise<unknown>;
/** Functions by name that the other side can call. */
export type Calls<T> = { readonly [K in keyof T]: Call };

/** Calls a function of the other side. */
export type Ask<T extends Calls<T>> = <K extends keyof T & string>(
  name: K,
  ...args: Parameters<T[K]>
) => Promise<Awaited<ReturnType<T[K]>>>;

type Message =
  | { readonly kind: 'ask'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly text: string };

/** Connects two processes: each may call the other's functions by name, also at the same time. */
export function createLink<Theirs extends Calls<Theirs>, Ours extends Calls<Ours>>(
  port: Port,
  ours: Ours,
): Ask<Theirs> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;

  async function answer(id: number, name: string, args: readonly unknown[]): Promise<void> {
    try {
      const call = ours[name as keyof Ours] as unknown as (...args: readonly unknown[]) => Promise<unknown>;
      port.send({ kind: 'answer', id, value: await call(...args) });
    } catch (error) {
      port.send({ kind: 'failure', id, text: error instanceof Error ? error.message : String(error) });
    }
  }

  port.onMessage((raw) => {
    const message = raw as Message;
    if (message.kind === 'ask') return void answer(message.id, message.name, message.args);
    const pending = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') pending?.resolve(message.value);
    else pending?.reject(new Error(message.text));
  });

  return ((name: string, ...args: readonly unknown[]) => {
    const id = (lastId += 1);
    const pending = Promise.withResolvers<unknown>();
    waiting.set(id, pending);
    port.send({ kind: 'ask', id, name, args });
    return pending.promise;
  }) as Ask<Theirs>;
}
