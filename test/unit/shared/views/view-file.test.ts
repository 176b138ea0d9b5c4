import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATUSES, selectionOf, type View } from '../../../../electron/shared/model.ts';
import { readViewFile, writeViewFile } from '../../../../electron/shared/views/view-file.ts';
import { fakeView, queues } from '../../../support/fake-views.ts';

const shown = (least: number, most: number) =>
  fc
    .string({ unit: 'grapheme', minLength: least, maxLength: most })
    .map((text) =>
      text
        .replace(/[\p{Cc}\p{Surrogate}]/gu, 'x')
        .slice(0, most)
        .trim(),
    )
    .filter((text) => text.length >= least);
const ids = fc.uniqueArray(fc.stringMatching(/^[\w-]{1,24}$/), { maxLength: 5 });
const views = fc.array(
  fc.record({
    id: fc.uuid(),
    name: shown(1, 60),
    filter: fc.record({ queueIds: ids, skillIds: ids, agentIds: ids }),
    text: shown(0, 100),
    statuses: fc.subarray([...STATUSES]),
    secondaryStatuses: fc.uniqueArray(shown(1, 100), { maxLength: 5 }),
  }),
  { maxLength: 6 },
) satisfies fc.Arbitrary<readonly View[]>;

describe('a file of views', () => {
  it('is read as it was written, whatever was in it', () => {
    fc.assert(
      fc.property(views, (written) => {
        const read = readViewFile(writeViewFile(written));
        expect(read).toEqual({
          ok: true,
          value: { views: written.map((view) => ({ name: view.name, ...selectionOf(view) })), refused: [] },
        });
      }),
    );
  });

  it('names neither a connection nor an id of Rollcall’s own', () => {
    expect(writeViewFile([fakeView({ id: 'v-secret-id' })])).not.toContain('v-secret-id');
  });

  it('may carry a byte order mark, and lets out what does not restrict', () => {
    const file = '\uFEFF{"format":"rollcall-views","version":1,"views":[{"name":" All "}]}';
    const { id: _id, ...everybody } = fakeView({ name: 'All' });
    expect(readViewFile(file)).toEqual({ ok: true, value: { views: [everybody], refused: [] } });
  });

  it.each([
    ['nothing', '', 'This is not a file of views.'],
    ['a picture', '\u0089PNG', 'This is not a file of views.'],
    ['a list', '[]', 'This is not a file of views.'],
    ['null', 'null', 'This is not a file of views.'],
    ['other JSON', '{"views":[]}', 'This is not a file of views.'],
    ['no list of views', '{"format":"rollcall-views","version":1,"views":{}}', 'This is not a file of views.'],
    ['a newer one', '{"format":"rollcall-views","version":2,"views":[]}', 'This file was written by a newer Rollcall.'],
    ['a deep one', '['.repeat(200_000), 'This is not a file of views.'],
    ['a large one', ' '.repeat(500_001), 'This file is too large'],
  ])('that is %s is refused in words', (_, text, sentence) => {
    const read = readViewFile(text);
    expect(read.ok ? '' : read.error.message).toContain(sentence);
  });

  it('gives the views that are right and says of each other one why not', () => {
    const good = { name: 'Good', filter: queues('qu-1') };
    const bad = [
      null,
      { name: ' ' },
      { name: 'x'.repeat(61) },
      { name: 'a\u0000b' },
      { name: 'Ids', filter: { queueIds: ['qu 1'] } },
      { name: 'Many', filter: { skillIds: Array(201).fill('s') } },
      { name: 'Agents', filter: { agentIds: 'a-1' } },
      { name: 'Text', text: 7 },
      { name: 'Status', statuses: ['LUNCH'] },
      { name: 'Secondary', secondaryStatuses: [''] },
    ];
    const read = readViewFile(JSON.stringify({ format: 'rollcall-views', version: 1, views: [...bad, good] }));
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value.views).toMatchObject([good]);
    expect(read.value.refused.map(({ name, reason }) => `${name}: ${reason.split(/[.:]/)[0]}`)).toEqual([
      'View 1: Enter a name for the view',
      'View 2: Enter a name for the view',
      `${'x'.repeat(40)}: The name may have at most 60 characters`,
      'ab: The name contains characters that cannot be shown',
      'Ids: Enter at most 200 queue IDs',
      'Many: Enter at most 200 skill IDs',
      'Agents: Enter at most 200 agent IDs',
      'Text: The text has to be one line of at most 100 characters',
      'Status: A status is one of AVAILABLE, BUSY, AWAY, OFFLINE, OTHER',
      'Secondary: Enter at most 50 secondary statuses of at most 100 characters each',
    ]);
  });
});
