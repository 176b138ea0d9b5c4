/** A decoded body; `isJson` false means that it is not strict UTF-8 JSON. */
export type Decoded = { readonly isJson: true; readonly value: unknown } | { readonly isJson: false };

export const NOT_JSON: Decoded = { isJson: false };

/**
 * Reads bytes as strict UTF-8 and strict JSON (RFC 8259); a byte order mark in front is dropped. Done by hand because
 * axios hands out invalid JSON as a string and replaces broken characters silently.
 */
export function decodeJson(body: Uint8Array): Decoded {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { isJson: true, value: JSON.parse(text) as unknown };
  } catch {
    return NOT_JSON;
  }
}

/** Compares two bodies byte by byte, which is many times cheaper than decoding one of them. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** The first `max` bytes as text, whatever they are: to find the sentence in an error answer. */
export function lenientText(body: Uint8Array, max: number): string {
  return new TextDecoder('utf-8').decode(body.subarray(0, max)).trim();
}

/** A JSON object: not null, not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
