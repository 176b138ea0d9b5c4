import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../electron/shared/names/agent-search.ts';
import { attentionOf } from '../../../electron/shared/team/attention.ts';
import { countAgents } from '../../../electron/shared/team/counts.ts';
import { applyDelta } from '../../../electron/shared/team/delta.ts';
import {
  EMPTY_FILTER,
  selectionOf,
  STATUSES,
  type Agent,
  type QueueState,
  type TeamDelta,
  type TeamFilter,
  type TeamSnapshot,
  type View,
} from '../../../electron/shared/model.ts';
import { fail, ok } from '../../../electron/shared/result.ts';
import { createAttentionCount } from '../../../electron/team/attention.ts';
import { createTeamMerge } from '../../../electron/team/merge.ts';
import { createTeamStore } from '../../../electron/team/team-store.ts';
import { viewChange } from '../../../electron/team/views/answer-selection.ts';
import { project } from '../../../electron/team/viewed-agents.ts';
import { unknownIn, viewMatcher } from '../../../electron/team/views/view-matcher.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { DEFAULT_RULES, fakeAgent, liveHealth } from '../../support/fake-team.ts';
import { createFakeMembers } from '../../support/fake-members.ts';
import { fakeView, queues } from '../../support/fake-views.ts';
import { row } from './rows.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const MINUTE_MS = 60_000;
const agent = (userId: string, rawStatus: (typeof STATUSES)[number], secondaryStatus: string | null = null): Agent =>
  fakeAgent({ userId, name: `Name ${userId}`, status: rawStatus, rawStatus, secondaryStatus });
const team = (...agents: readonly Agent[]): ReadonlyMap<string, Agent> =>
  new Map(agents.map((each) => [each.userId, each]));

const AWAY_ONLY = fakeView({ statuses: ['AWAY'] });

describe('project', () => {
  it('gives the very same team where nothing is left out', () => {
    const everybody = team(agent('1', 'BUSY'));
    expect(project(everybody, viewMatcher(selectionOf(null)))).toBe(everybody);
    expect(project(everybody, viewMatcher(fakeView({ filter: queues('q') })))).toBe(everybody);
  });

  it('may be empty', () => {
    expect(project(team(agent('1', 'BUSY')), viewMatcher(AWAY_ONLY)).size).toBe(0);
  });
});

const agents = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('1', '2', '3', '4', '5'),
    bucket: fc.constantFrom('AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE', 'LUNCH BREAK'),
    name: fc.constantFrom('Ann', 'Bob'),
  }),
  { selector: ({ id }) => id },
);
const QUEUES = ['qu-1', 'qu-2', 'qu-3'];
const SKILLS = ['sk-1', 'sk-2'];
const filter: fc.Arbitrary<TeamFilter> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(EMPTY_FILTER) },
  fc.record({
    queueIds: fc.subarray(QUEUES),
    skillIds: fc.subarray(SKILLS),
    agentIds: fc.subarray(['1', 'a-2', 'a-3', 'u-9']),
  }),
);
const served = fc.dictionary(fc.constantFrom(...QUEUES, ...SKILLS), fc.subarray(['1', '2', '3', '4', '5', '9']));
const view = fc
  .option(
    fc.record({
      id: fc.constantFrom('v-1', 'v-2'),
      filter,
      text: fc.constantFrom('', '3', 'ann lunch'),
      statuses: fc.subarray([...STATUSES]),
      secondaryStatuses: fc.subarray(['Lunch', 'Training']),
    }),
  )
  .map((patch): View | null => (patch === null ? null : fakeView(patch)));
const open = fc.dictionary(
  fc.constantFrom('1', '2', '3', '4', '5'),
  fc.option(
    fc.record({
      primaryStatus: fc.constantFrom('BUSY', 'AWAY'),
      secondaryStatus: fc.constantFrom('', 'Lunch', 'Training'),
      startedAt: fc.integer({ min: NOW - 60 * MINUTE_MS, max: NOW + 60 * MINUTE_MS }),
    }),
  ),
);
const limits = fc.record({ AWAY: fc.constantFrom(null, 0, 30), BUSY: fc.constantFrom(null, 45) });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(agents, fc.boolean())
      .map(([rows, isFiltered]) => ({ kind: 'answer', rows, isFiltered }) as const),
  },
  { weight: 2, arbitrary: open.map((said) => ({ kind: 'details', said }) as const) },
  view.map((next) => ({ kind: 'view', next }) as const),
  view.map((next) => ({ kind: 'restore', next }) as const),
  { weight: 2, arbitrary: agents.map((rows) => ({ kind: 'named', rows }) as const) },
  fc.constantFrom('request-refused' as const, 'timeout' as const).map((code) => ({ kind: 'unnamed', code }) as const),
  { weight: 2, arbitrary: served.map((members) => ({ kind: 'members', members }) as const) },
  fc.constant({ kind: 'failure' } as const),
  fc.constantFrom('settled' as const, 'other' as const).map((zoneChange) => ({ kind: 'zone', zoneChange }) as const),
  fc.constantFrom(0, 90_000).map((ms) => ({ kind: 'offset', ms }) as const),
  limits.map((byStatus) => ({ kind: 'rules', byStatus }) as const),
  fc.integer({ min: 1, max: 40 }).map((minutes) => ({ kind: 'time', minutes }) as const),
);

