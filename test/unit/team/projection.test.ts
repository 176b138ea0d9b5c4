import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../electron/shared/agent-search.ts';
import { countAgents } from '../../../electron/shared/counts.ts';
import { applyDelta } from '../../../electron/shared/delta.ts';
import { selectionOf, STATUSES, type Agent, type TeamSnapshot, type View } from '../../../electron/shared/model.ts';
import { createViewNews, project } from '../../../electron/team/projection.ts';
import { createTeamStore } from '../../../electron/team/store.ts';
import { fakeAgent } from '../../support/fake-team.ts';
import { fakeView } from '../../support/fake-views.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const agent = (userId: string, rawStatus: (typeof STATUSES)[number], secondaryStatus: string | null = null): Agent =>
  fakeAgent({ userId, name: `Name ${userId}`, status: rawStatus, rawStatus, secondaryStatus });
const team = (...agents: readonly Agent[]): ReadonlyMap<string, Agent> =>
  new Map(agents.map((each) => [each.userId, each]));

const AWAY_ONLY = fakeView({ statuses: ['AWAY'] });
const AT_LUNCH = fakeView({ id: 'v-2', name: 'At lunch', secondaryStatuses: ['Lunch'] });

describe('project', () => {
  it('gives the very same team where nothing is left out', () => {
    const whole = team(agent('1', 'BUSY'));
    expect(project(whole, selectionOf(null))).toBe(whole);
    expect(project(whole, fakeView({ filter: { queueIds: ['q'], skillIds: [], agentIds: [] } }))).toBe(whole);
  });

  it('may be empty', () => {
    expect(project(team(agent('1', 'BUSY')), AWAY_ONLY).size).toBe(0);
  });
});

const agents = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom('1', '2', '3', '4', '5'),
      status: fc.constantFrom(...STATUSES),
      secondary: fc.constantFrom(null, 'Lunch', 'Training'),
    }),
    { selector: ({ id }) => id },
  )
  .map((rows) => team(...rows.map(({ id, status, secondary }) => agent(id, status, secondary))));
const view = fc
  .option(
    fc.record({
      id: fc.constantFrom('v-1', 'v-2'),
      text: fc.constantFrom('', '3', 'name lunch'),
      statuses: fc.subarray([...STATUSES]),
      secondaryStatuses: fc.subarray(['Lunch', 'Training']),
    }),
  )
  .map((patch): View | null => (patch === null ? null : fakeView(patch)));
const step = fc.oneof(
  agents.map((whole) => ({ whole })),
  view.map((next) => ({ view: next })),
);

it('any order of answers and views tells what filtering the whole tells, and deltas lead there', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let mirror: TeamSnapshot | null = null;
      const store = createTeamStore(NOW, 30_000, (delta) => (mirror = mirror && applyDelta(mirror, delta)));
      mirror = store.snapshot();
      let [whole, seen]: [ReadonlyMap<string, Agent>, View | null] = [new Map(), null];
      for (const change of steps) {
        if ('whole' in change) whole = change.whole;
        else seen = change.view;
        store.update(change);
        const wanted = [...whole.values()].filter(matcherOf(selectionOf(seen)));
        const told = store.snapshot();
        expect(new Map(told.agents.map((each) => [each.userId, each]))).toEqual(team(...wanted));
        expect([told.counts, told.view, [...store.whole()]]).toEqual([countAgents(wanted), seen, [...whole]]);
        expect(byId(mirror)).toEqual(byId(told));
      }
    }),
  );
});

const byId = (snapshot: TeamSnapshot | null) =>
  snapshot && { ...snapshot, agents: [...snapshot.agents].sort((a, b) => a.userId.localeCompare(b.userId)) };

describe('news of a view', () => {
  const told = (changes: ReturnType<ReturnType<typeof createViewNews>['afterPoll']>): string[] =>
    changes.map(({ before, after }) => `${after.userId} ${before.rawStatus}>${after.rawStatus}`);

  it('is who came into it, who left it and who moved inside, and nobody else', () => {
    const before = team(agent('1', 'BUSY'), agent('2', 'AWAY'), agent('3', 'BUSY'), agent('4', 'AWAY'));
    const after = team(agent('1', 'AWAY'), agent('2', 'OFFLINE'), agent('3', 'OFFLINE'), agent('4', 'AWAY'));
    const news = createViewNews();
    expect(told(news.afterPoll(before, after, AWAY_ONLY))).toEqual(['1 BUSY>AWAY', '2 AWAY>OFFLINE']);
    expect(told(news.afterPoll(before, after, null))).toHaveLength(3);
  });

  it('is told each time of an agent that changes with every poll', () => {
    const news = createViewNews();
    const polls = ['BUSY', 'AWAY', 'BUSY', 'AWAY'].map((status) => team(agent('1', status as 'BUSY')));
    const heard = polls.slice(1).map((after, index) => told(news.afterPoll(polls[index]!, after, AWAY_ONLY)));
    expect(heard).toEqual([['1 BUSY>AWAY'], ['1 AWAY>BUSY'], ['1 BUSY>AWAY']]);
  });

  it('comes with the secondary status, once, where that decides', () => {
    const news = createViewNews();
    expect(told(news.afterPoll(team(agent('1', 'BUSY')), team(agent('1', 'AWAY')), AT_LUNCH))).toEqual([]);
    const known = team(agent('1', 'AWAY', 'Lunch'));
    expect(told(news.afterDetails(known, AT_LUNCH))).toEqual(['1 BUSY>AWAY']);
    expect(told(news.afterDetails(known, AT_LUNCH))).toEqual([]);
  });

  it('waits over a poll in between, and lapses when the status is over or the view is another one', () => {
    const [busy, away] = [team(agent('1', 'BUSY')), team(agent('1', 'AWAY'))];
    const known = team(agent('1', 'AWAY', 'Lunch'));
    const waits = createViewNews();
    waits.afterPoll(busy, away, AT_LUNCH);
    waits.afterPoll(away, away, AT_LUNCH);
    expect(told(waits.afterDetails(known, AT_LUNCH))).toHaveLength(1);
    const over = createViewNews();
    over.afterPoll(busy, away, AT_LUNCH);
    over.afterPoll(away, busy, AT_LUNCH);
    expect(told(over.afterDetails(team(agent('1', 'BUSY', 'Lunch')), AT_LUNCH))).toEqual(['1 AWAY>BUSY']);
    const forgotten = createViewNews();
    forgotten.afterPoll(busy, away, AT_LUNCH);
    forgotten.forget();
    expect(forgotten.afterDetails(known, AT_LUNCH)).toEqual([]);
  });
});
