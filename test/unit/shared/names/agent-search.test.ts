import { describe, expect, it } from 'vitest';
import { matcherOf, searchAgents, statusDetail } from '../../../../electron/shared/names/agent-search.ts';
import type { Agent, Selection } from '../../../../electron/shared/model.ts';
import { fakeAgent } from '../../../support/fake-team.ts';
import { fakeView, queues } from '../../../support/fake-views.ts';

const agent = (name: string, patch: Partial<Agent> = {}): Agent => fakeAgent({ userId: `u-${name}`, name, ...patch });
const TEAM = [
  agent('Nguyễn Thị Hồng Ánh'),
  agent('José García', { status: 'AWAY', rawStatus: 'AWAY', secondaryStatus: 'Lunch' }),
  agent('Søren', { status: 'OTHER', rawStatus: 'WRAP_UP' }),
  agent('Ada', { status: 'BUSY', rawStatus: 'BUSY' }),
];

it.each([
  ['', 4],
  ['  ', 4],
  ['anh', 1],
  ['GARCIA jos', 1],
  ['lunch', 1],
  ['lunch anh', 0],
  ['wrap', 1],
  ['(.*', 0],
  ['\u200bgar\u00adcia\u2060', 1],
  ['\u200b', 4],
])('searchAgents finds for %j', (search, found) => {
  expect(searchAgents(TEAM, search)).toHaveLength(found);
});

it('searchAgents finds by what tells agents of one name apart, which changes no view', () => {
  const team = [agent('Maria', { addition: '1111' }), agent('Maria', { addition: 'mgarcía2' })];
  expect(searchAgents(team, 'maria garcia2')).toEqual([team[1]]);
  expect(team.filter(matcherOf(fakeView({ text: '1111' })))).toEqual([]);
});

it('statusDetail is the secondary status, and the bucket’s own name where it has no other', () => {
  expect(TEAM.map(statusDetail)).toEqual([null, 'Lunch', 'WRAP_UP', null]);
  expect(statusDetail(agent('Odd', { status: 'OTHER', rawStatus: 'OTHER' }))).toBeNull();
});

describe('matcherOf', () => {
  const found = (selection: Partial<Selection>) => TEAM.filter(matcherOf(fakeView(selection))).map(({ name }) => name);
  const names = TEAM.map(({ name }) => name);

  it.each<[string, Partial<Selection>, readonly string[]]>([
    ['nothing', {}, names],
    ['white space', { text: '  ' }, names],
    ['ids, which the API has matched', { filter: queues('qu-1') }, names],
    ['words of the name and of the status, in any order', { text: 'lunch JOSE' }, ['José García']],
    ['a status', { statuses: ['AWAY'] }, ['José García']],
    ['one of two statuses', { statuses: ['AWAY', 'BUSY'] }, ['José García', 'Ada']],
    ['a secondary status in another spelling', { secondaryStatuses: [' lunch'] }, ['José García']],
    ['a bucket without a name of its own', { secondaryStatuses: ['wrap_up'] }, ['Søren']],
    ['one part and another', { statuses: ['BUSY'], secondaryStatuses: ['Lunch'] }, []],
    ['text and status', { text: 'ada', statuses: ['BUSY'] }, ['Ada']],
  ])('takes %s', (_, selection, expected) => {
    expect(found(selection)).toEqual(expected);
  });

  it('searches the agent as it is now, although names are folded once', () => {
    const isLunch = matcherOf(fakeView({ text: 'lunch' }));
    const jose = TEAM[1]!;
    expect([isLunch(jose), isLunch({ ...jose, secondaryStatus: 'Training' })]).toEqual([true, false]);
  });
});
