import { withoutWidthless } from '../../../electron/shared/invisible.ts';

/** What a row is found by. */
interface Findable {
  readonly name: string;
  readonly addition?: string;
  readonly email: string;
}

/** Keeps the rows in which every word of the text occurs, without regard to case and accents; all of them for no text. */
export function findAgents<T extends Findable>(rows: readonly T[], text: string): readonly T[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const haystack = plain(`${row.name} ${row.addition ?? ''} ${row.email}`);
    return words.every((word) => haystack.includes(word));
  });
}

function plain(text: string): string {
  return withoutWidthless(text.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase();
}
