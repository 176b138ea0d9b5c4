import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDemo } from '../../electron/demo/server.ts';
import type { Keychain } from '../../electron/keychain/types.ts';
import { NOTHING_LEARNED } from '../../electron/shared/model.ts';
import type { TerminalParts } from '../../electron/terminal/parts.ts';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import { connectionProfile } from '../support/connection-profile.ts';
import { createFakeKeychain, createNoKeychain } from '../support/fake-keychain.ts';
import { createFakeTerminal, type FakeTerminal } from '../support/fake-terminal.ts';
import { inUtc } from '../support/fixed-zone.ts';

/** `rollcall` in this process, against the demo contact centre over real sockets. */
let demo: Awaited<ReturnType<typeof startDemo>>;
let folder: string;
let items: Map<string, string>;

beforeAll(async () => {
  demo = await startDemo({ agents: 60, timeZone: 'UTC' });
});
afterAll(() => demo.stop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-terminal-'));
  items = new Map();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly io: FakeTerminal;
}

const parts = (keychain?: Keychain): TerminalParts => ({
  version: '9.9.9',
  platform: 'linux',
  clock: createSystemClock(),
  random: Math.random,
  fetch: globalThis.fetch,
  localZone: inUtc(),
  dataFolder: folder,
  createKeychain: () => keychain ?? createFakeKeychain(items),
  staticFolder: folder,
  openUrl: () => Promise.resolve(true),
  onSurprise: (error) => {
    throw error;
  },
});

async function rollcall(argv: readonly string[], input = '', keychain?: Keychain): Promise<Run> {
  const io = createFakeTerminal(input);
  const code = await runTerminal(argv, io, parts(keychain));
  return { code, io };
}

/** All of connect's flags for a client of the demo. */
function flags(client: { readonly clientId: string } = demo): string[] {
  const { host, accountId, botId } = demo;
  return ['--host', host, '--account', accountId, '--bot', botId, '--client-id', client.clientId, '--secret-stdin'];
}

function json(run: Run): Record<string, unknown> {
  expect(run.io.out.length).toBe(1);
  return JSON.parse(run.io.out[0] ?? '') as Record<string, unknown>;
}

describe('connect', () => {
  it('tests both APIs, saves, and later commands need no flags', async () => {
    const connected = await rollcall(['connect', ...flags(), '--name', 'Billing'], `${demo.clientSecret}\n`);
    expect([connected.code, connected.io.out.length]).toEqual([0, 2]);
    expect(connected.io.out.every((line) => line.startsWith('ok'))).toBe(true);
    expect([...items.values()].join()).toContain(demo.clientSecret);
    expect(await readFile(path.join(folder, 'settings.json'), 'utf8')).not.toContain(demo.clientSecret);

    const status = await rollcall(['status', '--json', '--name', 'Billing']);
    expect(status.code).toBe(0);
    expect(json(status)).toMatchObject({ connection: { name: 'Billing', host: demo.host }, demo: false });
  });

  it('replaces a connection of the same name', async () => {
    await rollcall(['connect', ...flags(), '--name', 'Billing'], demo.clientSecret);
    await rollcall(['connect', ...flags(), '--name', 'Billing', '--zone', 'Asia/Kolkata'], demo.clientSecret);
    const settings = JSON.parse(await readFile(path.join(folder, 'settings.json'), 'utf8')) as {
      connections: { profile: { name: string; timeZone: string } }[];
    };
    expect(settings.connections.map(({ profile }) => [profile.name, profile.timeZone])).toEqual([
      ['Billing', 'Asia/Kolkata'],
    ]);
    expect(items.size).toBe(1);
  });

  it('saves with one scope missing and says which', async () => {
    const { configurationOnly } = demo.clients;
    const run = await rollcall(['connect', ...flags(configurationOnly)], configurationOnly.clientSecret);
    expect(run.code).toBe(0);
    expect(run.io.out[1]).toContain('refused');
    expect(run.io.out[1]).toContain('SmartAssist Analytics');
    expect(items.size).toBe(1);
  });

  it('saves nothing when both APIs refuse', async () => {
    const run = await rollcall(['connect', ...flags()], 'not-the-secret-not-the-secret-not-the');
    expect([run.code, items.size]).toEqual([4, 0]);
  });

  it('saves nothing without a keychain and names the form that needs none', async () => {
    const run = await rollcall(['connect', ...flags()], demo.clientSecret, createNoKeychain());
    expect(run.code).toBe(7);
    expect(run.io.messages.join('\n')).toContain('rollcall status --host');
  });

  it('ends with 5 where nobody answers', async () => {
    const closed = ['--host', 'http://127.0.0.1:9', '--account', demo.accountId, '--bot', demo.botId];
    const run = await rollcall(
      ['connect', ...closed, '--client-id', demo.clientId, '--secret-stdin'],
      demo.clientSecret,
    );
    expect([run.code, items.size]).toEqual([5, 0]);
  });
});

