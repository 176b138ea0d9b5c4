import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findZone } from '../../../electron/time/find-zone.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'rollcall-zone-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const BERLIN = (): string => 'Europe/Berlin';
const NOWHERE = (): undefined => undefined;

describe('findZone', () => {
  it.each([
    [undefined, 'Asia/Calcutta'],
    ['Asia/Kolkata', 'Asia/Calcutta'],
    [':Asia/Kolkata', 'Asia/Calcutta'],
    ['posix/Asia/Tokyo', 'Asia/Tokyo'],
    ['CET', 'Europe/Brussels'],
    ['EST5EDT', 'America/New_York'],
    ['UTC', 'UTC'],
  ])('takes what Intl says of TZ=%s, without a word', (tz, reported) => {
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

  it('shows no more of TZ than a terminal and a reader can take', () => {
    const { problem } = findZone(`\u001b[31m${'x'.repeat(100)}`, undefined, NOWHERE);
    expect(problem).toBe(`TZ is "[31m${'x'.repeat(76)}", which is not the name of a time zone; times are in UTC.`);
  });
});
