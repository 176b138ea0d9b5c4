import { withoutWidthless } from '../../../electron/shared/names/invisible.ts';

/** The texts that a search compares. */
interface Findable {
  readonly name: string;
  readonly addition?: string;
  readonly email?: string;
}

/** Keeps the rows that contain every word of the text, ignoring case and accents; all rows for an empty text. */
export function findAgents<T extends Findable>(rows: readonly T[], text: string): readonly T[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const haystack = plain(`${row.name} ${row.addition ?? ''} ${row.email ?? ''}`);
    return words.every((word) => haystack.includes(word));
  });
}

function plain(text: string): string {
  return withoutWidthless(text.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase();
}
