import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { Aedes, type AedesOptions } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';

/** An MQTT broker on 127.0.0.1 for one test. */
export interface TestBroker {
  readonly url: string;
  readonly port: number;
  readonly broker: Aedes;
  /** Cuts every connection without a word; the broker and what it retained stay. */
  cut(): void;
  stop(): Promise<void>;
}

/**
 * Starts a broker; the port of an earlier one starts it again, without what that had retained. With TLS it also takes
 * WebSockets alone.
 */
export async function startTestBroker({
  port = 0,
  tls,
  isWebSocket = false,
  ...options
}: AedesOptions & {
  readonly port?: number;
  readonly tls?: TlsOptions;
  readonly isWebSocket?: boolean;
} = {}): Promise<TestBroker> {
  const broker = new Aedes(options);
  await broker.listen();
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    // Otherwise many small messages wait 40 ms each for an acknowledgement.
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  };
  const take = (socket: Socket): void => {
    keep(socket);
    broker.handle(socket);
  };
  const server: Server =
    tls === undefined
      ? createServer(take)
      : isWebSocket
        ? createHttpsServer(tls).on('secureConnection', keep)
        : createTlsServer(tls, take);
  if (isWebSocket)
    new WebSocketServer({ server: server as ReturnType<typeof createHttpsServer> }).on('connection', (socket) => {
      broker.handle(createWebSocketStream(socket));
    });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: `${tls === undefined ? 'mqtt' : isWebSocket ? 'wss' : 'mqtts'}://127.0.0.1:${address.port}`,
    port: address.port,
    broker,
    cut,
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
      await new Promise<void>((resolve) => broker.close(resolve));
    },
  };
}
