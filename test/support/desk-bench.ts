import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeItem, toDeskSecret } from '../../electron/connections/secret.ts';
import { publicKeyText } from '../../electron/relay/wire/keys.ts';
import type { Clock } from '../../electron/shared/clock.ts';
import type { DeskAccess } from '../../electron/shared/model.ts';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import { connectionProfile } from './connection-profile.ts';
import { createFakeKeychain } from './fake-keychain.ts';
import { createFakeTerminal, type FakeTerminal } from './fake-terminal.ts';
import { inUtc } from './fixed-zone.ts';
import { createPublisherBench, newKeys, SITE, type PublisherBench } from './publisher-bench.ts';
import { createTestBench, type TestApp } from './test-app.ts';

type FakeKeychain = ReturnType<typeof createFakeKeychain>;

/** A publisher's bench, and beside it the computer of a desk, with a data folder of its own. */
export interface DeskBench extends Omit<PublisherBench, 'bench' | 'listen'> {
  /** Of the desk. */
  readonly dataFolder: string;
  /** What the publisher signs with, and what the desk has of it. */
  readonly keys: ReturnType<typeof newKeys>;
  access(): DeskAccess;
  /** Saves one desk, whose password is in the keychain that comes back. */
  save(patch?: Partial<DeskAccess>): Promise<FakeKeychain>;
  /** An app with one saved desk, which calls nobody. */
  open(patch?: Partial<DeskAccess>): Promise<TestApp>;
  /** Runs a command on the computer of the desk, as long as it takes. */
  run(
    args: readonly string[],
    keychain: FakeKeychain,
    clock?: Clock,
    input?: string,
  ): Promise<{ readonly code: number | null; readonly io: FakeTerminal }>;
}

/** A command may wait for another one, for which the clock of the publisher does not wait. */
const WAITING_MS = 24 * 3_600_000;

const noCall = () => Promise.reject(new Error('A desk makes no call.'));

export async function createDeskBench(broker?: Parameters<typeof createPublisherBench>[0]): Promise<DeskBench> {
  const publishing = await createPublisherBench(broker);
  const bench = await createTestBench(publishing.clock);
  const { dataFolder } = bench;
  const keys = newKeys();

  const access = (): DeskAccess => ({
    broker: publishing.broker.url,
    site: SITE,
    deskId: 'desk-1',
    audience: 'names',
    views: ['everybody'],
    keys: [publicKeyText(keys.key)],
  });

  async function save(patch: Partial<DeskAccess> = {}): Promise<FakeKeychain> {
    const relay: DeskAccess = { ...access(), ...patch };
    const profile = connectionProfile({
      ...{ id: 'desk', name: 'Desk', auth: 'desk', clientId: null, relay },
      ...{ host: relay.broker, accountId: SITE, botId: relay.audience },
    });
    await writeFile(
      path.join(dataFolder, 'settings.json'),
      JSON.stringify({ version: 1, connections: [{ profile }], activeConnectionId: 'desk' }),
    );
    const keychain = createFakeKeychain();
    keychain.items.set('desk', encodeItem(toDeskSecret(relay, 'password')));
    return keychain;
  }

  return {
    ...publishing,
    dataFolder,
    keys,
    access,
    save,
    publisher: (parts, app) => publishing.publisher({ key: keys.key, keys: [keys.pinned], ...parts }, app),
    async open(patch) {
      const desk = await bench.open({ keychain: await save(patch), openWith: 'saved', fetch: noCall });
      void desk.app.start();
      return desk;
    },
    async run(args, keychain, clock = createSystemClock(), input = '') {
      const io = createFakeTerminal(input);
      const ended = runTerminal(args, io, {
        ...{ version: '9.9.9', platform: 'linux', clock, random: Math.random, fetch: noCall },
        ...{ localZone: inUtc(), dataFolder, staticFolder: dataFolder, createKeychain: () => keychain },
        openUrl: () => Promise.resolve(true),
        onSurprise: (error) => {
          throw error;
        },
      });
      let code: number | null = null;
      void ended.then((exit) => (code = exit));
      await publishing.until(() => code !== null, WAITING_MS);
      return { code, io };
    },
    async stop() {
      await bench.stop();
      await publishing.stop();
    },
  };
}
