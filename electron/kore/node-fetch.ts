import type { FetchFunction, ProxiesFor } from './types.ts';

/** The environment of a process, or the part of it that names proxies. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Node's fetch with what Chromium's has by itself: the system's certificate authorities, and proxies (here of `env`). */
export function createNodeFetch(env: Environment): FetchFunction {
  return createSystemFetch(createProxyFetch(env));
}

/** OpenSSL's names for an issuer that is not in the list (openssl-verification-options(1)). */
const UNKNOWN_ISSUER = /^(UNABLE_TO_(GET_ISSUER|VERIFY)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED)/;

/**
 * Node's fetch with the system's certificate authorities added to its own: a company's proxy may inspect traffic. They
 * are added at the first host that Node alone does not trust, because reading them takes longer than everything else in
 * a short command. Nothing was sent to that host by then, so the request is repeated.
 */
export function createSystemFetch(
  fetch: FetchFunction = globalThis.fetch,
  trustSystem: () => void = addSystemAuthorities,
): FetchFunction {
  let isAdded = false;
  return async (input, init) => {
    const again = input instanceof Request && !isAdded ? input.clone() : input;
    try {
      return await fetch(input, init);
    } catch (error) {
      if (isAdded || !isUnknownIssuer(error)) throw error;
      isAdded = true;
      trustSystem();
      return fetch(again, init);
    }
  };
}

function isUnknownIssuer(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && UNKNOWN_ISSUER.test(String(cause.code));
}

function addSystemAuthorities(): void {
  const tls = process.getBuiltinModule('node:tls');
  tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])]);
}

/** What Node's fetch sends a request through; the second argument of `fetch` takes one. */
type Dispatcher = NonNullable<RequestInit['dispatcher']>;

const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|localhost|.+\.localhost)$/;
/** What Node can go through (undici ProxyAgent). */
const USABLE = /^(https?|socks5?):$/;
/** Only the proxy can have failed: through it, this computer resolves and connects to nothing else. */
const UNREACHED = /^(ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/;

/**
 * The proxy that the usual variables name for an address: the one of its scheme, else that of every scheme, lower case
 * first; null for none. Never for this computer itself, nor for what `NO_PROXY` lists: hosts with their subdomains, with
 * or without a port, or `*`.
 */
export function proxyFor({ protocol, hostname, port }: URL, env: Environment): string | null {
  const variable = (name: string): string => (env[name.toLowerCase()] || env[name.toUpperCase()] || '').trim();
  const proxy = variable(`${protocol.slice(0, -1)}_proxy`) || variable('all_proxy');
  if (proxy === '' || LOOPBACK.test(hostname)) return null;
  const host = hostname.replace(/\.$/, '');
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  const isSpared = variable('no_proxy')
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => /^\*?\.?(.*?)\.?(?::(\d+))?$/.exec(entry))
    .some((entry) => {
      const [all = '', name = '', itsPort = ownPort] = entry ?? [];
      return all === '*' || (name !== '' && itsPort === ownPort && `.${host}`.endsWith(`.${name}`));
    });
  return isSpared ? null : proxy;
}

/** The same for what is no request, with the address as `createProxyFetch` would use it. */
export function createProxiesOf(env: Environment): ProxiesFor {
  return (url) =>
    new Promise((resolve) => {
      const proxy = proxyFor(url, env);
      resolve([proxy === null ? null : addressOf(proxy)]);
    });
}

/**
 * Node's fetch with the proxies of the environment, as Chromium's has those of the system. Node does the same under
 * NODE_USE_ENV_PROXY, but for loopback too, without ALL_PROXY, and only for exact names in NO_PROXY.
 */
export function createProxyFetch(env: Environment, fetch: FetchFunction = globalThis.fetch): FetchFunction {
  const isAnySet = Object.keys(env).some((name) => /^(https?|all)_proxy$/i.test(name) && env[name]);
  if (!isAnySet) return fetch;
  const dispatchers = new Map<string | null, Dispatcher>();

  function dispatcherOf(proxy: string | null): Dispatcher {
    const known = dispatchers.get(proxy) ?? createDispatcher(proxy);
    dispatchers.set(proxy, known);
    return known;
  }

  return async (input, init) => {
    const proxy = proxyFor(new URL(input instanceof Request ? input.url : input), env);
    const dispatcher = dispatcherOf(proxy);
    try {
      return await fetch(input, { ...init, dispatcher });
    } catch (error) {
      throw proxy === null ? error : withProxyNamed(error);
    }
  };
}

/** Node's own undici cannot be imported, but the dispatcher it sets for all requests can be read and restored. */
function createDispatcher(proxy: string | null): Dispatcher {
  const { setGlobalProxyFromEnv } = process.getBuiltinModule('node:http');
  const address = proxy === null ? 'http://127.0.0.1' : addressOf(proxy);
  const restore = setGlobalProxyFromEnv({
    http_proxy: address,
    https_proxy: address,
    no_proxy: proxy === null ? '*' : '',
  });
  const dispatcher = Reflect.get(globalThis, Symbol.for('undici.globalDispatcher.1')) as Dispatcher;
  restore();
  return dispatcher;
}

/** The address as Node wants it: curl also takes one without a scheme, and `socks5h` for what Node always does. */
function addressOf(proxy: string): string {
  const url = URL.parse((proxy.includes('://') ? proxy : `http://${proxy}`).replace(/^socks5h:/i, 'socks5:'));
  if (url === null || !USABLE.test(url.protocol) || !isEncoded(`${url.username}:${url.password}`)) {
    throw proxyError('ERR_PROXY_ADDRESS');
  }
  return url.href;
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** The error under Chromium's name. It holds nothing of the proxy's address, which may contain a password. */
function withProxyNamed(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : null;
  const { code, message } = (cause ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if (UNREACHED.test(String(code))) return proxyError('ERR_PROXY_CONNECTION_FAILED');
  // The error of undici when the proxy refuses a tunnel.
  return message === 'Request was cancelled.' || /SOCKS/.test(String(code))
    ? proxyError('ERR_TUNNEL_CONNECTION_FAILED')
    : error;
}

function proxyError(code: string): Error {
  return Object.assign(new TypeError('fetch failed'), { code });
}
