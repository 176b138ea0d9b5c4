import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  makePrivateFolder,
  ownerFolder,
  ownerEndpoint,
  endpointFacts,
} from '../../electron/api/local-socket/endpoint.ts';

/** A data folder of a test's own. */
export function makeDataFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'rollcall-owner-'));
}

/** Removes it. */
export function removeDataFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** The path of a data folder's socket. */
export function socketOf(dataFolder: string): string {
  const endpoint = ownerEndpoint(endpointFacts(dataFolder));
  return endpoint?.kind === 'socket' ? endpoint.address : '';
}

/** The head of an answer of the tray app. */
export const HEAD = 'HTTP/1.1 200 OK\r\nx-rollcall: 2 desktop 7\r\n\r\n';

/** An answer of the tray app. */
export function answerText(result: unknown): string {
  return `${HEAD}${JSON.stringify(result)}\n`;
}

/** Puts a server of the test's own in the owner's place; the answer takes it away. */
export async function impersonate(dataFolder: string, hear: (client: Socket) => void): Promise<() => Promise<void>> {
  const { user } = endpointFacts(dataFolder);
  makePrivateFolder(ownerFolder(dataFolder), user);
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client.on('error', () => undefined));
    hear(client);
  });
  await new Promise<void>((resolve) => server.listen(socketOf(dataFolder), resolve));
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const client of clients) client.destroy();
    });
}

/** Sends bytes to a data folder's owner as they are; everything that came back by the time it hung up. */
export function sendRaw(dataFolder: string, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(socketOf(dataFolder));
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    // An owner that hangs up in the middle is what some tests are about.
    socket.on('error', () => undefined).on('close', () => resolve(text));
    socket.write(bytes);
  });
}
