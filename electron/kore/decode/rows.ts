import { isUtf8 } from 'node:buffer';
import { isRecord, NOT_JSON, type Decoded } from './json.ts';

/** Gets the key of a list of the top-level object, and then each object of it: what that returns takes its place. */
export type RowReader = (key: string) => (row: Readonly<Record<string, unknown>>) => unknown;

/** Neighbours in a list, from the first byte of an object to the last of an element. */
interface Run {
  readonly from: number;
  readonly to: number;
}

const CHUNK_BYTES = 32 * 1024;

/**
 * Decodes like `decodeJson`, but for an answer of thousands of rows: they are parsed and read some at a time, so that
 * neither the whole text nor all rows as sent are ever in memory. JSON.parse alone decides what is JSON.
 */
export function decodeRows(body: Uint8Array, rowReader: RowReader, chunkBytes = CHUNK_BYTES): Decoded {
  if (!isUtf8(body)) return NOT_JSON;
  try {
    return { isJson: true, value: parseRows(body, rowReader, chunkBytes) };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return NOT_JSON;
    throw thrown;
  }
}

function parseRows(body: Uint8Array, rowReader: RowReader, chunkBytes: number): unknown {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const runs = findRuns(bytes, chunkBytes);
  const parseRun = ({ from, to }: Run): unknown[] => JSON.parse(`[${bytes.toString('utf8', from, to)}]`) as unknown[];
  let rest = '';
  let end = 0;
  for (const [index, { from, to }] of runs.entries()) {
    rest += `${bytes.toString('utf8', end, from)}{"run":${index}}`;
    end = to;
  }
  rest += bytes.toString('utf8', end);
  const value: unknown = JSON.parse(rest.replace(/^\ufeff/, ''));
  if (!isRecord(value)) return value;
  const unread = new Set(runs);
  const readList = (list: readonly unknown[], key: string): readonly unknown[] => {
    const read = rowReader(key);
    return list.flatMap((item) => {
      const run = isRecord(item) ? runs[Number(item['run'])] : undefined;
      if (run === undefined) return [item];
      unread.delete(run);
      return parseRun(run).map((row) => (isRecord(row) ? read(row) : row));
    });
  };
  const lists = Object.entries(value).map(([key, list]) => [key, Array.isArray(list) ? readList(list, key) : list]);
  // A list whose key comes again is dropped by JSON.parse, but has to be JSON.
  unread.forEach(parseRun);
  return Object.fromEntries(lists);
}

const [QUOTE, BACKSLASH, OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = Buffer.from('"\\{}[]');

/** Finds the objects in the lists of the top-level object, in runs of about `chunkBytes`. */
function findRuns(bytes: Uint8Array, chunkBytes: number): readonly Run[] {
  const runs: Run[] = [];
  // Copied, because V8 takes several times as long for each byte of a buffer that can grow, as those of answers do.
  const chunk = new Uint8Array(chunkBytes);
  let depth = 0;
  let isInObject = false;
  let isInList = false;
  let isInText = false;
  let from = -1;
  let to = -1;
  let at = 0;
  for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
    const { length } = bytes.subarray(offset, offset + chunkBytes);
    chunk.set(bytes.subarray(offset, offset + chunkBytes));
    while (at < length) {
      if (isInText) {
        while (at < length && chunk[at] !== QUOTE) at += chunk[at] === BACKSLASH ? 2 : 1;
        if (at >= length) break;
      }
      const byte = chunk[at];
      if (byte === QUOTE) {
        isInText = !isInText;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        depth += 1;
        if (depth === 1) isInObject = byte === OPEN_OBJECT;
        else if (depth === 2) isInList = isInObject && byte === OPEN_LIST;
        else if (depth === 3 && isInList && byte === OPEN_OBJECT && from === -1) from = offset + at;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        depth -= 1;
        if (depth === 2) to = offset + at + 1;
        if (from !== -1 && (depth === 1 || (depth === 2 && to - from >= chunkBytes))) {
          runs.push({ from, to });
          from = -1;
        }
      }
      at += 1;
    }
    at -= length;
  }
  return runs;
}
