import { gunzipSync, gzipSync } from 'node:zlib';

/** No content of an honest publisher unpacks to more: 5,000 agents are 2 MB. */
const MAX_UNPACKED_BYTES = 50_000_000;

/** A content as bytes: gzip'ed JSON. */
export function packed(content: object): Buffer {
  return gzipSync(JSON.stringify(content));
}

/** What was packed in slices; undefined where they are not all of one content, or too much. */
export function unpacked(slices: readonly Uint8Array[]): unknown {
  try {
    return readJson(gunzipSync(Buffer.concat(slices), { maxOutputLength: MAX_UNPACKED_BYTES }));
  } catch {
    return undefined;
  }
}

/** Strict UTF-8 and JSON; undefined for anything else. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
