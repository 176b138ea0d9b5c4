import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A request exactly as it came over the wire. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server does with a request. */
export type Script = (response: ServerResponse, request: RecordedRequest) => void;

/** A server on 127.0.0.1 that follows a script per request. */
export interface FaultServer {
  readonly origin: string;
  readonly requests: readonly RecordedRequest[];
  /** Adds scripts for the next requests, one each. After those `otherwise` answers. */
  script(...scripts: readonly Script[]): void;
  /** Resolves when `count` requests have come in and their scripts have run. */
  received(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a fault server. */
export async function startFaultServer(otherwise: Script = plain(500, 'no script')): Promise<FaultServer> {
  const requests: RecordedRequest[] = [];
  const scripts: Script[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  const server = createServer({ maxHeaderSize: 64 * 1024 }, (incoming, response) => {
    void record(incoming).then((request) => {
      // The client hung up while it sent.
      if (request === null) return;
      requests.push(request);
      (scripts.shift() ?? otherwise)(response, request);
      waiting.filter(({ count }) => count <= requests.length).forEach(({ resolve }) => resolve());
      waiting = waiting.filter(({ count }) => count > requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    script: (...more) => void scripts.push(...more),
    received: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  const { method = '', url = '', headers } = incoming;
  return { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
}

type Headers = Readonly<Record<string, string | readonly string[]>>;

/**
 * Answers with bytes or text as they are. It sends no `date` unless one is given, so a test controls the server's
 * clock.
 */
export function plain(status: number, body: string | Uint8Array, headers: Headers = {}): Script {
  return (response) => {
    response.sendDate = false;
    response.writeHead(status, { ...headers } as Record<string, string | string[]>).end(body);
  };
}

/** Answers with JSON. */
export function json(value: unknown, status = 200, headers: Headers = {}): Script {
  return plain(status, JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8', ...headers });
}

/** Answers depending on the request. */
export function computed(reply: (request: RecordedRequest) => Script): Script {
  return (response, request) => reply(request)(response, request);
}

/** Accepts the request and never answers. */
export const hang: Script = () => undefined;

/** Resets the connection instead of answering. */
export const reset: Script = (response) => void response.socket?.resetAndDestroy();

/** Sends the headers and part of the body, then resets the connection. */
export const resetInBody: Script = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"AVAILABLE":[', () => response.socket?.resetAndDestroy());
};

/** Sends a space every few milliseconds for as long as the connection lasts, and never finishes. */
export const drip: Script = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(timer));
};

/** Writes raw bytes to the socket: for answers that are not HTTP. */
export function raw(text: string): Script {
  return (response) => void response.socket?.end(text);
}

/** A small answer that unpacks to `bytes` spaces. */
export function gzipBomb(bytes: number): Script {
  const body = gzipSync(Buffer.alloc(bytes, ' '));
  return plain(200, body, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
}
