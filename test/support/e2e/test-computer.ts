import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { INHERITED } from '../rollcall-process.ts';

/**
 * A separate environment for a test: home, data folder and zone, with nothing from the user's session, keychain or
 * display.
 */
export interface TestComputer {
  readonly folder: string;
  /** Rollcall's data folder. */
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeZone: string;
  remove(): Promise<void>;
}

/** One zone per hour, west to east, without daylight saving where there is a choice. */
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

/**
 * A zone where it is early afternoon now. Whenever the tests run, the demo's team is at work and today has a history.
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
    ...INHERITED,
    HOME: folder,
    XDG_RUNTIME_DIR: runtime,
    TZ: timeZone,
    ROLLCALL_HOME: dataFolder,
  };
  return {
    folder,
    dataFolder,
    timeZone,
    // An undefined variable would reach the program as the text "undefined".
    env: Object.fromEntries(Object.entries({ ...env, ...more }).filter(([, value]) => value !== undefined)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
