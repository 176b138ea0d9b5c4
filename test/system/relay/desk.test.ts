import { afterEach, beforeEach, expect, it } from 'vitest';
import { toDeskSecret, encodeItem } from '../../../electron/connections/secret.ts';
import { publicKeyText } from '../../../electron/relay/wire/keys.ts';
import type { DeskAccess, TeamSnapshot } from '../../../electron/shared/model.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeKeychain } from '../../support/fake-keychain.ts';
import { createPublisherBench, newKeys, SITE, type PublisherBench } from '../../support/publisher-bench.ts';
import { createTestBench, type TestApp, type TestBench } from '../../support/test-app.ts';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

let publishing: PublisherBench;
let bench: TestBench;
beforeEach(async () => {
  publishing = await createPublisherBench();
  bench = await createTestBench(publishing.clock);
});
afterEach(async () => {
  await bench.stop();
  await publishing.stop();
});

const keys = newKeys();

/** An app with one saved desk, which calls nobody. */
async function openDesk(patch: Partial<DeskAccess> = {}): Promise<TestApp> {
  const access: DeskAccess = {
    broker: publishing.broker.url,
    site: SITE,
    deskId: 'desk-1',
    audience: 'names',
    views: ['everybody'],
    keys: [publicKeyText(keys.key)],
    ...patch,
  };
  const profile = connectionProfile({
    ...{ id: 'desk', name: 'Desk', auth: 'desk', clientId: null, relay: access },
    ...{ host: access.broker, accountId: SITE, botId: access.audience },
  });
  await writeFile(
    path.join(bench.dataFolder, 'settings.json'),
    JSON.stringify({ version: 1, connections: [{ profile }], activeConnectionId: 'desk' }),
  );
  const keychain = createFakeKeychain();
  keychain.items.set('desk', encodeItem(toDeskSecret(access, 'password')));
  const desk = await bench.open({
    keychain,
    openWith: 'saved',
    fetch: () => Promise.reject(new Error('A desk makes no call.')),
  });
  void desk.app.start();
  return desk;
}

const byId = (agents: TeamSnapshot['agents']) => agents.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));

it('shows the same team, counts and queues as its publisher, and follows it', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  const desk = await openDesk();
  await publishing.until(() => desk.app.team().health.state === 'live' && desk.app.team().agents.length > 0);
  await publishing.pass(120_000);
  // What is read of status details between two polls is published a little later.
  const isSame = (): boolean =>
    JSON.stringify(byId(desk.app.team().agents)) === JSON.stringify(byId(publisher.app.team().agents));
  await publishing.until(isSame);

  const [theirs, ours] = [publisher.app.team(), desk.app.team()];
  expect(ours.health).toMatchObject({ state: 'live', message: '' });
  expect(ours.counts).toEqual(theirs.counts);
  expect(byId(ours.agents)).toEqual(byId(theirs.agents));
  expect(ours.queues).toEqual(theirs.queues);
  expect(ours.agents.length).toBeGreaterThan(0);
  expect(desk.surprises).toEqual([]);
});