describe('status', () => {
  it('needs a connection', async () => {
    const run = await rollcall(['status', '--json']);
    expect(run.code).toBe(3);
    expect(json(run)).toMatchObject({ connection: null, takenAt: null, counts: null });
  });

  it('reads a given connection without saving it', async () => {
    const run = await rollcall(['status', '--json', '--agents', ...flags()], demo.clientSecret);
    expect(run.code).toBe(0);
    const report = json(run) as {
      counts: { total: number };
      agents: { sincePrecision: string; since: string | null }[];
    };
    expect(report.counts.total).toBe(60);
    expect(report.agents.length).toBe(60);
    expect(report.agents.some(({ sincePrecision }) => sincePrecision === 'exact')).toBe(true);
    expect(report.agents.every(({ since }) => since === null || since.endsWith('Z'))).toBe(true);
    expect(items.size).toBe(0);
  });

  it('says so, and goes on, where calls cannot be counted together with other processes', async () => {
    for (const name of ['rate-limits.db', 'rate-limits.db.aside']) {
      await mkdir(path.join(folder, name, 'in-the-way'), { recursive: true });
    }
    const { code, io } = await rollcall(['status', ...flags()], demo.clientSecret);
    expect(code).toBe(0);
    expect(io.messages.join('\n')).toContain(
      'Rollcall cannot count the calls of its other programs here (rate-limits.db)',
    );
  });

  it.each([
    // One of twenty copies may have a page of status details at once, one of thirty has to wait for it.
    [2, 2],
    [30, 1],
  ])('keeps a given connection to the smaller share, and its --copies %i out of the settings', async (said, calls) => {
    const settings = path.join(folder, 'settings.json');
    const { host, accountId } = demo;
    const profile = connectionProfile({ host, accountId, botId: 'st-other', copies: 20 });
    const saved = { profile, isSecretStored: true, memory: NOTHING_LEARNED, views: [], activeViewId: null };
    const text = JSON.stringify({ version: 1, connections: [saved], activeConnectionId: profile.id });
    await writeFile(settings, text);
    const run = await rollcall(['status', '--agents', ...flags(), '--copies', String(said)], demo.clientSecret);
    expect([run.code, await readFile(settings, 'utf8')]).toEqual([0, text]);
    const counter = new DatabaseSync(path.join(folder, 'rate-limits.db'), { readOnly: true });
    expect(counter.prepare('SELECT count(*) AS calls FROM calls').get()).toEqual({ calls });
    counter.close();
  });

  it('says of how many agents it knows since when, where they are more than the rate limit allows at once', async () => {
    const large = await startDemo({ agents: 1_000, timeZone: 'UTC' });
    const { host, accountId, botId, clientId, clientSecret } = large;
    const ids = ['--host', host, '--account', accountId, '--bot', botId, '--client-id', clientId, '--secret-stdin'];
    const run = await rollcall(['status', '--json', '--agents', ...ids], clientSecret);
    await large.stop();
    // Twenty calls a minute, of which five are for polls.
    expect([run.code, json(run)['statusDetails']]).toEqual([
      0,
      { read: 750, of: 1_000, message: expect.stringContaining('share of the requests') as string },
    ]);
    expect(run.io.messages.join()).toContain('Status details of 750 of 1,000 agents were read');
  });

  it('ends with 4 for a wrong secret and says so in the JSON too', async () => {
    const run = await rollcall(['status', '--json', ...flags()], 'x'.repeat(40));
    expect(run.code).toBe(4);
    expect(json(run)).toMatchObject({ takenAt: null, counts: null, health: { state: 'unauthorized' } });
  });

  it('ends with 7 when the keychain is locked', async () => {
    await rollcall(['connect', ...flags(), '--name', 'Billing'], demo.clientSecret);
    items.clear();
    const run = await rollcall(['status', '--json']);
    expect(run.code).toBe(7);
    expect(json(run)).toMatchObject({ connection: { name: 'Billing' }, health: { state: 'keychain' } });
  });

  it('still shows the team, but no exact times, without the scope for status details', async () => {
    const { configurationOnly } = demo.clients;
    const run = await rollcall(
      ['status', '--json', '--agents', ...flags(configurationOnly)],
      configurationOnly.clientSecret,
    );
    expect(run.code).toBe(0);
    const report = json(run) as { agents: { sincePrecision: string }[] };
    expect(new Set(report.agents.map(({ sincePrecision }) => sincePrecision))).toEqual(new Set(['at-least']));
    expect(run.io.messages.join()).toContain('Time in status is not exact');
  });
});

