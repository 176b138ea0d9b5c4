import { gunzipSync, gzipSync } from 'node:zlib';

/** No content of an honest publisher unpacks to more: 5,000 agents are 2 MB. */
const MAX_UNPACKED_BYTES = 50_000_000;
/** Nor to so many times its size: JSON of agents shrinks to a tenth, and nothing but a trap to a hundredth. */
const MAX_RATIO = 100;

/** No content has more levels of lists and objects: 5 are the most. */
const MAX_DEPTH = 16;

/** A large content is packed in pieces of so many bytes: the text of all of it would be megabytes of garbage. */
const PIECE_BYTES = 256 * 1024;
const MAX_BYTES_PER_CHARACTER = 3;
/** Always the same one: each poll packs a hundred contents, most of them small. */
let piece: Buffer | null = null;

/** A content as bytes: gzip'ed JSON, whose lists may be made while it is packed. More than one gzip in a row unpack as one. */
export function packed(content: object): Buffer {
  const pieces: Buffer[] = [];
  piece ??= Buffer.allocUnsafeSlow(PIECE_BYTES);
  let end = 0;
  for (const text of textsOf(content)) {
    const isLarge = text.length * MAX_BYTES_PER_CHARACTER > PIECE_BYTES;
    if (isLarge || end + text.length * MAX_BYTES_PER_CHARACTER > PIECE_BYTES) {
      pieces.push(gzipSync(piece.subarray(0, end)));
      end = 0;
    }
    if (isLarge) pieces.push(gzipSync(text));
    else end += piece.write(text, end);
  }
  return Buffer.concat([...pieces, gzipSync(piece.subarray(0, end))]);
}

/** The JSON of an object, item by item of its lists. */
function* textsOf(content: object): Generator<string> {
  let separator = '{';
  for (const [key, value] of Object.entries(content) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(key)}:`;
    separator = ',';
    if (isList(value)) yield* textsOfList(value);
    else yield JSON.stringify(value);
  }
  yield separator === '{' ? '{}' : '}';
}

function* textsOfList(list: Iterable<unknown>): Generator<string> {
  let separator = '[';
  for (const item of list) {
    yield separator + JSON.stringify(item);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** What was packed in slices; undefined where they are not all of one content, or too much. */
export function unpacked(slices: readonly Uint8Array[]): unknown {
  try {
    const bytes = Buffer.concat(slices);
    const maxOutputLength = Math.min(MAX_UNPACKED_BYTES, MAX_RATIO * bytes.length);
    return readJson(gunzipSync(bytes, { maxOutputLength }));
  } catch {
    return undefined;
  }
}

/** Strict UTF-8 and JSON of few levels; undefined for anything else. */
export function readJson(bytes: Uint8Array): unknown {
  if (!isShallow(bytes)) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}');

/** Looked at before it is parsed: megabytes of nested lists would take a parser seconds. */
function isShallow(bytes: Uint8Array): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > MAX_DEPTH) return false;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
  }
  return true;
}
