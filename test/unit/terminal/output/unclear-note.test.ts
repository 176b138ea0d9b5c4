import { expect, it } from 'vitest';
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
