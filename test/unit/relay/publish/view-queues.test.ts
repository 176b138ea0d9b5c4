import { expect, it } from 'vitest';
import { queuesOfView } from '../../../../electron/relay/publish/view-queues.ts';
import { EMPTY_FILTER, type View } from '../../../../electron/shared/model.ts';
import { createFakeMembers } from '../../../support/fake-members.ts';
import { fakeAgent, viewedTeam } from '../../../support/fake-team.ts';

const [ANA, BO, CLEO] = ['u-0', 'u-1', 'u-2'].map((userId) => fakeAgent({ userId }));
const TEAM = [ANA, BO, CLEO].filter((agent) => agent !== undefined);
const served = createFakeMembers({
  ...{ 'qu-all': ['u-0', 'u-1', 'u-2'], 'qu-two': ['u-0', 'u-1'], 'qu-one': ['u-2'] },
  ...{ 'qu-gone': ['u-0', 'u-elsewhere'], 'qu-empty': [] },
});

/** The queues of a view of the first two, with who serves them. */
function queuesOf(patch: Partial<View> | null, { agents = TEAM.slice(0, 2), isTeamKnown = true } = {}) {
  const view = patch && { id: 'v', name: 'V', filter: EMPTY_FILTER, text: '', statuses: [], secondaryStatuses: [] };
  const known = {
    queues: served.get().queues,
    members: served.members(),
    everybody: isTeamKnown ? viewedTeam(TEAM) : null,
  };
  const queues = queuesOfView(view && { ...view, ...patch }, viewedTeam(agents), known);
  return Object.fromEntries(queues.map(({ id, members }) => [id, members]));
}

it('has a queue only in a view that has all of its agents', () => {
  expect(queuesOf({})).toEqual({ 'qu-two': ['u-0', 'u-1'], 'qu-gone': ['u-0'] });
});

it('has all of them for everybody', () => {
  expect(Object.keys(queuesOf(null, { agents: TEAM }))).toEqual(['qu-all', 'qu-empty', 'qu-gone', 'qu-one', 'qu-two']);
});

it('has the queues that the view names, unless other conditions leave out some of their agents', () => {
  const filter = { ...EMPTY_FILTER, queueIds: ['qu-all', 'qu-empty'] };
  expect(queuesOf({ filter }, { agents: TEAM })).toMatchObject({ 'qu-all': ['u-0', 'u-1', 'u-2'], 'qu-empty': [] });
  expect(queuesOf({ filter })).not.toHaveProperty('qu-all');
});

it('has none in a view by status or text, in which a queue would come and go with its agents', () => {
  expect(queuesOf({ statuses: ['AVAILABLE'] }, { agents: TEAM })).toEqual({});
});

it('takes everybody for one of the team while the team of everybody is not known', () => {
  expect(queuesOf({}, { isTeamKnown: false })).toEqual({ 'qu-two': ['u-0', 'u-1'] });
});
