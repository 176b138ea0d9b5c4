import type { NotifyChoice } from '../../../electron/shared/model.ts';

/** The three answers to "when should Rollcall notify you?", in the words of the first run and of the settings. */
export const NOTIFY_OPTIONS: readonly {
  readonly value: NotifyChoice;
  readonly label: string;
  readonly hint: string;
}[] = [
  {
    value: 'every-change',
    label: 'Every change in my team',
    hint: 'Each change of status; more than three at once become one summary. Includes the next choice.',
  },
  {
    value: 'team-needs-me',
    label: 'Only when the team needs me',
    hint: 'When nobody is available any more, and when the team can no longer be read.',
  },
  { value: 'nothing', label: 'Nothing', hint: 'Rollcall stays silent; the counts are always there.' },
];
