import { EventEmitter } from 'node:events';
import { serve } from './link.ts';
import { afterReady, onlyBeforeReady } from './readiness.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type SessionPart = Pick<
  Electron.Session,
  'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler' | 'setSpellCheckerEnabled'
> & { readonly protocol: Pick<Electron.Protocol, 'handle' | 'isProtocolHandled'> };

const privileged = new Map<string, Electron.Privileges>();

/**
 * docs: api/protocol, "protocol.registerSchemesAsPrivileged": before `ready`; without `standard` and `secure` a scheme
 * has neither origins nor a secure context, which pages of the host cannot be.
 */
export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'> = {
  registerSchemesAsPrivileged(schemes) {
    onlyBeforeReady('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges = {} } of schemes) privileged.set(scheme, privileges);
  },
};

class Session extends EventEmitter implements SessionPart {
  readonly handlers = new Map<string, Handler>();
  /** docs: api/protocol, "protocol.handle": answers the requests of this session for one scheme. */
  readonly protocol = {
    handle: (scheme: string, handler: Handler): void => {
      const { standard, secure } = privileged.get(scheme) ?? {};
      if (!standard || !secure)
        throw new Error(`The host serves standard, secure schemes only, which ${scheme} is not`);
      this.handlers.set(scheme, handler);
    },
    isProtocolHandled: (scheme: string): boolean => this.handlers.has(scheme),
  };

  // The engine's pages are granted nothing in any case.
  setPermissionRequestHandler = (): void => undefined;
  setPermissionCheckHandler = (): void => undefined;
  setDevicePermissionHandler = (): void => undefined;
  setSpellCheckerEnabled = (): void => undefined;
}

const sessions = new Map<string, Session>();

function fromPartition(partition: string): Session {
  const known = sessions.get(partition) ?? new Session();
  sessions.set(partition, known);
  return known;
}

/**
 * docs: api/session, "session.fromPartition": the same partition, the same session; '' is the default one. Neither is to
 * be had before `ready` (shell/browser/api/electron_api_session.cc).
 */
export const session = afterReady(
  {
    fromPartition,
    get defaultSession() {
      return fromPartition('');
    },
  },
  'Session can only be received when app is ready',
);

serve({
  async serve(partition, url, method) {
    const handler = sessions.get(partition)?.handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) return null;
    const response = await handler(new Request(url, { method }));
    const body = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  },
});
