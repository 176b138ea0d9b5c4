import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo } from '../../electron/demo/server.ts';
import { killGroup, runRollcallProcess, startRollcall } from '../support/rollcall-process.ts';

/** `rollcall` as a process whose TZ is no IANA name, which Intl answers with no zone at all or with another one. */
let demo: Awaited<ReturnType<typeof startDemo>>;
let folder: string;
let given: string[];

beforeAll(async () => {
  demo = await startDemo({ agents: 3, timeZone: 'UTC', requestsPerMinute: 1_000 });
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-zone-'));
  const { host, accountId, botId, clientId } = demo;
  given = ['--host', host, '--account', accountId, '--bot', botId, '--client-id', clientId, '--secret-stdin'];
});
afterAll(async () => {
  for (const child of started) killGroup(child);
  await demo.stop();
  await rm(folder, { recursive: true });
});

const started: ChildProcess[] = [];
let runs = 0;
/** With a data folder of its own, since the calls of a minute are counted in it. */
const env = (tz: string): NodeJS.ProcessEnv => ({ ROLLCALL_HOME: path.join(folder, String((runs += 1))), TZ: tz });

/** Starts a command that goes on, and ends it after its first line. */
async function firstLine(argv: readonly string[], tz: string): Promise<{ line: string; said: string }> {
  const child = startRollcall(argv, env(tz));
  started.push(child);
  child.stdin.end(demo.clientSecret);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
  const lines = createInterface(child.stdout);
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'close')])) as [string];
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  return { line, said };
}

it.each(['Foo/Bar', 'Asia/Kolkata '])(
  'every command runs with TZ=%s, and says in which zone its times are',
  async (tz) => {
    const [status, history, watch, centre] = await Promise.all([
      runRollcallProcess(['status', '--agents', '--json', ...given], env(tz), demo.clientSecret),
      runRollcallProcess(['history', ...given], env(tz), demo.clientSecret),
      firstLine(['status', '--watch', '--agents', ...given], tz),
      firstLine(['demo'], tz),
    ]);
    expect(JSON.parse(status.out)).toMatchObject({ counts: { total: 3 }, statusDetails: { read: 3, of: 3 } });
    const zone = /^\d{4}-\d\d-\d\d \((.*)\)\n/.exec(history.out)?.[1] ?? '';
    expect([status.code, history.code, zone === 'Asia/Calcutta']).toEqual([0, 0, tz === 'Asia/Kolkata ']);
    const said = `TZ is "${tz}", which is not the name of a time zone; times are in ${zone}`;
    for (const run of [status, history, watch, centre]) expect(run.said.split(said).length).toBe(2);
    expect(watch.line).toMatch(/: \d available/);
  },
);
