import { gunzipSync, gzipSync } from 'node:zlib';

/** No content of an honest publisher unpacks to more: 5,000 agents are 2 MB. */
const MAX_UNPACKED_BYTES = 50_000_000;
/** Nor to so many times its size: JSON of agents shrinks to a tenth, and nothing but a trap to a hundredth. */
const MAX_RATIO = 100;

/** No content has more levels of lists and objects: 5 are the most. */
const MAX_DEPTH = 16;

/** A large content is packed in pieces of so many characters, because its whole text takes megabytes. */
const PIECE_CHARACTERS = 256 * 1024;

/** A content as bytes: gzip'ed JSON. More than one gzip in a row is one to whoever unpacks it. */
export function packed(content: object): Buffer {
  return Buffer.concat(Array.from(piecesOf(content), (piece) => gzipSync(piece)));
}

/** The JSON of an object, cut between the items of its lists. */
function* piecesOf(content: object): Generator<string> {
  let piece = '{';
  let isFirst = true;
  for (const [key, value] of Object.entries(content) as [string, unknown][]) {
    if (value === undefined) continue;
    piece += `${isFirst ? '' : ','}${JSON.stringify(key)}:`;
    isFirst = false;
    if (!Array.isArray(value)) {
      piece += JSON.stringify(value);
      continue;
    }
    piece += '[';
    for (const [index, item] of value.entries()) {
      piece += `${index === 0 ? '' : ','}${JSON.stringify(item)}`;
      if (piece.length < PIECE_CHARACTERS) continue;
      yield piece;
      piece = '';
    }
    piece += ']';
  }
  yield `${piece}}`;
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
