import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from './program.ts';

/** A computer of the test's own: home, data folder and zone; nothing of the user's session, keychain or display. */
export interface TestComputer {
  readonly folder: string;
  /** Where Rollcall keeps its data. */
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeZone: string;
  remove(): Promise<void>;
}

/** One zone per hour of the world, west to east, without daylight saving where there is a choice. */
const ZONES = [
  'Pacific/Pago_Pago',
  'Pacific/Honolulu',
  'America/Anchorage',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/Costa_Rica',
  'America/Bogota',
  'America/Puerto_Rico',
  'America/Sao_Paulo',
  'Atlantic/South_Georgia',
  'Atlantic/Cape_Verde',
  'Africa/Accra',
  'Africa/Lagos',
  'Africa/Johannesburg',
  'Africa/Nairobi',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Dhaka',
  'Asia/Bangkok',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Australia/Brisbane',
  'Pacific/Noumea',
  'Pacific/Fiji',
];
const WANTED_HOUR = 14;

/** Half of what the start of a program costs is compiling; Playwright empties this folder before each run. */
const COMPILE_CACHE = inProject('test-results/e2e/compile-cache');

/**
 * A zone in which it is early afternoon now: the demo's team is at work and today has a past, whenever the tests run.
 */
function afternoonZone(now = Date.now()): string {
  const distance = (zone: string): number => {
    const text = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(now);
    return Math.abs(Number(text) - WANTED_HOUR);
  };
  return ZONES.reduce((best, zone) => (distance(zone) < distance(best) ? zone : best));
}

/** Makes the folders and the environment; `remove` deletes them again. */
export async function makeTestComputer(more: NodeJS.ProcessEnv = {}): Promise<TestComputer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-e2e-'));
  const dataFolder = path.join(folder, 'data');
  const runtime = path.join(folder, 'runtime');
  await mkdir(runtime, { mode: 0o700 });
  const timeZone = afternoonZone();
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_RUNTIME_DIR: runtime,
    TZ: timeZone,
    ROLLCALL_HOME: dataFolder,
    NODE_COMPILE_CACHE: COMPILE_CACHE,
  };
  return {
    folder,
    dataFolder,
    timeZone,
    // A variable that is undefined would reach the program as that word.
    env: Object.fromEntries(Object.entries({ ...env, ...more }).filter(([, value]) => value !== undefined)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
