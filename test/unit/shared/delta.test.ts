import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta } from '../../../electron/shared/delta.ts';
import { STATUSES, type Agent, type TeamDelta, type TeamSnapshot } from '../../../electron/shared/model.ts';
import { createTeamStore } from '../../../electron/team/store.ts';

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

/** Runs teams through a store; gives every delta and the snapshot after each of them. */
function history(teams: readonly ReadonlyMap<string, Agent>[]): { deltas: TeamDelta[]; snapshots: TeamSnapshot[] } {
  const deltas: TeamDelta[] = [];
  const store = createTeamStore(NOW, 30_000, (delta) => deltas.push(delta));
  const snapshots = [store.snapshot()];
  for (const team of teams) {
    store.update({ whole: team, asOf: NOW });
    snapshots.push(store.snapshot());
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
      fc.property(fc.array(agents, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), (teams, picks) => {
        const { deltas, snapshots } = history(teams);
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
      }),
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
});

function agentAt(userId: string, status: Agent['status']): Agent {
  const since = { at: NOW, precision: 'at-least', toleranceMs: 0 } as const;
  return { userId, name: userId, status, rawStatus: status, secondaryStatus: null, since };
}
