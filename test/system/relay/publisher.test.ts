import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPublisherBench, newKeys, type PublisherBench } from '../../support/publisher-bench.ts';

let bench: PublisherBench;
beforeEach(async () => {
  bench = await createPublisherBench();
});
afterEach(() => bench.stop());

const byId = (agents: readonly { readonly userId: string }[]) =>
  agents.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));

it('publishes the team of everybody, which a plain client reads and keeps up with', async () => {
  const { key, pinned } = newKeys();
  const listener = await bench.listen([pinned]);
  const { app, state } = await bench.publisher({ key, keys: [pinned] });
  const replica = listener.replica('names', 'everybody');
  await bench.until(() => replica.state().team !== null);

  await bench.pass(20_000); // status details are read after the first poll
  const shown = () => replica.state().team;
  const team = app.app.team();
  expect(state()).toMatchObject({ role: 'live', isConnected: true, problem: null, told: 1, untold: 0 });
  expect(byId(shown()?.content.agents ?? [])).toEqual(byId(team.agents));
  expect(shown()?.content.counts).toEqual(team.counts);
  expect(listener.content('views', ({ kind }) => kind === 'views')).toMatchObject({ isDemo: true });

  const { revision } = shown()?.stamp ?? { revision: 0 };
  await bench.pass(120_000);
  expect(shown()?.stamp.revision).toBeGreaterThan(revision + 2);
  expect(byId(shown()?.content.agents ?? [])).toEqual(byId(app.app.team().agents));
  expect(listener.heard.filter(({ header }) => header === null)).toEqual([]);
});