it('whatever happens, deltas lead to the snapshot, and that is what projecting, counting and asking everybody gives', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const clock = createFakeClock(NOW);
      const merge = createTeamMerge(clock);
      let rules = DEFAULT_RULES;
      let namedIds: readonly string[] = [];
      let mirror: TeamSnapshot | null = null;
      const directory = createFakeMembers();
      const saved = new Map([['9', agent('9', 'AWAY')]]);
      const store = createTeamStore({
        clock,
        intervalMs: () => 30_000,
        rules: () => rules,
        directory,
        recall: (of) => (of === null ? null : { agents: saved, ignored: 0, asOf: NOW - MINUTE_MS }),
        onDelta: (delta) => (mirror = mirror && applyDelta(mirror, delta)),
      });
      mirror = store.snapshot();
      for (const change of steps) {
        switch (change.kind) {
          case 'answer': {
            const rows = change.rows.map(({ id, bucket, name }) => row(id, bucket, name));
            const answer = { rows, ignored: 0, unread: [], receivedAt: clock.now(), isUnchanged: false };
            const merged = merge.merge(answer, { ...store.meta(), agents: store.all() }, 30_000);
            const sent = change.isFiltered ? selectionOf(store.meta().view).filter : EMPTY_FILTER;
            store.takeAnswer(merged, sent, liveHealth(clock.now()));
            expect(store.all()).toEqual(merged.agents);
            break;
          }
          case 'details':
            store.takeDetails({ open: new Map(Object.entries(change.said)) });
            break;
          case 'zone':
            store.takeDetails({ open: new Map(), zoneChange: change.zoneChange });
            break;
          case 'view':
            if (
              viewChange(store.meta().view, change.next) === 'filter' &&
              !store.canShow(change.next) &&
              !store.isReadWith(EMPTY_FILTER)
            ) {
              store.restore(change.next);
            } else store.showView(change.next);
            break;
          case 'members':
            directory.set(change.members);
            store.membersChanged();
            break;
          case 'named':
            namedIds = change.rows.map(({ id }) => id);
            store.takeNamed(
              selectionOf(store.meta().view).filter,
              ok({ rows: change.rows.map(({ id, bucket, name }) => row(id, bucket, name)), unread: [] }),
            );
            break;
          case 'unnamed':
            store.takeNamed(selectionOf(store.meta().view).filter, fail(change.code));
            break;
          case 'restore':
            store.restore(change.next);
            break;
          case 'failure':
            store.setHealth({ state: 'offline', since: clock.now(), nextAt: null, message: '' });
            break;
          case 'offset':
            store.setClockOffset(change.ms);
            break;
          case 'rules':
            rules = { limits: { byStatus: change.byStatus, secondary: [] }, offHours: null };
            store.rulesChanged();
            break;
          case 'time':
            clock.advance(change.minutes * MINUTE_MS);
            break;
        }
        const snapshot = store.snapshot();
        const isEverybody = store.isReadWith(EMPTY_FILTER);
        const sent = selectionOf(snapshot.view).filter;
        const isListed = unknownIn(sent, directory.members()).length === 0;
        const byKore = store.namedAt(sent) > 0 ? namedIds : [];
        const wanted = [...store.all().values()]
          .filter(matcherOf(selectionOf(snapshot.view)))
          .filter(
            ({ userId }) =>
              !isEverybody || (isListed ? isServing(userId, sent, directory.served()) : byKore.includes(userId)),
          );
        if (isEverybody) {
          const isWaiting = !isListed && store.namedAt(sent) === 0;
          expect([snapshot.asOf === null, store.canShow(snapshot.view)]).toEqual([isWaiting, !isWaiting]);
          if (isWaiting) expect(snapshot.health.state).not.toBe('live');
        }
        if (isEverybody && snapshot.view === null) {
          expect(snapshot.queues).toEqual(countedByHand(store.all(), directory.served()));
        }
        expect(inOrder(snapshot.agents)).toEqual(inOrder(wanted));
        expect(snapshot.counts).toEqual(countAgents(wanted));
        const { countedAt, ...counted } = createAttentionCount(clock)(team(...wanted), snapshot, rules);
        expect(snapshot).toMatchObject(counted);
        const words = (at: number) => wanted.map((each) => attentionOf(each, rules, at)?.words);
        expect(words(snapshot.countedAt)).toEqual(words(countedAt));
        expect(mirror && { ...mirror, agents: inOrder(mirror.agents) }).toEqual({
          ...snapshot,
          agents: inOrder(snapshot.agents),
        });
      }
    }),
  );
});