describe('history', () => {
  it('gives today of every agent, adding up to the elapsed day', async () => {
    const before = Date.now();
    const run = await rollcall(['history', '--json', '--zone', 'UTC', ...flags().slice(0)], demo.clientSecret);
    expect(run.code).toBe(0);
    const report = json(run) as {
      timeZone: string;
      days: { date: string; agents: { totalsMs: Record<string, number>; noRecordMs: number }[] }[];
    };
    expect(report.timeZone).toBe('UTC');
    const [day] = report.days;
    expect(day?.agents.length).toBe(60);
    const midnight = Date.parse(`${day?.date}T00:00:00Z`);
    const after = Date.now();
    for (const { totalsMs, noRecordMs } of day?.agents ?? []) {
      const sum = Object.values(totalsMs).reduce((total, ms) => total + ms, noRecordMs);
      expect(sum).toBeGreaterThan(before - midnight - 60_000);
      expect(sum).toBeLessThan(after - midnight + 60_000);
    }
  });

  it.each([
    [['--date', '2026-02-30']],
    [['--date', '2999-01-01']],
    [['--date', '2026-01-01', '--zone', 'Mars/X']],
    [['--from', '2026-01-02', '--to', '2026-01-01']],
  ])('refuses %j before any call', async (bad) => {
    const run = await rollcall(['history', '--json', ...bad, ...flags()], demo.clientSecret);
    expect([run.code, run.io.out]).toEqual([2, []]);
  });
});

describe('disconnect', () => {
  it('forgets the connection and its secret', async () => {
    await rollcall(['connect', ...flags(), '--name', 'Billing'], demo.clientSecret);
    expect((await rollcall(['disconnect', '--name', 'Billing'])).code).toBe(0);
    expect(items.size).toBe(0);
    expect((await rollcall(['status'])).code).toBe(3);
  });

  it('says when there is nothing to forget', async () => {
    expect((await rollcall(['disconnect'])).code).toBe(3);
  });
});

describe('demo', () => {
  it('prints what opens it and a command that reads it, and runs until it is interrupted', async () => {
    const io = createFakeTerminal();
    const ended = runTerminal(['demo', '--agents', '3'], io, parts());
    const opened = JSON.parse(await io.waitFor(() => true)) as Record<string, string>;
    expect(Object.keys(opened)).toEqual(['host', 'accountId', 'botId', 'clientId', 'clientSecret']);
    const pasted = /^ *echo (\S+)\| rollcall (.+)$/m.exec(io.messages.join('\n'));
    const argv = String(pasted?.[2]).split(' ');
    const read = await rollcall([...argv, '--json'], `${pasted?.[1]}\n`);
    expect([read.code, json(read)]).toMatchObject([0, { counts: { total: 3 } }]);
    const day = await rollcall(['history', '--json', ...argv.slice(1)], `${pasted?.[1]}\n`);
    expect([day.code, json(day)]).toMatchObject([0, { days: [{ agents: { length: 3 } }] }]);
    io.interrupt();
    expect(await ended).toBe(0);
    await expect(fetch(String(opened['host']))).rejects.toThrow();
  });
});
