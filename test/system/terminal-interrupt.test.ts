import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { computed, hang, json, startFaultServer, type FaultServer } from '../support/fault-server.ts';
import { detailsAgents, segment } from '../support/kore-fixtures.ts';
import { INHERITED } from '../support/rollcall-process.ts';

/** Ctrl+C while `rollcall history`, a process of its own, reads: nine days are read, and the tenth never comes. */
const CLI = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));
/** What the build puts in. */
const BUILT = 'data:text/javascript,globalThis.__APP_VERSION__="9.9.9"';
const MONTH = ['--from', '2026-01-01', '--to', '2026-01-31', '--zone', 'UTC'];

let folder: string;
let server: FaultServer;
let child: ChildProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-interrupt-'));
  server = await startFaultServer(
    computed(({ url, body }) => {
      if (url.includes('/availability')) return json({ AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] });
      const { date } = (JSON.parse(body) as { filter: { dateFilter: { date?: string } } }).filter.dateFilter;
      if (date === undefined) return json({}, 412);
      if (date === '2026-01-10') return hang;
      const status = [segment('BUSY', 'BUSY', `${date}T09:00:00`, `${date}T10:00:00`)];
      return json({ hasMore: false, data: detailsAgents(0, 300).map((agent) => ({ ...agent, status })) });
    }),
  );
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the read; resolves when the tenth day is being waited for: who is in the team, the range and nine days were answered. */
async function startRead(): Promise<ChildProcess> {
  const ids = ['--host', server.origin, '--account', 'a-1', '--bot', 'b-1', '--client-id', 'c-1', '--secret-stdin'];
  const env = { ...INHERITED, ROLLCALL_HOME: folder };
  const argv = ['--import', BUILT, CLI, 'history', '--json', ...MONTH, ...ids];
  child = spawn(process.execPath, argv, { env, stdio: 'pipe' });
  child.stdin?.end('a-client-secret-of-thirty-two-bytes');
  await server.received(12);
  return child;
}

// On Windows a program is ended from outside without a signal.
describe.skipIf(process.platform === 'win32')('Ctrl+C', () => {
  it('prints what was read so far, marked, and ends with 8', async () => {
    const running = await startRead();
    const [out, said] = [running.stdout, running.stderr].map((stream) => (stream === null ? '' : text(stream)));
    running.kill('SIGINT');
    expect(await once(running, 'close')).toEqual([8, null]);
    const { partial, days } = JSON.parse((await out) ?? '') as {
      partial: { reason: string };
      days: { read: string }[];
    };
    expect(partial.reason).toBe('Nothing was read of 2026-01-10 to 2026-01-31. Stopped before it was finished.');
    expect(days.map(({ read }) => read)).toEqual([
      ...Array<string>(9).fill('whole'),
      ...Array<string>(22).fill('none'),
    ]);
    expect(await said).toContain('Read the rest with --from 2026-01-10 --to 2026-01-31.');
    expect(server.requests).toHaveLength(12);
  });

  it('a second time ends it at once with 130, also while nobody takes what it prints', async () => {
    const running = await startRead();
    let said = '';
    const heardRest = Promise.withResolvers<void>();
    running.stderr?.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      if (said.includes('Read the rest')) heardRest.resolve();
    });
    // Nobody reads stdout, which holds less than 300 agents of nine days.
    running.kill('SIGINT');
    await heardRest.promise;
    const again = setInterval(() => running.kill('SIGINT'), 50);
    expect(await once(running, 'exit')).toEqual([130, null]);
    clearInterval(again);
  });
});
