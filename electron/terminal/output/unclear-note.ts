import { hideAgents, type UnclearName } from '../../shared/names/find-names.ts';
import { nameText } from '../../shared/names/names.ts';
import { deskTexts } from '../../shared/texts/relay/desk.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import { printable } from '../target-arguments.ts';

const texts = terminalTexts.unclear;

/**
 * What is not clear about a name of the command line, and a line for each that fits; agents as initials where they are
 * hidden. A desk has not all queues, and no skills.
 */
export function unclearNote(unclear: UnclearName, isMasked: boolean, isDesk = false): string {
  const { list, text, isNone, fits, others } = isMasked ? hideAgents(unclear) : unclear;
  const { one, several } = texts.kinds[list];
  const name = printable(text);
  const isOfDesk = isDesk && isNone;
  if (isOfDesk && list === 'skillIds') return deskTexts.skillsNotPublished;
  if (isOfDesk && list === 'queueIds' && fits.length === 0) return deskTexts.queueNotPublished;
  if (fits.length === 0) return list === 'views' ? texts.noViews(name) : texts.noneKnown(one, name);
  const rows = fits.map((each) => ({
    name: printable(nameText(each, false)),
    id: each.id === each.name ? '' : each.id,
  }));
  const width = Math.max(...rows.map((row) => columnsOf(row.name)));
  const lines = rows.map((row) => {
    const gap = ' '.repeat(width - columnsOf(row.name) + 2);
    return `${row.name}${gap}${printable(row.id)}`.trimEnd();
  });
  if (others > 0) lines.push(texts.others(others));
  return [
    isNone ? texts.none(one, name) : texts.several(several, name),
    ...lines.map((line) => `  ${line}`),
    ...(isOfDesk && list === 'queueIds' ? [deskTexts.queuesWhole] : []),
  ].join('\n');
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60]|\p{Emoji_Presentation}/u;

/** How many columns of a terminal a text takes: East Asian letters and emoji take two, what joins a letter none. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1), 0);
}
