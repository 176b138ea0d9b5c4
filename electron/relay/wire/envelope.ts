import { sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { readJson } from './packing.ts';
import { isTopicId } from './topics.ts';
import type { Stamp } from './types.ts';

/**
 * How a message looks as bytes. What comes before the header stays as it is in every version:
 *
 *     signature (64) | length of the header (4, big endian) | length of the body (4) | header: JSON | body
 *
 * The Ed25519 signature covers the topic, a zero byte, and everything after the signature.
 */

const VERSION = 1;

/** What a message says of itself. */
export interface Header extends Stamp {
  readonly v: typeof VERSION;
  /** How many messages the content is cut into, this one included; which one of them it is, its topic says. */
  readonly parts: number;
}

/** Why a message is not taken. An empty one clears what was retained at its topic. */
export type MessageProblem = 'empty' | 'damaged' | 'forged' | 'newer-version' | 'older-version';

/** A message that one of the keys has signed for its topic. */
export interface OpenedMessage {
  readonly header: Header;
  readonly body: Uint8Array;
}

export type Opened = OpenedMessage | { readonly problem: MessageProblem };

/** AWS IoT takes 128 kB a message. */
export const MAX_MESSAGE_BYTES = 96_000;
const MAX_HEADER_BYTES = 1_000;
const SIGNATURE_BYTES = 64;
const LENGTHS_BYTES = 8;
const HEADER_AT = SIGNATURE_BYTES + LENGTHS_BYTES;
/** What is left for a body beside the longest header. */
export const MAX_BODY_BYTES = MAX_MESSAGE_BYTES - HEADER_AT - MAX_HEADER_BYTES;

/** Content in more parts than this is too large for any desk. */
export const MAX_PARTS = 64;

const instant = z.int().min(0).max(8_640_000_000_000_000);
const anyHeader = z.object({ v: z.int() });
const header = z.object({
  v: z.literal(VERSION),
  epoch: instant,
  publisher: z.string().refine(isTopicId),
  revision: z.int().min(0),
  asOf: instant,
  sentAt: instant,
  parts: z.int().min(1).max(MAX_PARTS),
}) satisfies z.ZodType<Header>;

/** One message, signed for its topic. */
export function sealed(topic: string, stamp: Stamp, parts: number, body: Uint8Array, key: KeyObject): Buffer {
  const { epoch, publisher, revision, asOf, sentAt } = stamp;
  const head = Buffer.from(
    JSON.stringify({ v: VERSION, epoch, publisher, revision, asOf, sentAt, parts } satisfies Header),
  );
  const bytes = Buffer.alloc(HEADER_AT + head.length + body.length);
  bytes.writeUInt32BE(head.length, SIGNATURE_BYTES);
  bytes.writeUInt32BE(body.length, SIGNATURE_BYTES + 4);
  bytes.set(head, HEADER_AT);
  bytes.set(body, HEADER_AT + head.length);
  bytes.set(sign(null, signedBytes(topic, bytes), key));
  return bytes;
}

/**
 * Reads a message. Nothing in it is believed before one of the keys fits, except that its lengths have to add up: what a
 * network cut is `damaged`, not `forged`. Never throws, whatever the bytes are.
 */
export function opened(topic: string, bytes: Uint8Array, keys: readonly KeyObject[]): Opened {
  if (bytes.length === 0) return { problem: 'empty' };
  if (bytes.length < HEADER_AT || bytes.length > MAX_MESSAGE_BYTES) return { problem: 'damaged' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(SIGNATURE_BYTES);
  const bodyBytes = view.getUint32(SIGNATURE_BYTES + 4);
  const isOneMessage = headerBytes <= MAX_HEADER_BYTES && HEADER_AT + headerBytes + bodyBytes === bytes.length;
  if (!isOneMessage) return { problem: 'damaged' };
  const signature = bytes.subarray(0, SIGNATURE_BYTES);
  const signed = signedBytes(topic, bytes);
  if (!keys.some((key) => verify(null, signed, key, signature))) return { problem: 'forged' };
  const read = readHeader(bytes.subarray(HEADER_AT, HEADER_AT + headerBytes));
  return typeof read === 'string' ? { problem: read } : { header: read, body: bytes.subarray(HEADER_AT + headerBytes) };
}

function readHeader(bytes: Uint8Array): Header | MessageProblem {
  const value = readJson(bytes);
  const any = anyHeader.safeParse(value);
  if (!any.success) return 'damaged';
  if (any.data.v !== VERSION) return any.data.v > VERSION ? 'newer-version' : 'older-version';
  return header.safeParse(value).data ?? 'damaged';
}

function signedBytes(topic: string, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${topic}\0`), bytes.subarray(SIGNATURE_BYTES)]);
}
