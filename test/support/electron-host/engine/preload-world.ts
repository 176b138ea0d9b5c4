/** The names by which page and engine find each other. The page's own scripts never see them. */
export interface WorldNames {
  /** The function that `exposeBinding` puts on the window; removed before the page's first script. */
  readonly invoke: string;
  /** The registered symbol of the functions that the engine calls. */
  readonly inward: string;
  readonly isVisible: boolean;
}

/** The functions that the engine calls in a page. */
export interface Inward {
  deliver(channel: string, args: readonly unknown[]): void;
  show(isVisible: boolean): void;
}

type Preload = (require: (name: string) => unknown, module: object, exports: object) => void;
type Listener = (event: object, ...args: unknown[]) => void;

/**
 * Runs in the page before its first script: sets up the two modules that a sandboxed preload script may require (docs:
 * tutorial/sandbox), then runs the script. It cannot use anything outside of itself, because only its text reaches the
 * page.
 *
 * It cannot be a separate JavaScript world (docs: tutorial/context-isolation). But the page can reach only the same:
 * what `contextBridge` passes, copied and frozen.
 */
export function enterPreloadWorld(names: WorldNames, preload: Preload): void {
  // Preload scripts run in the top frame (docs: api/structures/web-preferences, nodeIntegrationInSubFrames).
  if (window !== window.top) return;
  const world = window as unknown as Record<string, unknown>;
  const invoke = world[names.invoke] as (channel: string, args: readonly unknown[]) => Promise<unknown>;
  delete world[names.invoke];
  const listeners = new Map<string, Set<Listener>>();
  let isVisible = names.isVisible;

  // docs: api/context-bridge, "Parameter / Error / Return Type support": functions are proxied, promises awaited, other
  // values cloned; nothing is shared by reference and the result cannot be changed.
  const cross = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const call = value as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => cross(call(...args.map(cross)));
    }
    if (value instanceof Promise) return value.then(cross);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(cross);
    const isPlain = Object.getPrototypeOf(value) === Object.prototype;
    if (!isPlain) return structuredClone(value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cross(each)]));
  };

  const modules: Record<string, unknown> = {
    electron: {
      contextBridge: {
        exposeInMainWorld(key: string, api: object): void {
          Object.defineProperty(window, key, { value: Object.freeze(cross(api)), enumerable: true });
        },
      },
      ipcRenderer: {
        // docs: api/ipc-renderer, "ipcRenderer.invoke": structured clone, which throws for functions and proxies.
        invoke: (channel: string, ...args: unknown[]) => invoke(channel, structuredClone(args)),
        on(channel: string, listener: Listener): void {
          listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
        },
      },
    },
  };

  // docs: api/browser-window, "Page visibility": hidden until the window is shown.
  Object.defineProperty(Document.prototype, 'hidden', { get: () => !isVisible });
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => (isVisible ? 'visible' : 'hidden') });

  const inward: Inward = {
    deliver(channel, args) {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    },
    show(next) {
      if (next === isVisible) return;
      isVisible = next;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
  Object.defineProperty(window, Symbol.for(names.inward), { value: inward });

  const require = (name: string): unknown => {
    if (name in modules) return modules[name];
    throw new Error(`module not found: ${name}`);
  };
  preload(require, { exports: {} }, {});
}