type Served = Readonly<Record<string, readonly string[]>>;

/** Whether an agent is in a filter, said once more as the documents say it. */
function isServing(userId: string, { queueIds, skillIds, agentIds }: TeamFilter, members: Served): boolean {
  const isIn = (ids: readonly string[]): boolean => ids.length === 0 || ids.some((id) => members[id]?.includes(userId));
  const isNamed = agentIds.length === 0 || agentIds.some((id) => id === userId || id === `a-${userId}`);
  return isIn(queueIds) && isIn(skillIds) && isNamed;
}

function countedByHand(all: ReadonlyMap<string, Agent>, members: Served): QueueState[] {
  return QUEUES.filter((id) => members[id] !== undefined).map((id) => {
    const inQueue = [...all.values()].filter(({ userId }) => members[id]?.includes(userId));
    const available = inQueue.filter(({ status }) => status === 'AVAILABLE');
    return {
      id,
      name: `Name of ${id}`,
      counts: countAgents(inQueue),
      ready: available.length,
      soleCover: available.length === 1 ? (available[0]?.userId ?? null) : null,
      freeSlots: null,
      left: [],
      asOf: 1,
    };
  });
}

it('announces who needs attention at the moment a limit is reached, once, and nothing after it was stopped', () => {
  const clock = createFakeClock(NOW);
  const deltas: TeamDelta[] = [];
  const store = createTeamStore({
    clock,
    intervalMs: () => 30_000,
    rules: () => DEFAULT_RULES,
    onDelta: (delta) => deltas.push(delta),
  });
  const away = (userId: string, minutes: number): Agent => ({
    ...agent(userId, 'AWAY'),
    since: { at: NOW - minutes * MINUTE_MS, precision: 'exact', toleranceMs: 0 },
  });
  store.update({ all: team(away('1', 29), away('2', 28)), asOf: NOW, health: liveHealth(NOW) });
  clock.advance(MINUTE_MS - 1);
  expect(deltas.map(({ attention, refreshAt }) => [attention, refreshAt])).toEqual([[0, NOW + MINUTE_MS]]);
  clock.advance(1);
  expect(deltas.slice(1)).toMatchObject([
    { base: 1, revision: 2, changed: [], removed: [], attention: 1, refreshAt: NOW + 2 * MINUTE_MS },
  ]);
  store.rulesChanged();
  expect(deltas.length).toBe(2);
  store.stop();
  clock.advance(60 * MINUTE_MS);
  expect([deltas.length, clock.pending()]).toEqual([2, []]);
});

it('has the attention it announced when other members and other rules are found at the same moment', () => {
  const clock = createFakeClock(NOW);
  let rules = DEFAULT_RULES;
  let notice = (): void => undefined;
  let mirror: TeamSnapshot | null = null;
  const store = createTeamStore({
    clock,
    intervalMs: () => 30_000,
    rules: () => {
      notice();
      return rules;
    },
    onDelta: (delta) => (mirror = mirror && applyDelta(mirror, delta)),
  });
  const away: Agent = {
    ...agent('1', 'AWAY'),
    since: { at: NOW - 20 * MINUTE_MS, precision: 'exact', toleranceMs: 0 },
  };
  store.update({ all: team(away), asOf: NOW, health: liveHealth(NOW) });
  mirror = store.snapshot();
  clock.advance(MINUTE_MS);
  notice = () => {
    notice = () => undefined;
    rules = { limits: { byStatus: { AWAY: 10, BUSY: null }, secondary: [] }, offHours: null };
    store.rulesChanged();
  };
  store.membersChanged();
  expect(store.snapshot()).toMatchObject({ revision: 2, attention: 1 });
  expect(mirror).toEqual(store.snapshot());
});

const inOrder = (of: readonly Agent[]) => [...of].sort((a, b) => a.userId.localeCompare(b.userId));
