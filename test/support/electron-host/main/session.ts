import { EventEmitter } from 'node:events';
import type { MainCalls } from '../wire.ts';
import type { HostContext } from './context.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type SessionPart = Pick<
  Electron.Session,
  | 'resolveProxy'
  | 'setDevicePermissionHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setSpellCheckerEnabled'
> & { readonly protocol: Pick<Electron.Protocol, 'handle' | 'isProtocolHandled'> };

/** What no proxy is taken for, whatever is set (chromium/src/net/docs/proxy.md, implicit bypass rules). */
const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|localhost|.+\.localhost)$/;

/** docs: api/session. */
export class Session extends EventEmitter implements SessionPart {
  readonly #privileged: ReadonlyMap<string, Electron.Privileges>;
  readonly #proxies: string;
  readonly handlers = new Map<string, Handler>();
  /** docs: api/protocol, "protocol.handle": answers this session's requests for one scheme. */
  readonly protocol = {
    handle: (scheme: string, handler: Handler): void => {
      const { standard, secure } = this.#privileged.get(scheme) ?? {};
      if (!standard || !secure)
        throw new Error(`The host serves standard, secure schemes only, which ${scheme} is not`);
      this.handlers.set(scheme, handler);
    },
    isProtocolHandled: (scheme: string): boolean => this.handlers.has(scheme),
  };

  constructor(privileged: ReadonlyMap<string, Electron.Privileges>, proxies: string) {
    super();
    this.#privileged = privileged;
    this.#proxies = proxies;
  }

  /**
   * docs: api/session, "ses.resolveProxy": a text in the form of a PAC file's answer. Anything but a string fails as a
   * conversion; where a URL has no host Chromium has no rule, which the host refuses.
   */
  resolveProxy = async (url: string): Promise<string> => {
    if (typeof url !== 'string') throw new TypeError('Error processing argument at index 0, conversion failure');
    const host = URL.parse(url)?.hostname ?? '';
    if (host === '') throw new Error(`The host resolves proxies for URLs with a host only, which ${url} has not`);
    return LOOPBACK.test(host) ? 'DIRECT' : this.#proxies;
  };

  // The engine's pages never get a permission anyway.
  setPermissionRequestHandler = (): void => undefined;
  setPermissionCheckHandler = (): void => undefined;
  setDevicePermissionHandler = (): void => undefined;
  setSpellCheckerEnabled = (): void => undefined;
}

/** Makes `protocol` and `session`. */
export function createSessions({ readiness, env }: HostContext) {
  const privileged = new Map<string, Electron.Privileges>();
  const sessions = new Map<string, Session>();

  /**
   * docs: api/protocol, "protocol.registerSchemesAsPrivileged": before `ready`. Without `standard` and `secure` a
   * scheme has no origin or secure context; the host cannot simulate such pages.
   */
  const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'> = {
    registerSchemesAsPrivileged(schemes) {
      readiness.onlyBeforeReady('protocol.registerSchemesAsPrivileged should be called before app is ready');
      for (const { scheme, privileges = {} } of schemes) privileged.set(scheme, privileges);
    },
  };

  function fromPartition(partition: string): Session {
    const known = sessions.get(partition) ?? new Session(privileged, env['ROLLCALL_HOST_PROXIES'] ?? 'DIRECT');
    sessions.set(partition, known);
    return known;
  }

  /**
   * docs: api/session, "session.fromPartition": one session per partition; '' is the default session. Both throw before
   * `ready` (shell/browser/api/electron_api_session.cc).
   */
  const session = readiness.afterReady(
    {
      fromPartition,
      get defaultSession() {
        return fromPartition('');
      },
    },
    'Session can only be received when app is ready',
  );
  const calls: Pick<MainCalls, 'serve'> = {
    async serve(partition, url, method) {
      const handler = sessions.get(partition)?.handlers.get(new URL(url).protocol.slice(0, -1));
      if (handler === undefined) return null;
      const response = await handler(new Request(url, { method }));
      const body = Buffer.from(await response.arrayBuffer());
      return { status: response.status, headers: Object.fromEntries(response.headers), body };
    },
  };
  return { protocol, session, calls };
}
