// Made when a name is too long first: most runs never need it.
let graphemes: Intl.Segmenter | null = null;

/** Whose team it is: the account, and which part of it where that is not everybody. */
export interface Owner {
  readonly account: string;
  readonly view: string | null;
}

/** Lines for below the owner, from the fullest wording to the shortest. */
type Wordings = readonly [readonly string[], ...(readonly string[])[]];

const BETWEEN = ', view ';
/** With less than this of it, a name says little; it is also the length of `Demo data`, which is never shortened. */
const MIN_NAME = 9;
const MIN_OWNER = 2 * MIN_NAME + BETWEEN.length;

/** In one line, for example `Billing, view Leads`. */
export function describeOwner({ account, view }: Owner): string {
  return view === null ? account : `${account}${BETWEEN}${view}`;
}

/**
 * A tooltip of at most `max` UTF-16 units, or of any length with null. What stands below the owner is never cut: names
 * are shortened, and where too little would be left of them a shorter wording is taken.
 * An empty line is left out.
 */
export function fitTooltip(owner: Owner, wordings: Wordings, max: number | null): string {
  if (max === null) return joined(describeOwner(owner), ...wordings[0]);
  const roomBeside = (below: readonly string[]): number => max - joined('', ...below).length - 1;
  const wanted = Math.min(describeOwner(owner).length, MIN_OWNER);
  const below = wordings.find((lines) => roomBeside(lines) >= wanted) ?? wordings.at(-1) ?? [];
  return joined(shortenOwner(owner, roomBeside(below)), ...below);
}

function joined(...lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}

/** Each name gets half of the room, and what the other leaves; a view for which there is none goes. */
function shortenOwner({ account, view }: Owner, room: number): string {
  if (view === null || room < MIN_OWNER) return shorten(account, room);
  const forBoth = room - BETWEEN.length;
  const forAccount = Math.max(forBoth - view.length, Math.floor(forBoth / 2));
  const shown = shorten(account, forAccount);
  return describeOwner({ account: shown, view: shorten(view, forBoth - shown.length) });
}

/** Cuts between characters as a reader counts them, never inside of one. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most < 1) return '';
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length >= most) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
