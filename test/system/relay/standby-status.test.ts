import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { publicKeyText } from '../../../electron/relay/wire/keys.ts';
import { connectBroker } from '../../../electron/relay/broker/session.ts';
import { NOTHING_LEARNED } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { publishTexts as texts } from '../../../electron/shared/texts/relay/relay.ts';
import { parseArguments } from '../../../electron/terminal/arguments.ts';
import { runPublish } from '../../../electron/terminal/commands/publish/publish.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeKeychain } from '../../support/fake-keychain.ts';
import { createFakeTerminal } from '../../support/fake-terminal.ts';
import { makeOwner, runRollcall } from '../../support/owner-bench.ts';
import { createPublisherBench, newKeys, SITE, type PublisherBench } from '../../support/publisher-bench.ts';
import { createTestBench, type TestApp, type TestBench } from '../../support/test-app.ts';

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

const [first, second] = [newKeys(), newKeys()];
const saved = {
  profile: connectionProfile(),
  ...{ isSecretStored: true, memory: NOTHING_LEARNED, views: [], activeViewId: null },
};

/** `rollcall publish` on the computer of the second publisher. */
async function startSecond() {
  const connections = [saved];
  const document = { version: 1, connections, activeConnectionId: saved.profile.id };
  await writeFile(path.join(bench.dataFolder, 'settings.json'), JSON.stringify(document));
  const parsed = parseArguments(['publish']);
  if (!parsed.ok || parsed.value.command !== 'publish') throw new Error('not understood');
  const io = createFakeTerminal();
  const opened = Promise.withResolvers<TestApp>();
  const access = {
    ...{ broker: publishing.broker.url, site: SITE, publisherId: 'second', user: 'second' },
    keys: [second, first].map(({ key }) => publicKeyText(key)),
  };
  const ended = runPublish(parsed.value, io, {
    ...{ clock: bench.clock, random: () => 0.5, version: '9.9.9', randomBytes, connect: connectBroker },
    collect: () => undefined,
    onSurprise(error) {
      throw error;
    },
    claim: () => Promise.resolve({ serve: () => Promise.resolve(), release: () => Promise.resolve() }),
    lastOwner: () => null,
    readIdentity: () =>
      Promise.resolve(
        ok({ saved, access, secret: { password: 'secret', signingKey: second.key }, keychain: createFakeKeychain() }),
      ),
    async createApp(parts) {
      const app = await bench.open({ ...parts, fetch: () => Promise.reject(new Error('It makes no call.')) });
      await makeOwner(bench, app);
      opened.resolve(app);
      return app.app;
    },
  });
  return { io, ended, app: await opened.promise };
}

async function run(command: 'status' | 'queues') {
  const { io, ended } = runRollcall(bench, [command]);
  return [await ended, io.out, io.messages];
}

it('a publisher that stands by says so for its status and its queues, and where the team is', async () => {
  const running = await publishing.publisher({ key: first.key, keys: [first.pinned, second.pinned] });
  await publishing.until(() => running.state().told === 1);
  const { io, ended, app } = await startSecond();
  await publishing.until(() => io.out.includes(texts.standby));
  expect(await run('status')).toEqual([5, [], [texts.paused.standby]]);
  expect(await run('queues')).toEqual([5, [], [texts.paused.standby]]);
  await running.stop();
  await publishing.until(() => io.out.includes(texts.live));
  await publishing.until(() => app.app.team().health.state !== 'paused');
  io.interrupt();
  expect(await ended).toBe(0);
});

it('the status of a publisher without a broker says why it reads nothing', async () => {
  await publishing.broker.stop();
  const { io, ended, app } = await startSecond();
  await publishing.until(() => app.app.team().health.state === 'paused');
  const [code, out, messages] = await run('status');
  expect([code, out, messages]).toEqual([5, [], [expect.stringContaining('has no connection to its broker')]]);
  io.interrupt();
  expect(await ended).toBe(0);
});
