import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startDemo } from '../../electron/demo/server.ts';
import { newSigningKey, publicKeyText, signingKeyText } from '../../electron/relay/wire/keys.ts';
import { NOTHING_LEARNED, type View } from '../../electron/shared/model.ts';
import { connectionProfile } from '../support/connection-profile.ts';
import { startTestBroker } from '../support/test-broker.ts';
import type { Finding } from './finding.ts';

/** What build/rollcall.cjs and the guide run Node with. */
export const GIVEN_BACK = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '65536', MALLOC_MMAP_THRESHOLD_: '16384' };
export const SMALL = [
  '--max-semi-space-size=1',
  '--no-allocation-site-pretenuring',
  '--optimize-for-size',
  '--v8-pool-size=1',
];
const CLI = fileURLToPath(new URL('../../out/cli.js', import.meta.url));
const AGENTS = 5_000;
const VIEWS = 20;
const GOAL = { rssMb: 150, snapshotBytes: 400_000 };
/** Polls of which some bring new snapshots, the first days, and what is said again after five minutes. */
const MEASURE_MS = 330_000;
const SAMPLE_MS = 1_000;

/** Everybody, and views that select a large part of them by what they serve or by their status. */
function largeViews(queueIds: readonly string[]): readonly View[] {
  return Array.from({ length: VIEWS - 1 }, (_, index) => ({
    id: `view-${index}`,
    name: `View ${index}`,
    filter: { queueIds: index % 2 === 0 ? [queueIds[index % queueIds.length] ?? ''] : [], skillIds: [], agentIds: [] },
    text: '',
    statuses: index % 2 === 0 ? [] : ['AVAILABLE', 'BUSY', 'AWAY'],
    secondaryStatuses: [],
  }));
}

/** What a publisher takes in memory, and what it sends, with 5,000 agents in 20 views for all three audiences. */
export async function publisherMemory(): Promise<Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
  const demo = await startDemo({ agents: AGENTS, timeZone: 'UTC' });
  const broker = await startTestBroker();
  const sizes = { snapshot: 0, delta: [] as number[] };
  const parts = new Map<string, number>();
  broker.broker.on('publish', ({ topic, payload }) => {
    if (topic.endsWith('/names/everybody/delta')) sizes.delta.push(payload.length);
    if (topic.includes('/names/everybody/snapshot/')) parts.set(topic, payload.length);
  });
  const key = newSigningKey();
  const { host, accountId, botId, clientId } = demo;
  const profile = connectionProfile({ host, accountId, botId, clientId, id: 'bench', timeZone: 'UTC' });
  const publisher = {
    ...{ broker: broker.url, site: 'bench', publisherId: 'bench', user: 'bench', keys: [publicKeyText(key)] },
  };
  const views = largeViews(demo.queues.map(({ id }) => id));
  const connection = { profile, isSecretStored: true, memory: NOTHING_LEARNED, views, activeViewId: null, publisher };
  const secret = {
    v: 1,
    clientSecret: demo.clientSecret,
    password: 'bench',
    signingKey: signingKeyText(key),
    connection,
  };
  const file = path.join(folder, 'secret.json');
  await writeFile(file, JSON.stringify(secret), { mode: 0o600 });
  const child = spawn(process.execPath, [...SMALL, CLI, 'publish', '--secret-file', file], {
    env: { PATH: process.env['PATH'], ROLLCALL_HOME: folder, ...GIVEN_BACK },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    let most = 0;
    const own: number[] = [];
    for (const end = Date.now() + MEASURE_MS; Date.now() < end && child.exitCode === null; await delay(SAMPLE_MS)) {
      most = memoryMb(child.pid ?? 0, 'VmHWM');
      own.push(memoryMb(child.pid ?? 0, 'RssAnon'));
    }
    sizes.snapshot = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0);
    const name = `publisher, ${AGENTS} agents, ${VIEWS} views`;
    const delta = sizes.delta.toSorted((a, b) => a - b)[Math.floor(sizes.delta.length / 2)] ?? Number.NaN;
    return [
      {
        what: `${name}: memory at most`,
        here: `${most.toFixed(0)} MB`,
        peer: '',
        result: `${Math.max(...own).toFixed(0)} MB without its program file; ${sizes.delta.length} polls, a median delta of ${delta} bytes`,
        goal: `<= ${GOAL.rssMb} MB`,
        isMet: sizes.delta.length > 0 && most <= GOAL.rssMb,
        doubt: null,
      },
      {
        what: `${name}: snapshot of everybody`,
        here: `${(sizes.snapshot / 1000).toFixed(0)} kB`,
        peer: '',
        result: `${parts.size} parts`,
        goal: `<= ${GOAL.snapshotBytes / 1000} kB`,
        isMet: sizes.snapshot > 0 && sizes.snapshot <= GOAL.snapshotBytes,
        doubt: null,
      },
    ];
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await broker.stop();
    await demo.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * What a process has in memory as the system counts it: the most it ever had, between two samples too, with the pages of its
 * program file (VmHWM), or what it has now without them (RssAnon).
 */
function memoryMb(pid: number, what: 'VmHWM' | 'RssAnon'): number {
  const kb = new RegExp(`^${what}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb ?? 0) / 1024;
}
