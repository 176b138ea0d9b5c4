import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askOwner } from '../../electron/api/local-socket/client.ts';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { createFakeTerminal, type FakeTerminal } from '../support/fake-terminal.ts';
import { inUtc } from '../support/fixed-zone.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { makeDataFolder, removeDataFolder } from '../support/owner-scene.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench } from '../support/test-app.ts';

/** Several `serve` on one data folder, in this process over real sockets: those that are not the owner have it serve a page. */
let dataFolder: string;
let kore: KoreServer;
let items: Map<string, string>;
let running: Serve[];
let opened: string[];

const PATIENT_MS = 10_000;

beforeEach(async () => {
  dataFolder = await makeDataFolder();
  items = new Map();
  running = [];
  opened = [];
  kore = await startKoreServer([{ id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'BUSY' }]);
  const bench = await createTestBench(createSystemClock() as never);
  const setUp = await bench.open({ dataFolder, keychain: createFakeKeychain(items) });
  await setUp.get('connection:save', formFor(kore), 'keychain');
  await bench.stop();
});
afterEach(async () => {
  for (const { io } of running) io.interrupt();
  await Promise.all(running.map(({ ended }) => ended));
  await kore.stop();
  await removeDataFolder(dataFolder);
});

interface Serve {
  readonly io: FakeTerminal;
  readonly ended: Promise<number>;
}

function serve(...argv: string[]): Serve {
  const io = createFakeTerminal();
  const parts = {
    version: '9.9.9',
    platform: 'linux',
    clock: createSystemClock(),
    random: () => 0.5,
    fetch: globalThis.fetch,
    localZone: inUtc(),
    dataFolder,
    createKeychain: () => createFakeKeychain(items),
    staticFolder: dataFolder,
    openUrl: (url: string) => Promise.resolve(opened.push(url) > 0),
    onSurprise: (error: unknown) => {
      throw error;
    },
  };
  const ended = runTerminal(['serve', '--port', '0', '--no-open', ...argv], io, parts);
  const started = { io, ended };
  running.push(started);
  return started;
}

const address = ({ io }: Serve): Promise<string> => io.waitFor((line) => line.startsWith('Rollcall: '));

/** What a tab that opened the printed address gets for a command. */
async function askPage(line: string, command: string): Promise<unknown> {
  const url = new URL(line.replace('Rollcall: ', ''));
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(new URL(path, url.origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const session = await post('/session', { token: url.hash.replace('#token=', '') });
  const { key } = (await session.json()) as { key: string };
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = (await (await post(`/command/${command}`, [], { cookie, 'x-rollcall-key': key })).json()) as {
    readonly value: unknown;
  };
  return answer.value;
}

describe('several serve on one data folder', () => {
  it('read the team once, and each shows it at an address of its own', async () => {
    const before = kore.calls.length;
    const lines = await Promise.all([serve(), serve(), serve()].map(address));
    await kore.received('statusDetails', 1);
    expect(new Set(lines).size).toBe(3);
    for (const line of lines) {
      expect(await askPage(line, 'team:snapshot')).toMatchObject({ counts: { BUSY: 1, total: 1 } });
      expect(await askPage(line, 'app:info')).toMatchObject({ surface: 'browser', version: '9.9.9' });
    }
    expect(kore.calls.slice(before).map(({ api }) => api)).toEqual(['availability', 'statusDetails']);
    const said = running.flatMap(({ io }) => io.messages.filter((line) => line.includes('is already running')));
    expect(said).toEqual(
      Array.from(
        { length: 2 },
        () =>
          `Rollcall is already running in a terminal (rollcall serve), process ${process.pid}. ` +
          'It serves this page, and it alone reads the team. Ctrl+C here ends the page only.',
      ),
    );
  });

  it('end a page with the command that it is served for', async () => {
    const first = serve();
    await address(first);
    const second = serve();
    const line = await address(second);
    await askPage(line, 'team:snapshot');
    second.io.interrupt();
    expect(await second.ended).toBe(0);
    await expect
      .poll(
        () =>
          askPage(line, 'team:snapshot').then(
            () => 'served',
            () => 'gone',
          ),
        { timeout: PATIENT_MS },
      )
      .toBe('gone');
    expect(await askPage(await address(first), 'app:info')).toMatchObject({ version: '9.9.9' });
  });

  it('go on when the first one ends: the next takes over', async () => {
    const first = serve();
    await address(first);
    const second = serve();
    const served = await address(second);
    first.io.interrupt();
    expect(await first.ended).toBe(0);
    const own = await second.io.waitFor((line) => line.startsWith('Rollcall: ') && line !== served);
    expect(second.io.messages).toContain('That Rollcall has ended; this one takes over.');
    await second.io.waitFor((line) => line === 'Billing: 0 available, 1 busy, 0 away, 0 offline');
    expect(await askPage(own, 'team:snapshot')).toMatchObject({ counts: { BUSY: 1 } });
  });

  it('give the reason when the port cannot be used', async () => {
    const line = await address(serve());
    const { port } = new URL(line.replace('Rollcall: ', ''));
    const second = serve('--port', port);
    expect(await second.ended).toBe(2);
    expect(second.io.messages).toEqual([
      `Port ${port} is already in use. Choose another one, or end the program that uses it.`,
    ]);
  });

  it('do not show another account as the demo', async () => {
    await address(serve());
    const demo = serve('--demo');
    expect(await demo.ended).toBe(5);
    expect(demo.io.out).toEqual([]);
    expect(demo.io.messages.join()).toContain('a data folder of its own with ROLLCALL_HOME');
  });

  it('open the page of the first one for whoever asks', async () => {
    const line = await address(serve());
    expect((await askOwner(dataFolder, 'window:open', [], PATIENT_MS))?.answer).toEqual({ ok: true, value: null });
    expect(opened).toEqual([line.replace('Rollcall: ', '')]);
  });
});
