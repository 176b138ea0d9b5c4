import { request, type Agent, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

/** A request as it goes over the wire: fetch would correct Host, paths and cookies, so tests of those cannot use it. */
export interface WireRequest {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent?: Agent;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request to 127.0.0.1; resolves with the response before its body has arrived. */
export function open({ port, path, method = 'GET', headers, body, agent }: WireRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: agent ?? false }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends a request and reads its whole answer. */
export async function ask(wire: WireRequest): Promise<WireAnswer> {
  const response = await open(wire);
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() };
}
