import { countText } from '../../format.ts';
import { plural, pluralForm } from '../plurals.ts';

/** Rules as a file: what an import brings, and what is wrong with one. */
export const ruleFileTexts = {
  export: 'Export…',
  import: 'Import…',
  filePicker: 'File of rules',
  undo: 'Undo',
  imported,

  tooLarge: 'This file is too large for a file of rules.',
  noRuleFile: 'This is not a file of rules. Choose one that was exported from Rollcall.',
  ofNewer: 'This file was written by a newer Rollcall. Update this one, then try again.',
  /** Nothing of a file with a bad rule is taken. */
  refused: ({ position, kind, field, reason }: { position: number; kind: string; field: string; reason: string }) =>
    `Rule ${position}${kind === '' ? '' : ` (${kind})`}, ${field}: ${reason} Nothing was imported.`,
  reasons: {
    missing: 'it is missing.',
    unknown: 'a rule has no such field.',
    between: (least: number, most: number) =>
      `it has to be a whole number from ${countText(least)} to ${countText(most)}.`,
    invalid: 'this value cannot be used.',
    tooEarly: 'it has to be less than minutes.',
    twice: 'an earlier rule of the file has this id.',
  },
};

function imported(added: number, replaced: number): string {
  if (added + replaced === 0) return 'The file has no rules, so nothing has changed.';
  const parts = [
    ...(added === 0 ? [] : [`${plural(added, 'rule')} ${wasWere(added)} added`]),
    ...(replaced === 0 ? [] : [`${plural(replaced, 'rule')} ${wasWere(replaced)} replaced`]),
  ];
  return `${parts.join(' and ')}.`;
}

function wasWere(count: number): string {
  return pluralForm(count, { one: 'was', other: 'were' });
}
