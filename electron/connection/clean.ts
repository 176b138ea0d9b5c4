/** An id as it was meant: pasted line breaks and spaces are not part of any id. */
export function cleanPastedId(text: string): string {
  return text.replace(/\s+/g, '');
}

/** A client secret without the space and the line breaks a paste brings along at its ends. */
export function cleanSecret(text: string): string {
  return text.trim();
}

/**
 * A ready-made token without any whitespace (Kore.ai's own sample has a line break in the middle) and without the
 * header name or "Bearer" in front of it.
 */
export function cleanToken(text: string): string {
  return text
    .trim()
    .replace(/^auth:\s*/i, '')
    .replace(/^bearer\s+/i, '')
    .replace(/\s+/g, '');
}
