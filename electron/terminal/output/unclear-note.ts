import { hideAgents, type UnclearName } from '../../shared/find-names.ts';
import { terminalTexts } from '../../shared/texts/terminal.ts';
import { printable } from '../target-arguments.ts';

const texts = terminalTexts.unclear;

/** What is not clear about a name of the command line, with what fits it; agents as initials where they are hidden. */
export function unclearNote(unclear: UnclearName, isMasked: boolean): string {
  const { list, text, isNone, fits, others } = isMasked ? hideAgents(unclear) : unclear;
  const shown = fits.map(({ id, name }) => (id === name ? printable(id) : texts.entry(printable(name), printable(id))));
  const all = [...shown, ...(others > 0 ? [texts.others(others)] : [])].join(', ');
  if (!isNone) return texts.several(texts.kinds[list].several, printable(text), all);
  return all === ''
    ? texts.noneKnown(texts.kinds[list].one, printable(text))
    : texts.none(texts.kinds[list].one, printable(text), all);
}
