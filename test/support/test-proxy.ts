import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';

/** A proxy on 127.0.0.1 whose every tunnel leads to one port of this computer. */
export interface TestProxy {
  readonly port: number;
  /** What was asked for: `host:port` and, where it was sent, the sign-in. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** Answers CONNECT (RFC 9110, 9.3.6): with a tunnel where the status is 200, and not at all where it is null. */
export async function startConnectProxy(
  portOfTarget: () => number,
  { status = () => '200 OK', tls }: { readonly status?: () => string | null; readonly tls?: TlsOptions } = {},
): Promise<TestProxy> {
  const asked: string[] = [];
  const server = tls === undefined ? createHttpServer() : createHttpsServer(tls);
  server.on('connect', ({ url, headers }, socket) => {
    asked.push(`${url} ${headers['proxy-authorization'] ?? ''}`.trim());
    const answer = status();
    if (answer === null) return;
    socket.write(`HTTP/1.1 ${answer}\r\n\r\n`);
    if (answer.startsWith('200')) join(socket, portOfTarget());
    else socket.end();
  });
  return started(server, asked);
}

const SOCKS_NAME = 3;

/** Answers as a SOCKS 5 proxy (RFC 1928) without a password; `reply` is 0 where it opens a tunnel. */
export async function startSocksProxy(portOfTarget: () => number, reply = 0): Promise<TestProxy> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (wish) => {
        const isName = wish[3] === SOCKS_NAME; // otherwise the four bytes of an address
        const [from, to] = isName ? [5, 5 + (wish[4] ?? 0)] : [4, 8];
        const host = isName ? wish.toString('latin1', from, to) : wish.subarray(from, to).join('.');
        asked.push(`${host}:${wish.readUInt16BE(to)}`);
        socket.write(Buffer.from([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]));
        if (reply === 0) join(socket, portOfTarget());
        else socket.end();
      });
    });
    socket.on('error', () => undefined);
  });
  return started(server, asked);
}

const PASSWORD_METHOD = 2;
const NO_METHOD = 0xff;

/** A SOCKS 5 proxy that takes the user and password of nobody (RFC 1929). */
export async function startLockedSocksProxy(): Promise<TestProxy> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.once('data', (hello) => {
      const hasPassword = hello.includes(PASSWORD_METHOD, 2);
      socket.write(Buffer.from([5, hasPassword ? PASSWORD_METHOD : NO_METHOD]));
      if (!hasPassword) socket.end();
      socket.once('data', (signIn) => {
        asked.push(signIn.toString('utf8', 2, 2 + (signIn[1] ?? 0)));
        socket.end(Buffer.from([1, 1]));
      });
    });
    socket.on('error', () => undefined);
  });
  return started(server, asked);
}

function join(socket: Duplex, port: number): void {
  const onward = connect(port, '127.0.0.1');
  socket.pipe(onward).pipe(socket);
  socket.on('error', () => undefined).on('close', () => onward.destroy());
  onward.on('error', () => undefined).on('close', () => socket.destroy());
}

async function started(server: Server, asked: readonly string[]): Promise<TestProxy> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async stop() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
