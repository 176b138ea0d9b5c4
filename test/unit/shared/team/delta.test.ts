import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, composeDeltas } from '../../../../electron/shared/team/delta.ts';
import {
  EMPTY_FILTER,
  STATUSES,
  type Agent,
  type TeamDelta,
  type TeamSnapshot,
} from '../../../../electron/shared/model.ts';
import { createTeamStore } from '../../../../electron/team/team-store.ts';
import { DEFAULT_RULES } from '../../../support/fake-team.ts';
import { createFakeMembers } from '../../../support/fake-members.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const NOW = Date.UTC(2026, 2, 2, 9);

const agents = fc
  .uniqueArray(
    fc.record({
      userId: fc.constantFrom('u-1', 'u-2', 'u-3', 'u-4'),
      status: fc.constantFrom(...STATUSES),
      startedAt: fc.constantFrom(null, 1, 2),
    }),
    { selector: ({ userId }) => userId },
  )
  .map(
    (rows): ReadonlyMap<string, Agent> =>
      new Map(
        rows.map(({ userId, status, startedAt }) => [
          userId,
          {
            userId,
            name: userId,
            status,
            rawStatus: status,
            secondaryStatus: null,
            since: { at: NOW, precision: 'at-least', toleranceMs: 0 },
            ...(startedAt === null
              ? {}
              : { selfReported: { primaryStatus: 'AWAY', secondaryStatus: null, startedAt } }),
          },
        ]),
      ),
  );

type Team = ReadonlyMap<string, Agent>;
type Served = Parameters<typeof createFakeMembers>[0];

/** Who serves the queues from the first, second, ... team on. */
const served: fc.Arbitrary<readonly Served[]> = fc.array(
  fc.dictionary(fc.constantFrom('qu-1', 'qu-2', 'qu-3'), fc.subarray(['u-1', 'u-2', 'u-3'])),
);

/** Runs teams and queues through a store; gives every delta and the snapshot after each of them. */
function history(
  teams: readonly Team[],
  queues: readonly Served[] = [],
): { deltas: TeamDelta[]; snapshots: TeamSnapshot[] } {
  const deltas: TeamDelta[] = [];
  const directory = createFakeMembers();
  const store = createTeamStore({
    clock: createFakeClock(NOW),
    intervalMs: () => 30_000,
    rules: () => DEFAULT_RULES,
    directory,
    onDelta(delta) {
      deltas.push(delta);
      snapshots.push(store.snapshot());
    },
  });
  const snapshots = [store.snapshot()];
  for (const [index, team] of teams.entries()) {
    directory.set(queues[index] ?? {});
    store.membersChanged();
    store.update({ all: team, asOf: NOW, readWith: EMPTY_FILTER });
  }
  return { deltas, snapshots };
}

const byId = (snapshot: TeamSnapshot): TeamSnapshot => ({
  ...snapshot,
  agents: [...snapshot.agents].sort((a, b) => a.userId.localeCompare(b.userId)),
});

describe('applyDelta', () => {
  it('converges on the newest snapshot for any loss, repetition and order of messages', () => {
    fc.assert(
      fc.property(
        fc.array(agents, { minLength: 1, maxLength: 8 }),
        served,
        fc.infiniteStream(fc.nat()),
        (teams, queues, picks) => {
          const { deltas, snapshots } = history(teams, queues);
          const newest = snapshots.at(-1);
          let mirror = snapshots[0];
          if (newest === undefined || mirror === undefined) throw new Error('no snapshot');
          for (let step = 0; step < 3 * deltas.length; step += 1) {
            const delta = deltas[(picks.next().value ?? 0) % deltas.length];
            if (delta === undefined) continue;
            // A gap is answered with the snapshot of a moment that may be anywhere from that delta on.
            mirror = applyDelta(mirror, delta) ?? snapshots[delta.revision] ?? mirror;
          }
          const last = deltas.at(-1);
          if (last === undefined) throw new Error('no delta');
          mirror = applyDelta(mirror, last) ?? newest;
          expect(byId(mirror)).toEqual(byId(newest));
        },
      ),
    );
  });

  it('sends one agent for one change among many', () => {
    const many = new Map(
      Array.from({ length: 1_000 }, (_, index): [string, Agent] => [`u-${index}`, agentAt(`u-${index}`, 'AVAILABLE')]),
    );
    const changed = new Map(many).set('u-7', agentAt('u-7', 'AWAY'));
    const { deltas } = history([many, changed]);
    expect(deltas[1]?.changed.map(({ userId }) => userId)).toEqual(['u-7']);
    expect(deltas[1]?.removed).toEqual([]);
  });

  it('sends one queue of many for one change, and only the ids of the others when one comes or goes', () => {
    const team = (status: Agent['status']): Team => new Map([['u-1', agentAt('u-1', status)]]);
    const ids = Array.from({ length: 1_000 }, (_, index) => `qu-${String(index).padStart(3, '0')}`);
    const queuesOf = (those: readonly string[]): Served =>
      Object.fromEntries(those.map((id, at) => [id, at === 7 ? ['u-1'] : []]));
    const all = queuesOf(ids);
    const { deltas } = history([team('AVAILABLE'), team('AWAY'), team('AWAY')], [all, all, queuesOf(ids.slice(0, -1))]);
    expect(deltas.map(({ queues }) => [queues?.changed.length, queues?.ids?.length])).toEqual([
      [1_000, 1_000],
      [1, undefined],
      [0, 999],
      [undefined, undefined],
    ]);
  });
});

