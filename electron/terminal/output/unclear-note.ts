import { hideAgents, type UnclearName } from '../../shared/find-names.ts';
import { nameText } from '../../shared/names.ts';
import { terminalTexts } from '../../shared/texts/terminal.ts';
import { printable } from '../target-arguments.ts';

const texts = terminalTexts.unclear;

/** What is not clear about a name of the command line, and a line for each that fits; agents as initials where they are hidden. */
export function unclearNote(unclear: UnclearName, isMasked: boolean): string {
  const { list, text, isNone, fits, others } = isMasked ? hideAgents(unclear) : unclear;
  const { one, several } = texts.kinds[list];
  const name = printable(text);
  if (fits.length === 0) return list === 'views' ? texts.noViews(name) : texts.noneKnown(one, name);
  const rows = fits.map((each) => ({
    name: printable(nameText(each, false)),
    id: each.id === each.name ? '' : each.id,
  }));
  const width = Math.max(...rows.map((row) => row.name.length));
  const lines = rows.map((row) => `${row.name.padEnd(width)}  ${printable(row.id)}`.trimEnd());
  if (others > 0) lines.push(texts.others(others));
  return [isNone ? texts.none(one, name) : texts.several(several, name), ...lines.map((line) => `  ${line}`)].join(
    '\n',
  );
}
