import { createBridge, type Bridge } from '../electron/shared/bridge.ts';
import { openSession, tokenIn, type SessionParts } from './browser-session.ts';
import type { Link } from './event-link.ts';
import { createHttpTransport, type HttpTransportParts } from './http-transport.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser tab. */
    readonly rollcall?: Bridge;
  }
}

/** The contract's bridge, and how the link below it comes and goes; on the desktop it never goes. */
export type WindowBridge = Bridge & Link;

/**
 * The bridge of this window: the preload's on the desktop, the HTTP transport in a browser tab. Rejects with a
 * `BridgeError` (`no-session`, `connection-lost`) whose message the shell shows.
 */
export function connectBridge(): Promise<WindowBridge> {
  const { rollcall } = window;
  return rollcall === undefined ? createBrowserBridge(browserParts()) : Promise.resolve(createDesktopBridge(rollcall));
}

/** Exchanges the launch token, opens the event stream and gives the bridge over both. Rejects with a `BridgeError`. */
export async function createBrowserBridge(
  parts: SessionParts & Omit<HttpTransportParts, 'key'>,
): Promise<WindowBridge> {
  const transport = createHttpTransport({ ...parts, key: await openSession(parts) });
  await transport.connect();
  const { onReconnect, onDisconnect } = transport;
  return { ...createBridge(transport), onReconnect, onDisconnect };
}

/**
 * Wraps the preload's bridge. Arguments are copied to plain data, because Vue's reactive objects are Proxies and
 * those cannot be cloned into another process (vuejs/core issue 1970).
 */
export function createDesktopBridge(rollcall: Bridge): WindowBridge {
  type Method = (...args: unknown[]) => unknown;
  const plain = (method: Method): Method => {
    return (...args) => method(...(JSON.parse(JSON.stringify(args)) as unknown[]));
  };
  const methods = Object.entries(rollcall).map(([name, method]) => [
    name,
    name.startsWith('on') ? method : plain(method as Method),
  ]);
  const never = () => () => {};
  return { ...(Object.fromEntries(methods) as Bridge), onReconnect: never, onDisconnect: never };
}

function browserParts(): SessionParts & Omit<HttpTransportParts, 'key'> {
  // Opening a newly printed address in a tab that shows an old one changes only the fragment: nothing reloads by itself.
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
