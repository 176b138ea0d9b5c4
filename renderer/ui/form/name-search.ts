import { searchText, wordsOf } from '../../../electron/shared/names/agent-search.ts';

/** Something that can be chosen by name. */
export interface NameOption {
  readonly id: string;
  readonly name: string;
  /** What is searched in place of the name, which may be shown as initials. */
  readonly search?: string;
  /** Tells it from another one of the same name. */
  readonly addition?: string | undefined;
  /** Shown beside the name. */
  readonly detail: string;
  readonly isChosen: boolean;
}

/** An entry of a field, as a chip. */
export interface Token {
  readonly id: string;
  /** The name; the id where none is known. */
  readonly text: string;
  /** Why it is marked, in a sentence. */
  readonly note?: string;
}

/** The sentences of a field, about what is chosen in it. */
export interface NameFieldTexts {
  readonly none: (texts: readonly string[]) => string;
  readonly several: (text: string) => string;
  readonly choose: (text: string) => string;
  readonly noneKnown: string;
  readonly allChosen: string;
  readonly more: (listed: number, found: number) => string;
  /** There are more than the listed ones, and it is not known how many. */
  readonly cut: (listed: number) => string;
  readonly useAsId: (text: string) => string;
  readonly found: (count: number) => string;
}

/** What was typed or pasted: the ids it stands for, and the rest. */
interface Typed {
  readonly ids: readonly string[];
  /** What stands for nothing, or for several. */
  readonly left: readonly string[];
}

export interface NameSearch {
  /** Those not chosen yet that have all words of a text in their name, or are called so; names that begin with it first. */
  find(text: string): readonly NameOption[];
  /** How many are called so. */
  named(text: string): number;
  /** Reads names and ids that commas and line ends separate. */
  read(text: string): Typed;
}

/** A name may contain this many commas itself. */
const MAX_COMMAS = 4;

/** Searches names without regard to case and accents. `isId` says whether a text of no known name is an id. */
export function createNameSearch(options: readonly NameOption[], isId: (text: string) => boolean): NameSearch {
  const entries = options.map((option) => ({ option, text: searchText(option.search ?? option.name) }));
  const byId = new Map(options.map((option) => [option.id, option]));
  const byName = Map.groupBy(entries, ({ text }) => text.trim());
  const called = (text: string) => byName.get(searchText(text).trim()) ?? [];

  function idOf(text: string): string | null {
    if (byId.has(text)) return text;
    const [only, ...others] = called(text);
    if (only !== undefined) return others.length === 0 ? only.option.id : null;
    return isId(text) ? text : null;
  }

  /** The longest run of pieces that is one name, else the first piece alone. */
  function next(pieces: readonly string[]): { readonly text: string; readonly length: number } {
    for (let length = Math.min(pieces.length, MAX_COMMAS + 1); length > 1; length -= 1) {
      const text = pieces.slice(0, length).join(',').trim();
      if (called(text).length > 0) return { text, length };
    }
    return { text: pieces[0]?.trim() ?? '', length: 1 };
  }

  return {
    find(text) {
      const words = wordsOf(text);
      const start = searchText(text).trim();
      const id = text.trim();
      const found = entries.filter(
        ({ option, text: name }) =>
          !option.isChosen && (option.id === id || words.every((word) => name.includes(word))),
      );
      const isFirst = ({ text: name }: { readonly text: string }) => name.startsWith(start);
      return [...found.filter(isFirst), ...found.filter((entry) => !isFirst(entry))].map(({ option }) => option);
    },
    named: (text) => called(text).length,
    read(text) {
      const ids: string[] = [];
      const left: string[] = [];
      for (const line of text.split(/[\r\n]+/)) {
        const pieces = line.split(',');
        for (let at = 0; at < pieces.length;) {
          const { text: piece, length } = next(pieces.slice(at, at + MAX_COMMAS + 1));
          at += length;
          if (piece === '') continue;
          const id = idOf(piece);
          if (id === null) left.push(piece);
          else ids.push(id);
        }
      }
      return { ids: [...new Set(ids)], left };
    },
  };
}
