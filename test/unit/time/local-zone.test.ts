import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createLocalZone } from '../../../electron/time/local-zone.ts';

const named = (name: string): { name: string; problem: null } => ({ name, problem: null });

it('is read when it is asked for first, and again on request', () => {
  const zones = ['Europe/Berlin', 'Europe/Berlin', 'Asia/Kolkata'];
  let reads = 0;
  const zone = createLocalZone(() => named(zones[reads++] ?? 'UTC'));
  expect(reads).toBe(0);
  expect([zone.get(), zone.get(), reads]).toEqual(['Europe/Berlin', 'Europe/Berlin', 1]);
  expect([zone.refresh(), zone.get()]).toEqual([false, 'Europe/Berlin']);
  expect([zone.refresh(), zone.get()]).toEqual([true, 'Asia/Kolkata']);
});

it('is no change when nobody had asked before', () => {
  expect(createLocalZone(() => named('UTC')).refresh()).toBe(false);
});

it('says what is the matter with it once it has been read', () => {
  const zone = createLocalZone(() => ({ name: 'UTC', problem: 'It has no name.' }));
  expect([zone.problem(), zone.get(), zone.problem()]).toEqual([null, 'UTC', 'It has no name.']);
});

/** Runs a script in a process of its own, since a worker has no TZ, and reads the JSON it prints. */
function inProcess(tz: string | undefined, script: string): unknown {
  const module = fileURLToPath(new URL('../../../electron/time/local-zone.ts', import.meta.url));
  const lines = `const { createProcessZone } = await import(${JSON.stringify(module)});
    const zone = createProcessZone();
    const { env } = process;
    const own = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
    ${script}`;
  const { TZ: _, ...env } = process.env;
  const options = { env: tz === undefined ? env : { ...env, TZ: tz }, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', lines], options));
}

it('follows the system in a process that runs on, Date and Intl too', () => {
  // Writing TZ past Node stands for a system that was changed.
  const script = `
    const seen = [zone.get(), new Date(0).getHours()];
    env.TZ = 'Asia/Tokyo';
    console.log(JSON.stringify([seen, zone.get(), zone.refresh(), zone.get(), new Date(0).getHours()]));
  `;
  expect(inProcess('UTC', script)).toEqual([['UTC', 0], 'UTC', true, 'Asia/Tokyo', 9]);
});

it.each([
  ['Asia/Tokyo ', 'Asia/Tokyo', 9],
  ['/usr/share/zoneinfo/Asia/Tokyo', 'Asia/Tokyo', 9],
  ['MSK-3', 'Etc/GMT-3', 3],
])('gives a process with TZ=%s one zone for Date, Intl and its children, from its start', (tz, name, hour) => {
  const script = 'console.log(JSON.stringify([new Date(0).getHours(), own(), env.TZ, zone.get(), zone.refresh()]))';
  expect(inProcess(tz, script)).toEqual([hour, name, name, name, false]);
});

it.each([':/etc/localtime', 'Foo/Bar', '', '/etc/passwd'])(
  'takes the zone of the computer in a process with TZ=%s',
  (tz) => {
    const ofSystem = inProcess(undefined, 'console.log(JSON.stringify([zone.get(), own(), env.TZ ?? null]))');
    const [name] = ofSystem as [string];
    expect(ofSystem).toEqual([name, name, null]);
    expect(inProcess(tz, 'console.log(JSON.stringify([zone.get(), own(), env.TZ]))')).toEqual([name, name, name]);
  },
);
