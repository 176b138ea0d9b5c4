import type { OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { networkError } from '../../kore/network-errors.ts';
import { appError, type AppError } from '../../shared/result.ts';
import { brokerTexts as texts } from '../../shared/texts/relay/broker.ts';
import { koreTexts } from '../../shared/texts/connect/kore.ts';

/** Where a tunnel leads, and what it is opened with. */
interface TunnelParts {
  readonly host: string;
  readonly port: number;
  /** Whose certificates a proxy may have that is reached over TLS itself. */
  readonly trust: Pick<SecureContextOptions, 'ca'>;
  readonly maxSilenceMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A connection through a proxy, or why there is none: that holds nothing of the proxy's address. */
export type Tunnel =
  | { readonly socket: Socket }
  | { readonly socket: null; readonly error: AppError; /** Whether the proxy said no. */ readonly isRefused: boolean };

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'socks4:': 1080, 'socks5:': 1080 };
const SIGN_IN = 407;
const SERVER_ERROR = 500;
/** A SOCKS 5 proxy says no more before it knows where to: how to sign in, and whether that worked (RFC 1928, 1929). */
const SOCKS_SIGN_IN_BYTES = 4;

/** Opens one: at `http:` and `https:` by CONNECT (RFC 9110, 9.3.6), at `socks4:` and `socks5:` in that protocol. */
export async function openTunnel(proxy: string, parts: TunnelParts): Promise<Tunnel> {
  const url = new URL(proxy);
  const tunnel = await (url.protocol.startsWith('http') ? byConnect(url, parts) : bySocks(url, parts));
  tunnel.socket?.setTimeout(0).setNoDelay(true);
  return tunnel;
}

async function byConnect(url: URL, { host, port, trust, maxSilenceMs, signal }: TunnelParts): Promise<Tunnel> {
  const { request } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  const authority = authorityOf(host, port);
  const headers: OutgoingHttpHeaders = { host: authority };
  if (url.username !== '') {
    const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers['proxy-authorization'] = `Basic ${Buffer.from(user).toString('base64')}`;
  }
  const { promise, resolve } = Promise.withResolvers<Tunnel>();
  const asking = request({
    ...trust,
    ...addressOf(url),
    ...{ method: 'CONNECT', path: authority, headers, agent: false, timeout: maxSilenceMs, signal },
  });
  asking.on('connect', ({ statusCode = 0 }, socket: Socket) => {
    if (statusCode >= 200 && statusCode < 300) return resolve({ socket });
    socket.destroy();
    if (statusCode === SIGN_IN) resolve(refused(texts.proxySignIn));
    else if (statusCode >= SERVER_ERROR) resolve(refused(texts.proxyFails(authority, statusCode)));
    else resolve(refused(texts.proxyRefuses(authority, statusCode)));
  });
  asking.on('timeout', () => asking.destroy());
  asking.on('error', (error) => resolve(unreached(error)));
  asking.end();
  return promise;
}

async function bySocks(url: URL, { host, port, maxSilenceMs, signal }: TunnelParts): Promise<Tunnel> {
  const { connect } = process.getBuiltinModule('node:net');
  const { SocksClient } = await import('socks'); // part of the MQTT package already
  const { promise, resolve } = Promise.withResolvers<Tunnel>();
  const socket = connect({ ...addressOf(url), ...(signal && { signal }) });
  socket.setTimeout(maxSilenceMs, () => socket.destroy());
  socket.on('error', () => resolve(unreached())).on('close', () => resolve(unreached()));
  // The package says it again.
  socket.once('connect', () => {
    const address = { ...addressOf(url), type: url.protocol === 'socks4:' ? 4 : 5 } as const;
    const user = { userId: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
    const proxy = url.username === '' ? address : { ...address, ...user };
    SocksClient.createConnection({
      ...{ command: 'connect', destination: { host, port }, proxy, existing_socket: socket },
    }).then(
      () => resolve({ socket }),
      () => {
        const isSignIn = url.protocol === 'socks5:' && socket.bytesRead <= SOCKS_SIGN_IN_BYTES;
        resolve(refused(isSignIn ? texts.proxySignIn : texts.proxyRefuses(authorityOf(host, port), 'no')));
      },
    );
  });
  return promise;
}

function authorityOf(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function addressOf({ protocol, hostname, port }: URL): { readonly host: string; readonly port: number } {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (PORTS[protocol] ?? 0) };
}

function refused(message: string): Tunnel {
  return { socket: null, isRefused: true, error: appError('proxy', { message }) };
}

function unreached(error?: unknown): Tunnel {
  const { code, message } = networkError(error);
  if (code === 'certificate') return { socket: null, isRefused: true, error: appError(code, { message }) };
  return { socket: null, isRefused: false, error: appError('proxy', { message: koreTexts.proxyUnreachable }) };
}
