import fc from 'fast-check';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { describe, expect, it } from 'vitest';
import { composeDeltas } from '../../../../../electron/shared/team/delta.ts';
import type { Agent, TeamDelta, TeamSnapshot } from '../../../../../electron/shared/model.ts';
import { ok, type Result } from '../../../../../electron/shared/result.ts';
import { BRIDGE, LINK } from '../../../../../renderer/bridge/bridge-key.ts';
import { useTeamStore } from '../../../../../renderer/features/team/team-store.ts';
import { createFakeBridge, type FakeBridge } from '../../../../support/fake-bridge.ts';
import { fakeAgent, fakeSnapshot } from '../../../../support/fake-team.ts';

const agent = (name: string, patch: Partial<Agent> = {}) => fakeAgent({ userId: `u-${name}`, name, ...patch });

function openStore(fake: FakeBridge) {
  const pinia = createPinia();
  createApp({}).provide(BRIDGE, fake.bridge).provide(LINK, fake.link).use(pinia);
  return useTeamStore(pinia);
}

/** Snapshot answers that arrive when the test says so; each holds the team of the moment it was requested. */
function lateSnapshots(fake: FakeBridge) {
  const pending: (() => void)[] = [];
  fake.answer('team:snapshot', () => {
    const answer = ok(fake.core.team);
    return new Promise<Result<TeamSnapshot>>((resolve) => pending.push(() => resolve(answer)));
  });
  return { arrive: () => pending.shift()?.(), count: () => pending.length };
}

/** Lets every promise that can settle do so. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}

function teamOf(...names: string[]): FakeBridge {
  return createFakeBridge({
    team: fakeSnapshot(
      names.map((name) => agent(name)),
      0,
    ),
  });
}

describe('useTeamStore', () => {
  it('knows no team before the first answer', () => {
    const store = openStore(teamOf('Ann'));
    expect([store.snapshot, store.hasTeam, store.agents]).toEqual([null, false, []]);
  });

  it('plays back what was pushed while the snapshot was on its way', async () => {
    const fake = teamOf('Ann');
    const snapshots = lateSnapshots(fake);
    const store = openStore(fake);
    store.start();
    await settle();
    fake.poll({ changed: [agent('Ben')] });
    snapshots.arrive();
    await settle();
    expect(store.agents.map(({ name }) => name)).toEqual(['Ann', 'Ben']);
  });

  it('asks again when a delta was missed', async () => {
    const fake = teamOf('Ann');
    const store = openStore(fake);
    store.start();
    await settle();
    fake.core.team = { ...fake.core.team, revision: 7, agents: [agent('Zed')] };
    fake.poll({});
    await settle();
    expect(store.snapshot).toEqual(fake.core.team);
  });

  it('takes what it missed while it was hidden, although it requested the team in between', async () => {
    const fake = teamOf('Ann');
    const missed: TeamDelta[] = [];
    const listen = fake.bridge.on('team:changed', (delta) => missed.push(delta));
    fake.poll({ changed: [agent('Ben')] });
    listen();
    const store = openStore(fake);
    store.start();
    await settle();
    const { agents: _agents, queues: _queues, ...team } = fake.core.team;
    const next: TeamDelta = {
      ...team,
      base: team.revision,
      revision: team.revision + 1,
      changed: [agent('Cem')],
      removed: [],
    };
    fake.push(
      'team:changed',
      missed.reduceRight((later, delta) => composeDeltas(delta, later), next),
    );
    expect(store.agents.map(({ name }) => name)).toEqual(['Ann', 'Ben', 'Cem']);
    await settle();
    expect(fake.calls.filter(({ command }) => command === 'team:snapshot')).toHaveLength(1);
  });

  it('keeps the very same list when a poll changed nobody', async () => {
    const fake = teamOf('Ann');
    const store = openStore(fake);
    store.start();
    await settle();
    const before = store.agents;
    fake.poll({ asOf: 42 });
    expect(store.snapshot?.asOf).toBe(42);
    expect(store.agents).toBe(before);
  });

  it('hears nothing more once it was stopped', async () => {
    const fake = teamOf('Ann');
    const store = openStore(fake);
    const stop = store.start();
    await settle();
    stop();
    fake.poll({ removed: ['u-Ann'] });
    expect(store.agents).toHaveLength(1);
  });

  it('joins a refresh that is under way', async () => {
    const fake = teamOf('Ann');
    const store = openStore(fake);
    await Promise.all([store.refresh(), store.refresh()]);
    expect(fake.calls.filter(({ command }) => command === 'team:refresh')).toHaveLength(1);
    expect(store.isRefreshing).toBe(false);
  });

  it('ends at the team of the core, whatever the order of deltas, losses and snapshots', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('poll' as const), name: fc.constantFrom('A', 'B', 'C'), isLost: fc.boolean() }),
      fc.record({ kind: fc.constant('arrive' as const) }),
      fc.record({ kind: fc.constant('settle' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const fake = teamOf('A');
        const snapshots = lateSnapshots(fake);
        const store = openStore(fake);
        store.start();
        for (const [at, item] of steps.entries()) {
          if (item.kind === 'arrive') snapshots.arrive();
          else if (item.kind === 'settle') await settle();
          else if (item.isLost) fake.core.team = { ...fake.core.team, revision: fake.core.team.revision + 1, asOf: at };
          else fake.poll({ changed: [agent(item.name, { secondaryStatus: String(at) })] });
        }
        // The next poll reaches everybody, and every answer arrives in the end.
        fake.poll({ asOf: 1_000 });
        do {
          await settle();
          snapshots.arrive();
          await settle();
        } while (snapshots.count() > 0);
        expect(store.snapshot).toEqual(fake.core.team);
      }),
    );
  });
});
