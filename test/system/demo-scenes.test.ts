import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DemoSceneName } from '../../electron/shared/demo-scene.ts';
import type { AlertEntry, Notice } from '../../electron/shared/model.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** What the demo's scenes have the rules say, in virtual time. */
const MINUTE_MS = 60_000;

let bench: TestBench;

beforeEach(async () => {
  // At night, when the demo's own story has few people.
  bench = await createTestBench(createFakeClock(Date.UTC(2026, 10, 30, 3, 7)));
});
afterEach(() => bench.stop());

/** A minute of the scene, as it is without any setting. */
async function play(scene: DemoSceneName): Promise<TestApp> {
  const rollcall = await bench.open({ openWith: 'demo', scene });
  await rollcall.app.start();
  await rollcall.until(({ health, details }) => health.state === 'live' && details?.read === 26);
  await rollcall.pass(MINUTE_MS);
  await rollcall.requestsEnded();
  return rollcall;
}

function noticesOf({ pushed }: TestApp): readonly Notice[] {
  return pushed.flatMap(({ name, payload }) => (name === 'notice:raised' ? [payload as Notice] : []));
}

function textsOf(rollcall: TestApp): readonly (readonly [string, string])[] {
  return noticesOf(rollcall).map(({ title, body }) => [title, body]);
}

async function heldOf(rollcall: TestApp): Promise<readonly unknown[]> {
  const entries: readonly AlertEntry[] = await rollcall.get('alert:log', null);
  return entries.filter(({ held }) => held !== null).map(({ kind, text, held }) => [kind, text, held]);
}

describe('within a minute of its start', () => {
  it('a storm is one notice, and what follows from it is held back', async () => {
    const rollcall = await play('storm');
    expect(textsOf(rollcall)).toEqual([
      ['22 of 26 agents went offline in 60 seconds', 'The team: 0 available, 0 busy, 4 away, 22 offline.'],
    ]);
    expect(await heldOf(rollcall)).toEqual([
      ['too-long', expect.stringMatching(/^.+: Break 30 min, limit 30 min$/), 'mass-change'],
      ['below', 'Nobody is available', 'mass-change'],
    ]);
  });

  it('one agent flaps', async () => {
    const rollcall = await play('flap');
    const [agent] = [...rollcall.app.team().agents].filter(({ userId }) => userId === noticesOf(rollcall)[0]?.userId);
    expect(textsOf(rollcall)).toEqual([
      [`${agent?.name ?? ''}: 6 changes of status in 10 min, not counting contacts`, ''],
    ]);
  });

  it('fewer than three are available', async () => {
    const rollcall = await play('below');
    expect(textsOf(rollcall)).toEqual([
      ['2 available, fewer than 3', 'The team: 2 available, 16 busy, 8 away, 0 offline.'],
    ]);
  });

  it('a break is over its limit', async () => {
    const rollcall = await play('long-away');
    const [notice] = noticesOf(rollcall);
    const name = rollcall.app.team().agents.find(({ userId }) => userId === notice?.userId)?.name ?? '';
    expect(textsOf(rollcall)).toEqual([[`${name}: Break 30 min, limit 30 min`, '']]);
  });

  it('nobody is available', async () => {
    const rollcall = await play('nobody');
    expect(textsOf(rollcall)).toEqual([['Nobody is available', 'The team: 0 available, 17 busy, 9 away, 0 offline.']]);
  });
});

it('every notice of a scene is marked as demo data, and nothing of it is kept', async () => {
  const rollcall = await play('nobody');
  expect(noticesOf(rollcall).map(({ isDemo, connectionId }) => [isDemo, connectionId])).toEqual([[true, 'demo']]);
  await rollcall.app.stop();
  const again = await bench.open({ openWith: 'demo' });
  await again.app.start();
  expect(await again.get('alert:log', null)).toEqual([]);
});

it('a demo without a scene is polled at the pace of the settings', async () => {
  const rollcall = await bench.open({ openWith: 'demo' });
  await rollcall.app.start();
  await rollcall.until(({ health }) => health.state === 'live');
  expect((rollcall.app.team().health.nextAt ?? 0) - bench.clock.now()).toBe(30_000);
});

it('a scene tells nothing where the user wants nothing', async () => {
  const rollcall = await bench.open({ openWith: 'demo', scene: 'below' });
  await rollcall.get('settings:update', { notify: 'nothing' });
  await rollcall.app.start();
  expect((await rollcall.get('alert:list')).rules.filter(({ isOn }) => isOn)).toEqual([]);
});
