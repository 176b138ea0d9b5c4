import { expect, it } from 'vitest';
import type { UnclearName } from '../../../../electron/shared/names/find-names.ts';
import { deskTexts } from '../../../../electron/shared/texts/relay/desk.ts';
import { unclearNote } from '../../../../electron/terminal/output/unclear-note.ts';

it('lines up ids after names of any script', () => {
  const fits = [
    { id: 'a-1', name: 'Ana' },
    { id: 'a-2', name: '王芳' },
    { id: 'a-3', name: 'さくら' },
    { id: 'a-4', name: 'A\u0301nh' },
    { id: 'a-5', name: 'Leo 🎧' },
  ];
  const note = unclearNote({ list: 'agentIds', text: 'x', isNone: true, fits, others: 0 }, false);
  // The widest is six columns: three letters of two.
  expect(note.split('\n').slice(1)).toEqual([
    '  Ana     a-1',
    '  王芳    a-2',
    '  さくら  a-3',
    '  A\u0301nh     a-4',
    '  Leo 🎧  a-5',
  ]);
});

it('says on a desk why it has no such queue or skill', () => {
  const queue = { list: 'queueIds', text: 'Sales', isNone: true, others: 0 } as const;
  const note = (unclear: UnclearName): string => unclearNote(unclear, false, true);
  expect(note({ ...queue, fits: [] })).toBe(deskTexts.queueNotPublished);
  expect(note({ ...queue, fits: [{ id: 'qu-1', name: 'Billing' }] })).toBe(
    `There is no queue "Sales". There are:\n  Billing  qu-1\n${deskTexts.queuesWhole}`,
  );
  expect(note({ ...queue, list: 'skillIds', fits: [] })).toBe(deskTexts.skillsNotPublished);
});
