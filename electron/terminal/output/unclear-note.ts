import type { UnclearName } from '../../shared/find-names.ts';
import { terminalTexts } from '../../shared/texts/terminal.ts';
import { printable } from '../target-arguments.ts';

const texts = terminalTexts.unclear;

/** What is not clear about a name of the command line, with what fits it. */
export function unclearNote({ list, text, isNone, fits, others }: UnclearName): string {
  const shown = fits.map(({ id, name }) => (id === name ? printable(id) : texts.entry(printable(name), printable(id))));
  const all = [...shown, ...(others > 0 ? [texts.others(others)] : [])].join(', ');
  if (!isNone) return texts.several(texts.kinds[list].several, printable(text), all);
  return all === ''
    ? texts.noneKnown(texts.kinds[list].one, printable(text))
    : texts.none(texts.kinds[list].one, printable(text), all);
}
