import { EventEmitter } from 'node:events';
import type { MainCalls } from '../wire.ts';
import type { HostContext } from './context.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type SessionPart = Pick<
  Electron.Session,
  'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler' | 'setSpellCheckerEnabled'
> & { readonly protocol: Pick<Electron.Protocol, 'handle' | 'isProtocolHandled'> };

/** docs: api/session. */
export class Session extends EventEmitter implements SessionPart {
  readonly #privileged: ReadonlyMap<string, Electron.Privileges>;
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

  constructor(privileged: ReadonlyMap<string, Electron.Privileges>) {
    super();
    this.#privileged = privileged;
  }

  // The engine's pages never get a permission anyway.
  setPermissionRequestHandler = (): void => undefined;
  setPermissionCheckHandler = (): void => undefined;
  setDevicePermissionHandler = (): void => undefined;
  setSpellCheckerEnabled = (): void => undefined;
}

/** Makes `protocol` and `session`. */
export function createSessions({ readiness }: HostContext) {
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
    const known = sessions.get(partition) ?? new Session(privileged);
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
