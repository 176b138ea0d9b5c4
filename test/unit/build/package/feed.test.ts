import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feedProblems, feedsIn, joinFeeds, readFeed } from '../../../../build/package/feed.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-feed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
const sha512 = (text: string) => createHash('sha512').update(text).digest('base64');

function feed(files: Readonly<Record<string, string>>, version = '0.2.0'): string {
  const [first = ''] = Object.keys(files);
  const list = Object.entries(files).map(
    ([url, text]) => `  - url: ${url}\n    sha512: ${sha512(text)}\n    size: ${text.length}\n`,
  );
  const rest = `path: ${first}\nsha512: ${sha512(files[first] ?? '')}\nreleaseDate: '2026-11-21T10:00:00.000Z'\n`;
  return `version: ${version}\nfiles:\n${list.join('')}${rest}`;
}

describe('feedProblems', () => {
  it('are none where each installer is what is announced, also without a feed', () => {
    put('a.exe', 'program');
    expect([feedsIn(folder), feedProblems(folder, '0.2.0')]).toEqual([[], []]);
    put('latest.yml', feed({ 'a.exe': 'program' }));
    put('latest-linux-arm64.yml', feed({ 'a.exe': 'program' }));
    put('builder-debug.yml', 'x: 1\n');
    expect(feedsIn(folder).sort()).toEqual(['latest-linux-arm64.yml', 'latest.yml']);
    expect(feedProblems(folder, '0.2.0')).toEqual([]);
  });

  it('name what differs', () => {
    put('a.exe', 'program');
    put('b.exe', 'PROGRAM');
    put('latest.yml', feed({ 'a.exe': 'longer program', 'b.exe': 'program', 'c.exe': 'x', '../a.exe': 'program' }));
    put('latest-mac.yml', feed({}, '0.1.0'));
    expect(feedProblems(folder, '0.2.0').sort()).toEqual([
      'latest-mac.yml: it announces 0.1.0, not 0.2.0',
      'latest-mac.yml: it announces no file',
      'latest.yml: ../a.exe is not beside it',
      'latest.yml: a.exe has 7 bytes, not 14',
      'latest.yml: a.exe has another sha512',
      'latest.yml: b.exe has another sha512',
      'latest.yml: c.exe is not beside it',
    ]);
  });
});

describe('joinFeeds', () => {
  const arm = feed({ 'R-mac-arm64.zip': 'arm', 'R-mac-arm64.dmg': 'arm!' });
  const intel = feed({ 'R-mac-x64.zip': 'intel' });

  it('lists the files of both', () => {
    const joined = joinFeeds(arm, intel);
    expect(readFeed(joined).files.map(({ url }) => url)).toEqual([
      'R-mac-arm64.zip',
      'R-mac-arm64.dmg',
      'R-mac-x64.zip',
    ]);
    put('R-mac-arm64.zip', 'arm');
    put('R-mac-arm64.dmg', 'arm!');
    put('R-mac-x64.zip', 'intel');
    put('latest-mac.yml', joined);
    expect(feedProblems(folder, '0.2.0')).toEqual([]);
    expect(joined).toMatch(/path: R-mac-arm64\.zip\nsha512: .+\nreleaseDate: .+\n$/);
  });

  it('takes no feeds of two versions', () => {
    expect(() => joinFeeds(arm, feed({}, '0.1.0'))).toThrow('0.2.0 and 0.1.0');
  });
});
