import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { timeZoneOffsetAt } from '../../../electron/time/days.ts';
import { createLocalZone, findZone, isValidTimeZone } from '../../../electron/time/local-zone.ts';

describe('the local zone', () => {
  const named = (name: string): { name: string; problem: null } => ({ name, problem: null });

  it('is read when somebody needs it first, and again on request', () => {
    const zones = ['Europe/Berlin', 'Europe/Berlin', 'Asia/Kolkata'];
    let reads = 0;
    const zone = createLocalZone(() => named(zones[reads++] ?? 'UTC'));
    expect(reads).toBe(0);
    expect([zone.get(), zone.get(), reads]).toEqual(['Europe/Berlin', 'Europe/Berlin', 1]);
    expect([zone.refresh(), zone.get()]).toEqual([false, 'Europe/Berlin']);
    expect([zone.refresh(), zone.get()]).toEqual([true, 'Asia/Kolkata']);
  });

  it('has not changed when nobody had read it before', () => {
    expect(createLocalZone(() => named('UTC')).refresh()).toBe(false);
  });

  it('says what is wrong with it once it has been read', () => {
    const zone = createLocalZone(() => ({ name: 'UTC', problem: 'It has no name.' }));
    expect([zone.problem(), zone.get(), zone.problem()]).toEqual([null, 'UTC', 'It has no name.']);
  });
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

describe('the zone of a process', () => {
  it('follows the system while the process runs, as do Date and Intl', () => {
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

  it('takes the zone of the computer in a process without TZ or with one that names no zone', () => {
    const script = 'console.log(JSON.stringify([zone.get(), own(), env.TZ ?? null]))';
    const ofSystem = inProcess(undefined, script);
    const [name] = ofSystem as [string];
    expect(ofSystem).toEqual([name, name, null]);
    for (const tz of [':/etc/localtime', 'Foo/Bar', '', '/etc/passwd']) {
      expect(inProcess(tz, script), tz).toEqual([name, name, name]);
    }
  });
});

describe('findZone', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'rollcall-zone-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const BERLIN = (): string => 'Europe/Berlin';
  const NOWHERE = (): undefined => undefined;

  it.each([
    [undefined, 'Asia/Calcutta'],
    ['Asia/Kolkata', 'Asia/Calcutta'],
    [':Asia/Kolkata', 'Asia/Calcutta'],
    ['posix/Asia/Tokyo', 'Asia/Tokyo'],
    ['CET', 'Europe/Brussels'],
    ['EST5EDT', 'America/New_York'],
    ['UTC', 'UTC'],
  ])('takes what Intl says of TZ=%s and names no problem', (tz, reported) => {
    expect(findZone(tz, reported, BERLIN)).toEqual({ name: reported, problem: null });
  });

  it.each([
    ['Asia/Kolkata ', 'Asia/Calcutta'],
    [' : Asia/Tokyo', 'Asia/Tokyo'],
    ['asia/tokyo', 'Asia/Tokyo'],
    ['/usr/share/zoneinfo/America/Argentina/Salta', 'America/Argentina/Salta'],
    [':/usr/share/zoneinfo/posix/Asia/Tokyo', 'Asia/Tokyo'],
    ['/var/db/timezone/zoneinfo.default/Asia/Tokyo', 'Asia/Tokyo'],
    ['UTC0', 'UTC'],
    ['utc', 'UTC'],
    ['<-00>00:00:00', 'UTC'],
  ])('takes TZ=%s for what it means and says so', (tz, name) => {
    expect(findZone(tz, undefined, NOWHERE)).toEqual({
      name,
      problem: `TZ is "${tz}", which is not the name of a time zone; times are in ${name}.`,
    });
  });

  it.each([
    ['GMT+3', 'Etc/GMT+3', '3 h behind UTC'],
    ['EST5', 'Etc/GMT+5', '5 h behind UTC'],
    ['MSK-3', 'Etc/GMT-3', '3 h ahead of UTC'],
    ['<+0530>-05', 'Etc/GMT-5', '5 h ahead of UTC'],
  ])('reads the hours of TZ=%s as POSIX does, west is plus', (tz, name, words) => {
    expect(findZone(tz, 'UTC', BERLIN)).toEqual({
      name,
      problem: `TZ is "${tz}", which is not the name of a time zone; times are in ${name} (${words}).`,
    });
  });

  it('follows a link in the file system to the zone behind it', () => {
    const link = path.join(folder, 'localtime');
    symlinkSync('/usr/share/zoneinfo/Asia/Tokyo', link);
    expect(findZone(`:${link}`, undefined, NOWHERE).name).toBe('Asia/Tokyo');
  });

  // ICU reads BST as Bangladesh and PST as Los Angeles, the C library both as UTC; CET-1CEST is UTC for Intl.
  it.each(['Foo/Bar', '', ':', ' ', '/nonexistent', 'IST-5:30', 'CET-1CEST,M3.5.0,M10.5.0/3', 'BST', 'PST', 'XYZ-99'])(
    'takes the zone of the computer for TZ=%s',
    (tz) => {
      const { name, problem } = findZone(tz, 'UTC', BERLIN);
      expect(name).toBe('Europe/Berlin');
      expect(problem).toContain('times are in Europe/Berlin, the zone of this computer.');
    },
  );

  it('is UTC where nothing has a name', () => {
    expect(findZone('Foo/Bar', undefined, NOWHERE)).toEqual({
      name: 'UTC',
      problem: 'TZ is "Foo/Bar", which is not the name of a time zone; times are in UTC.',
    });
    expect(findZone(undefined, undefined, NOWHERE)).toEqual({
      name: 'UTC',
      problem: 'The time zone of this computer has no name; times are in UTC.',
    });
  });

  it('cuts a long TZ and leaves out its control characters', () => {
    const { problem } = findZone(`\u001b[31m${'x'.repeat(100)}`, undefined, NOWHERE);
    expect(problem).toBe(`TZ is "[31m${'x'.repeat(76)}", which is not the name of a time zone; times are in UTC.`);
  });
});

describe('isValidTimeZone', () => {
  it.each(['Asia/Kolkata', 'Asia/Calcutta', 'America/New_York', 'Pacific/Apia', 'UTC', 'Etc/GMT+5', 'europe/berlin'])(
    'accepts %s',
    (timeZone) => {
      expect(isValidTimeZone(timeZone)).toBe(true);
    },
  );

  it.each(['', ' ', 'Mars/X', '+05:30', '-0800', 'Asia/Kolkata ', 'Europe', 'GMT+5', '../UTC', 'Etc/Unknown'])(
    'refuses "%s"',
    (timeZone) => {
      expect(isValidTimeZone(timeZone)).toBe(false);
    },
  );

  it('accepts only zones that offsets can be worked out for', () => {
    for (const timeZone of [...Intl.supportedValuesOf('timeZone'), 'EST5EDT', 'GB', 'Zulu']) {
      expect(isValidTimeZone(timeZone), timeZone).toBe(true);
      expect(Number.isInteger(timeZoneOffsetAt(0, timeZone)), timeZone).toBe(true);
    }
  });
});
