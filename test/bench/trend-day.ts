import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { countAgents } from '../../electron/shared/team/counts.ts';
import { STATUSES, type Agent, type KnownCounts, type TeamSnapshot } from '../../electron/shared/model.ts';
import { openStorage } from '../../electron/storage/open.ts';
import type { Database, Storage } from '../../electron/storage/types.ts';
import { openTeamRepository } from '../../electron/team/saved/team-repository.ts';
import { STORAGE_SCHEMA } from '../../electron/storage-schema.ts';
import { createTeamMemory, type TeamMemory } from '../../electron/team/saved/team-memory.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { spread, type Finding } from './finding.ts';
import { judgeTimes } from './judge.ts';
import { cpuMs, duel, estimate, median, ratios } from './rounds.ts';

const SIZES = [24, 5_000] as const;
const MINUTES = 1_440;
const MINUTE_MS = 60_000;
const HOURS = 24;
const BUCKET_MINUTES = 8;
const ROUNDS = 15;
/** A minute, five counts and a pace, 32 bits each. */
const NUMBERS = 7;
const FLOOR_BYTES = MINUTES * NUMBERS * Int32Array.BYTES_PER_ELEMENT;
const GOAL_TIMES = 2;
/** What the page's trend may take of a frame of 120 a second. */
const GOAL_MS = 1_000 / 120;
const GOAL_HEAP_BYTES = 500_000;

/** What a day of counts, one a minute, leaves in the process and in the database, and what it takes to read it. */
export async function trendDay(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const size of SIZES) findings.push(...(await measure(size)));
  return findings;
}

async function measure(size: number): Promise<Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
  const clock = createFakeClock();
  const storage = await openStorage({
    dataFolder: folder,
    clock,
    schema: STORAGE_SCHEMA,
  });
  try {
    const day = createDay(size, clock, storage);
    day.minute();
    const before = { heap: heapBytes(), disk: bytesOf(storage.disk) };
    for (let minute = 1; minute < MINUTES; minute += 1) day.minute();
    const grown = { heap: heapBytes() - before.heap, disk: bytesOf(storage.disk) - before.disk };
    return [bytesFinding(size, grown), await readFinding(size, day)];
  } finally {
    storage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A team in which one agent changes status each minute, remembered as the core remembers it. */
interface Day {
  readonly memory: TeamMemory;
  /** The same counts as plain numbers, a row of `NUMBERS` a minute. */
  readonly packed: Int32Array;
  minute(): void;
}

function createDay(size: number, clock: ReturnType<typeof createFakeClock>, storage: Storage): Day {
  const agents = fakeAgents(size, clock.now());
  let team: TeamSnapshot = fakeSnapshot(agents, clock.now(), { asOf: null });
  const memory = createTeamMemory({
    clock,
    disk: openTeamRepository(storage.disk),
    session: openTeamRepository(storage.memory),
    source: () => ({ connectionId: 'c-1', account: 'aaaa', isPersistent: true }),
    snapshot: () => team,
    views: () => [],
    countsOf: () => null,
  });
  const packed = new Int32Array(MINUTES * NUMBERS);
  let passed = 0;
  return {
    memory,
    packed,
    minute() {
      clock.jump(MINUTE_MS);
      move(agents, passed % size);
      const now = clock.now();
      const counts = countAgents(agents);
      team = { ...team, agents: [...agents], counts, asOf: now, intervalMs: MINUTE_MS };
      const { queues: _, ...facts } = team;
      memory.follow({ ...facts, base: passed, changed: [], removed: [] });
      packed.set([now / MINUTE_MS, ...numbersOf(counts), MINUTE_MS], passed * NUMBERS);
      passed += 1;
    },
  };
}

function move(agents: Agent[], index: number): void {
  const agent = agents[index];
  if (agent === undefined) return;
  const status = agent.status === 'BUSY' ? 'AWAY' : 'BUSY';
  agents[index] = { ...agent, status, rawStatus: status };
}

const numbersOf = (counts: KnownCounts): number[] => STATUSES.map((status) => counts[status]);

function bytesFinding(size: number, grown: { readonly heap: number; readonly disk: number }): Finding {
  const times = grown.disk / FLOOR_BYTES;
  return {
    what: `a day of trend, ${size} agents`,
    here: `${kilobytes(grown.disk)} on disk, ${kilobytes(grown.heap)} of heap`,
    peer: `${kilobytes(FLOOR_BYTES)}, packed numbers`,
    result: `${times.toFixed(2)} times on disk`,
    goal: `<= ${GOAL_TIMES} times, heap < ${kilobytes(GOAL_HEAP_BYTES)}`,
    isMet: times <= GOAL_TIMES && grown.disk > 0 && grown.heap < GOAL_HEAP_BYTES,
  };
}

async function readFinding(size: number, { memory, packed }: Day): Promise<Finding> {
  const here = (): void => {
    const { buckets } = memory.trend(HOURS);
    if (buckets.some((counts) => counts?.total !== size)) throw new Error('The trend is not complete.');
  };
  const plain = (): void => {
    if (readPacked(packed).length !== MINUTES / BUCKET_MINUTES) throw new Error('The numbers are not complete.');
  };
  cpuMs(50, here); // until both are compiled
  cpuMs(500, plain);
  const costs = await duel(
    ROUNDS,
    () => cpuMs(10, here),
    () => cpuMs(500, plain),
  );
  return {
    what: `  trend of ${HOURS} hours read`,
    here: `${median(costs.here).toFixed(2)} ms CPU`,
    peer: `${median(costs.peer).toFixed(3)} ms from packed numbers`,
    result: spread(ratios(costs), 'times', 0),
    goal: `<= ${GOAL_MS.toFixed(1)} ms`,
    ...judgeTimes(estimate(costs.here), GOAL_MS, costs.peer),
  };
}

/** The last counts of each bucket, straight from the numbers. */
function readPacked(packed: Int32Array): KnownCounts[] {
  const buckets: KnownCounts[] = [];
  for (let minute = BUCKET_MINUTES - 1; minute < MINUTES; minute += BUCKET_MINUTES) {
    const [, AVAILABLE = 0, BUSY = 0, AWAY = 0, OFFLINE = 0, OTHER = 0] = packed.subarray(minute * NUMBERS);
    const total = AVAILABLE + BUSY + AWAY + OFFLINE + OTHER;
    buckets.push({ AVAILABLE, BUSY, AWAY, OFFLINE, OTHER, total });
  }
  return buckets;
}

/** What the tables of a database take; empty pages are not counted. */
function bytesOf(database: Database): number {
  const one = (name: string): number =>
    Object.values(database.prepare<Record<string, number>>(`PRAGMA ${name}`).get() ?? {})[0] ?? Number.NaN;
  return (one('page_count') - one('freelist_count')) * one('page_size');
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1_000)} kB`;
}
