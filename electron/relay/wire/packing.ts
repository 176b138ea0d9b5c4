import { gunzipSync, gzipSync } from 'node:zlib';

/** No content of an honest publisher unpacks to more: 5,000 agents are 2 MB. */
const MAX_UNPACKED_BYTES = 50_000_000;
/** Nor to so many times its size: JSON of agents shrinks to a tenth, and nothing but a trap to a hundredth. */
const MAX_RATIO = 100;

/** A content as bytes: gzip'ed JSON. */
export function packed(content: object): Buffer {
  return gzipSync(JSON.stringify(content));
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

/** Strict UTF-8 and JSON; undefined for anything else. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