/** Deltas that follow each other, as one. */
function composed(deltas: readonly TeamDelta[]): TeamDelta {
  const [first, ...others] = deltas;
  if (first === undefined) throw new Error('no delta');
  return others.reduce(composeDeltas, first);
}

describe('composeDeltas', () => {
  const teams = fc.array(agents, { minLength: 1, maxLength: 8 });

  it('gives one delta that does what its deltas do one after the other, down to the order of the agents', () => {
    fc.assert(
      fc.property(teams, served, (each, queues) => {
        const { deltas, snapshots } = history(each, queues);
        const [before] = snapshots;
        if (before === undefined) throw new Error('no snapshot');
        const inTurn = deltas.reduce((team, delta) => applyDelta(team, delta) ?? team, before);
        expect(applyDelta(before, composed(deltas))).toEqual(inTurn);
      }),
    );
  });

  it('brings a snapshot from anywhere in between to the newest', () => {
    fc.assert(
      fc.property(teams, served, fc.nat(), (each, queues, pick) => {
        const { deltas, snapshots } = history(each, queues);
        const [between, newest] = [snapshots[pick % snapshots.length], snapshots.at(-1)];
        if (between === undefined || newest === undefined) throw new Error('no snapshot');
        const result = applyDelta(between, composed(deltas));
        expect(result && byId(result)).toEqual(byId(newest));
      }),
    );
  });

  it('says of an agent who went and came back only how they came back', () => {
    const [ana, back] = [agentAt('u-1', 'AVAILABLE'), agentAt('u-1', 'AWAY')];
    const { deltas } = history([new Map([['u-1', ana]]), new Map(), new Map([['u-1', back]])]);
    const { base, revision, changed, removed } = composed(deltas.slice(1));
    expect({ base, revision, changed, removed }).toEqual({ base: 1, revision: 3, changed: [back], removed: ['u-1'] });
  });

  it('is the newest alone when one is missing, so that the team is requested', () => {
    const { deltas, snapshots } = history([new Map(), new Map([['u-1', agentAt('u-1', 'BUSY')]]), new Map()]);
    const [first, , third] = deltas;
    const [before] = snapshots;
    if (first === undefined || third === undefined || before === undefined) throw new Error('no delta');
    expect(composeDeltas(first, third)).toBe(third);
    expect(applyDelta(before, composeDeltas(first, third))).toBeNull();
  });

  it('does not grow with everybody who has ever been there', () => {
    const [first, second, third] = history([new Map(), new Map(), new Map()]).deltas;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no delta');
    const gone = Array.from({ length: 10_000 }, (_, index) => `u-${index}`);
    const composed = composeDeltas({ ...first, removed: gone }, { ...second, removed: ['u-7'] });
    expect(composed.removed).toEqual(gone);
    const last = { ...third, removed: ['u-10000'] };
    expect(composeDeltas(composed, last)).toBe(last);
  });
});

function agentAt(userId: string, status: Agent['status']): Agent {
  const since = { at: NOW, precision: 'at-least', toleranceMs: 0 } as const;
  return { userId, name: userId, status, rawStatus: status, secondaryStatus: null, since };
}
