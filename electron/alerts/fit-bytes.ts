let graphemes: Intl.Segmenter | null = null;
/** Of one of the units that the length of a text counts. */
const MAX_UNIT_BYTES = 3;

/** A text in at most so many bytes of UTF-8, cut between characters as a reader counts them, never inside of one. */
export function fitBytes(text: string, maxBytes: number): string {
  if (MAX_UNIT_BYTES * text.length <= maxBytes || Buffer.byteLength(text) <= maxBytes) return text;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let start = '';
  for (const { segment } of graphemes.segment(text)) {
    if (Buffer.byteLength(`${start}${segment}…`) > maxBytes) break;
    start += segment;
  }
  return `${start.trimEnd()}…`;
}
