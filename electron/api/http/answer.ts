import type { ServerResponse } from 'node:http';
import { contentSecurityPolicy } from './content-security.ts';

/** One HTTP answer as a value. */
export interface Answer {
  readonly status: number;
  /** Content-Type. */
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sent with every answer, also with errors. COOP, COEP and CORP keep pages of other origins, which may guess the
 * port, from embedding ours or holding on to its window.
 */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy('browser'),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** An answer in words, for a person who looks at it. */
export function words(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${sentence}\n`, headers };
}

/** An answer as JSON; throws when the value is not serialisable. */
export function json(value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(value), headers };
}

/** All headers of an answer; nothing is cached unless the answer says so. */
export function headersOf({ type, headers = {} }: Pick<Answer, 'type' | 'headers'>): Record<string, string> {
  return { ...SECURITY_HEADERS, 'Content-Type': type, 'Cache-Control': 'no-store', ...headers };
}

/** Sends an answer; for HEAD, Node leaves out the body by itself. */
export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...headersOf(answer), 'Content-Length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}
