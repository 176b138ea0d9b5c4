import { trayTexts } from '../../shared/texts/team/tray.ts';

// Made when a name is too long for the first time: most runs never need it.
let graphemes: Intl.Segmenter | null = null;

/** Whose team it is: the account, and which part of it where that is not everybody. */
export interface TeamName {
  readonly account: string;
  readonly view: string | null;
}

/** Lines for below the name of the team, from the fullest wording to the shortest. */
type Wordings = readonly [readonly string[], ...(readonly string[])[]];

/** A name shortened below this is of no use. It is the length of `Demo data`, which is never shortened. */
const MIN_NAME = 9;
const BETWEEN_NAMES = trayTexts.viewOf('', '').length;
const MIN_TEAM_NAME = 2 * MIN_NAME + BETWEEN_NAMES;

/** In one line, for example `Billing, view Leads`. */
export function describeTeamName({ account, view }: TeamName): string {
  return view === null ? account : trayTexts.viewOf(account, view);
}

/**
 * A tooltip of at most `max` UTF-16 units, or of any length with null. What stands below the name is never cut: names
 * are shortened, and where too little would be left of them a shorter wording is taken.
 * An empty line is left out.
 */
export function fitTooltip(teamName: TeamName, wordings: Wordings, max: number | null): string {
  if (max === null) return joined(describeTeamName(teamName), ...wordings[0]);
  const spaceAbove = (below: readonly string[]): number => max - joined('', ...below).length - 1;
  const wanted = Math.min(describeTeamName(teamName).length, MIN_TEAM_NAME);
  const below = wordings.find((lines) => spaceAbove(lines) >= wanted) ?? wordings.at(-1) ?? [];
  return joined(shortenTeamName(teamName, spaceAbove(below)), ...below);
}

function joined(...lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}

/** Each name gets half of the space, and what the other leaves; a view that gets none is left out. */
function shortenTeamName({ account, view }: TeamName, max: number): string {
  if (view === null || max < MIN_TEAM_NAME) return shorten(account, max);
  const forBoth = max - BETWEEN_NAMES;
  const forAccount = Math.max(forBoth - view.length, Math.floor(forBoth / 2));
  const name = shorten(account, forAccount);
  return describeTeamName({ account: name, view: shorten(view, forBoth - name.length) });
}

/** Cuts between characters as a reader counts them, never inside of one. */
function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let start = '';
  for (const { segment } of graphemes.segment(text)) {
    if (start.length + segment.length >= max) break;
    start += segment;
  }
  return `${start.trimEnd()}…`;
}
