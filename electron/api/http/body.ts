import type { IncomingMessage } from 'node:http';
import type { Result } from '../../shared/result.ts';
import { words, type Answer } from './answer.ts';

/** A body that was read, or the answer that says why it was not. */
export type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly answer: Answer };

/** Larger bodies are read to their end and thrown away, up to this many times the cap, so that the answer arrives. */
const PATIENCE = 16;

/** Reads a JSON body of at most `maxBytes`; refusals are 415, 413 and 400. Rejects when the sender breaks off. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<Body> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return { ok: false, answer: words(415, 'Send the arguments as application/json.') };
  }
  const text = await readText(request, maxBytes);
  if (text === null) return { ok: false, answer: words(413, `Send at most ${maxBytes} bytes.`) };
  const parsed = parse(text);
  return parsed.ok ? parsed : { ok: false, answer: words(400, 'The body is not valid JSON.') };
}

async function readText(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Without setEncoding, chunks of a request are always Buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else if (size > PATIENCE * maxBytes) break;
  }
  return size > maxBytes ? null : Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): Exclude<Result<unknown>, { ok: false }> | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
