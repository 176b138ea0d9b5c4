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

/** Makes a data folder for one test. */
export function makeDataFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'rollcall-owner-'));
}

export function removeDataFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

export function socketOf(dataFolder: string): string {
  const endpoint = ownerEndpoint(endpointFacts(dataFolder));
  return endpoint?.kind === 'socket' ? endpoint.address : '';
}

/** The head of the tray app's answer. */
export const HEAD = 'HTTP/1.1 200 OK\r\nx-rollcall: 4 desktop 7\r\n\r\n';

/** An answer of the tray app. */
export function answerText(result: unknown): string {
  return `${HEAD}${JSON.stringify(result)}\n`;
}

/** Puts the test's own server in the owner's place; the returned function removes it. */
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

/**
 * Sends raw bytes to a data folder's owner; resolves with everything received until the owner closed the connection.
 */
export function sendRaw(dataFolder: string, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(socketOf(dataFolder));
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    // Some tests are about an owner that closes the connection early.
    socket.on('error', () => undefined).on('close', () => resolve(text));
    socket.write(bytes);
  });
}
