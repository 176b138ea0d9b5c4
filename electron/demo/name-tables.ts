/** A name as it is written, and as an e-mail address spells it. */
export interface SpelledName {
  readonly written: string;
  readonly latin: string;
}

/** Given and family names that go together. */
export interface NameTable {
  readonly given: readonly SpelledName[];
  readonly family: readonly SpelledName[];
}

/** A table as it is written: names parted by commas, each with `=latin` after it where it is not Latin. */
export interface NameSource {
  readonly given: string;
  readonly family: string;
}

/** Letters that do not come apart into a Latin letter and a mark. */
const UNDECOMPOSED: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ß: 'ss', þ: 'th', ð: 'd', ı: 'i' };

/** Reads a table, with a plain spelling for each name. */
export function parseTable(source: NameSource): NameTable {
  return { given: parseNames(source.given), family: parseNames(source.family) };
}

function parseNames(list: string): SpelledName[] {
  return list.split(',').map((entry) => {
    const [written = '', latin] = entry.trim().split('=');
    return { written, latin: latin ?? romanise(written) };
  });
}

function romanise(name: string): string {
  const bare = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return bare.replace(/[^a-z]/g, (letter) => UNDECOMPOSED[letter] ?? '-');
}
