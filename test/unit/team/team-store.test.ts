import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../electron/shared/agent-search.ts';
import { countAgents } from '../../../electron/shared/counts.ts';
import { applyDelta } from '../../../electron/shared/delta.ts';
import { selectionOf, STATUSES, type Agent, type TeamSnapshot, type View } from '../../../electron/shared/model.ts';
import { createTeamStore, project } from '../../../electron/team/team-store.ts';
import { fakeAgent } from '../../support/fake-team.ts';
import { fakeView } from '../../support/fake-views.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const agent = (userId: string, rawStatus: (typeof STATUSES)[number], secondaryStatus: string | null = null): Agent =>
  fakeAgent({ userId, name: `Name ${userId}`, status: rawStatus, rawStatus, secondaryStatus });
const team = (...agents: readonly Agent[]): ReadonlyMap<string, Agent> =>
  new Map(agents.map((each) => [each.userId, each]));

const AWAY_ONLY = fakeView({ statuses: ['AWAY'] });

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
  agents.map((all) => ({ all })),
  view.map((next) => ({ view: next })),
);

it('any order of answers and views tells what filtering the answer tells, and deltas lead there', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let mirror: TeamSnapshot | null = null;
      const store = createTeamStore({
        clock: { now: () => NOW },
        intervalMs: () => 30_000,
        onDelta: (delta) => (mirror = mirror && applyDelta(mirror, delta)),
      });
      mirror = store.snapshot();
      let [all, seen]: [ReadonlyMap<string, Agent>, View | null] = [new Map(), null];
      for (const change of steps) {
        if ('all' in change) all = change.all;
        else seen = change.view;
        store.update(change);
        const wanted = [...all.values()].filter(matcherOf(selectionOf(seen)));
        const told = store.snapshot();
        expect(new Map(told.agents.map((each) => [each.userId, each]))).toEqual(team(...wanted));
        expect([told.counts, told.view, [...store.all()]]).toEqual([countAgents(wanted), seen, [...all]]);
        expect(byId(mirror)).toEqual(byId(told));
      }
    }),
  );
});

const byId = (snapshot: TeamSnapshot | null) =>
  snapshot && { ...snapshot, agents: [...snapshot.agents].sort((a, b) => a.userId.localeCompare(b.userId)) };
