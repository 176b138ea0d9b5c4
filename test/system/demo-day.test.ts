import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startDemo } from '../../electron/demo/server.ts';
import type { TerminalParts } from '../../electron/terminal/parts.ts';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { createFakeTerminal } from '../support/fake-terminal.ts';
import { inUtc } from '../support/fixed-zone.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface Interval {
  readonly secondaryStatus: string;
  readonly durationMs: number;
  readonly clippedStart: boolean;
  readonly clippedEnd: boolean;
}

interface Day {
  readonly agents: readonly { readonly name: string; readonly intervals: readonly Interval[] }[];
}

/** Days of the demo as `rollcall history` prints them. */
async function readDays(count: number): Promise<readonly Day[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-demo-day-'));
  const demo = await startDemo({ timeZone: 'UTC' });
  const { host, accountId, botId, clientId, clientSecret } = demo;
  const io = createFakeTerminal(clientSecret);
  const clock = createSystemClock();
  const parts: TerminalParts = {
    ...{ version: '9.9.9', platform: 'linux', clock, random: Math.random, fetch: globalThis.fetch },
    ...{ localZone: inUtc(), dataFolder: folder, staticFolder: folder },
    createKeychain: () => createFakeKeychain(new Map()),
    openUrl: () => Promise.resolve(true),
    onSurprise: (error) => {
      throw error;
    },
  };
  const dateOf = (daysAgo: number): string => new Date(clock.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  const ids = ['--host', host, '--account', accountId, '--bot', botId, '--client-id', clientId, '--secret-stdin'];
  const code = await runTerminal(
    ['history', '--json', '--zone', 'UTC', '--from', dateOf(count), '--to', dateOf(1), ...ids],
    io,
    parts,
  );
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
  expect(code).toBe(0);
  return (JSON.parse(io.out.join('')) as { days: readonly Day[] }).days;
}

it('each day of the demo shows three long lunches, and contacts of everybody who works', async () => {
  const days = await readDays(4);
  expect(days.length).toBe(4);
  for (const { agents } of days) {
    expect(agents.length).toBe(26);
    const longest = agents.map(({ intervals }) => {
      const lunches = intervals.filter(({ secondaryStatus }) => secondaryStatus === 'Lunch');
      return Math.max(0, ...lunches.map(({ durationMs }) => durationMs / MINUTE_MS));
    });
    expect(longest.filter((minutes) => minutes > 45).length).toBe(3);
    expect(longest.filter((minutes) => minutes > 45 && (minutes < 65 || minutes > 100))).toEqual([]);
    for (const { name, intervals } of agents) {
      const works = intervals.some(({ secondaryStatus }) => secondaryStatus === 'AVAILABLE');
      const contacts = intervals.filter(({ secondaryStatus }) => secondaryStatus === 'BUSY').length;
      const isWhole = intervals.every(({ clippedStart, clippedEnd }) => !clippedStart && !clippedEnd);
      if (works && isWhole) expect([name, contacts >= 10]).toEqual([name, true]);
    }
  }
});
