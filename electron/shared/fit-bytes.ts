let graphemes: Intl.Segmenter | null = null;
const encoder = new TextEncoder();
/** Of one of the units that the length of a text counts. */
const MAX_UNIT_BYTES = 3;

/** A text in at most so many bytes of UTF-8, cut between characters as a reader counts them, never inside of one. */
export function fitBytes(text: string, maxBytes: number): string {
  if (MAX_UNIT_BYTES * text.length <= maxBytes || byteLength(text) <= maxBytes) return text;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let start = '';
  for (const { segment } of graphemes.segment(text)) {
    if (byteLength(`${start}${segment}…`) > maxBytes) break;
    start += segment;
  }
  return `${start.trimEnd()}…`;
}

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}
