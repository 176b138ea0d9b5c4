import { characterTexts as texts } from '../texts/characters.ts';

/**
 * Invisible characters, which come with copied text: white space, zero-width and direction characters, soft
 * hyphens, fillers and variation selectors. Not the control characters and halves of a character.
 */
const INVISIBLE = '\\s\\p{Z}\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800\\u{13441}\\u{13442}\\u{1D159}';
const INVISIBLE_OR_CONTROL = `${INVISIBLE}\\p{Cc}`;
const ONE_INVISIBLE = new RegExp(`^[${INVISIBLE_OR_CONTROL}]$`, 'u');
const ALL_INVISIBLE = new RegExp(`[${INVISIBLE}]`, 'gu');
const INVISIBLE_ENDS = new RegExp(`^[${INVISIBLE}]+|[${INVISIBLE}]+$`, 'gu');
/** A mark without a letter is invisible too, and so is half of a character. */
const VISIBLE = new RegExp(`[^${INVISIBLE_OR_CONTROL}\\p{M}\\p{Surrogate}]`, 'u');
/** What ends a name may shape the character before it, for example to an emoji. */
const NAME_ENDS = new RegExp(
  `^[${INVISIBLE}]+|(?:(?![\\u200c\\u200d\\ufe00-\\ufe0f\\u{e0020}-\\u{e007f}])[${INVISIBLE}])+$`,
  'gu',
);
const WIDTHLESS = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const NO_WIDTH = /[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff]/gu;
/** Printable ASCII with single spaces inside: nearly every name, and nothing in it to clean. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
const QUOTED = /^(?:"(.*)"|'(.*)'|`(.*)`|“(.*)[”“]|„(.*)[“”]|‘(.*)’|«(.*)»|”(.*)”)[,;]?$/su;

/** A text without characters that have no width, for a search: nobody types them. */
export function withoutWidthless(text: string): string {
  return text.replace(WIDTHLESS, '');
}

/** Whether there is nothing in a text that somebody could see. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** A name without characters that have no width, and without white space at its ends; empty where nobody sees any of it. */
export function cleanName(name: string): string {
  if (PLAIN.test(name)) return name;
  return isBlank(name) ? '' : name.replace(NO_WIDTH, '').replace(NAME_ENDS, '');
}

/** A name as it was entered, without white space at its ends; empty where nobody sees any of it. */
export function trimName(name: string): string {
  return isBlank(name) ? '' : name.trim();
}

/** A name without regard to case: two that nobody can tell apart are the same. */
export function foldName(name: string): string {
  return cleanName(name).toLowerCase();
}

/** A pasted text without what nobody sees at its ends, and without one pair of quotation marks around it. */
export function trimPasted(text: string): string {
  return withoutQuotes(text.replace(INVISIBLE_ENDS, '')).replace(INVISIBLE_ENDS, '');
}

/** The same without what nobody sees anywhere, for a text that can hold none of it. */
export function withoutInvisible(text: string): string {
  return withoutQuotes(text.replace(ALL_INVISIBLE, ''));
}

/** Names the first character of a text that nobody sees, plain spaces aside, and its place; null without one. */
export function firstInvisible(text: string): string | null {
  const characters = [...text];
  const after = characters.findIndex((character) => character !== ' ' && ONE_INVISIBLE.test(character));
  const character = characters[after];
  if (character === undefined) return null;
  const names: Readonly<Record<string, string>> = texts.names;
  return texts.place(names[character] ?? texts.unnamed, codeOf(character), after);
}

/** How a character is written in lists of them: `U+200B`. */
export function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function withoutQuotes(text: string): string {
  const inside = QUOTED.exec(text)?.slice(1);
  return inside?.find((inner) => inner !== undefined) ?? text;
}
