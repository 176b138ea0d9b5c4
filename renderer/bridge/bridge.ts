import type { Bridge } from '../../electron/shared/contract/bridge.ts';
import { openSession, tokenIn, type SessionParts, createHttpBridge, type HttpBridgeParts } from './http-bridge.ts';
import type { Link } from './event-link.ts';

declare global {
  interface Window {
    /** Set by the preload script; absent in a browser tab. */
    readonly rollcall?: Bridge;
  }
}

/** The contract's bridge and the state of the link below it. On the desktop the link never breaks. */
export type WindowBridge = Bridge & Link;

type BrowserParts = SessionParts & Omit<HttpBridgeParts, 'key'>;

/**
 * Connects this window: through the preload script on the desktop, over HTTP in a browser tab. Rejects with a
 * `BridgeError` (`no-session`, `connection-lost`) whose message the shell shows.
 */
export function connectBridge(): Promise<WindowBridge> {
  const { rollcall } = window;
  return rollcall === undefined ? createBrowserBridge(browserParts()) : Promise.resolve(createDesktopBridge(rollcall));
}

/** Exchanges the launch token, opens the event stream and returns the bridge. Rejects with a `BridgeError`. */
export async function createBrowserBridge(parts: BrowserParts): Promise<WindowBridge> {
  const bridge = createHttpBridge({ ...parts, key: await openSession(parts) });
  await bridge.connect();
  return bridge;
}

/**
 * Wraps the preload's bridge. Arguments are copied to plain data: Vue's reactive objects are Proxies, which cannot be
 * cloned into another process (vuejs/core issue 1970).
 */
export function createDesktopBridge({ invoke, on }: Bridge): WindowBridge {
  const never = () => () => {};
  return {
    invoke: (command, ...args) => invoke(command, ...(JSON.parse(JSON.stringify(args)) as typeof args)),
    on,
    onReconnect: never,
    onDisconnect: never,
  };
}

function browserParts(): BrowserParts {
  // A new address opened in a tab of an old one differs only in its fragment, so the browser does not reload the page.
  window.addEventListener('hashchange', () => {
    if (tokenIn(location.hash) !== null) location.reload();
  });
  return {
    location,
    history,
    storage: sessionStorage,
    fetch: (path, init) => fetch(path, init),
    clock: {
      now: () => Date.now(),
      after(delayMs, action) {
        const timer = setTimeout(action, delayMs);
        return () => clearTimeout(timer);
      },
    },
    random: Math.random,
    whenFocused: () => new Promise((resolve) => addEventListener('focus', () => resolve(), { once: true })),
    onError: reportError,
  };
}
