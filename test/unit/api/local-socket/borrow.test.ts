import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { borrowPage } from '../../../../electron/api/local-socket/borrow.ts';
import { impersonate, makeDataFolder, removeDataFolder } from '../../../support/owner-scene.ts';

const TOKEN = 'aZ09_-'.padEnd(43, 'x');
const GOOD = `http://127.0.0.1:4000/#token=${TOKEN}`;
let dataFolder: string;
let stop = (): Promise<void> => Promise.resolve();

beforeEach(async () => {
  dataFolder = await makeDataFolder();
});
afterEach(async () => {
  await stop();
  await removeDataFolder(dataFolder);
});

/** What is borrowed from an owner that says its page is there. */
async function borrowFrom(url: unknown): Promise<string | null> {
  const reply = { v: 1, by: { pid: 7, surface: 'desktop' }, answer: { ok: true, value: { url } } };
  stop = await impersonate(dataFolder, (asker: Socket) => asker.write(`${JSON.stringify(reply)}\n`));
  const page = await borrowPage(dataFolder, null);
  if (page?.ok !== true) return null;
  page.value.giveBack();
  return page.value.url;
}

describe('borrowPage', () => {
  it('gives the address of a page as Rollcall makes it', async () => {
    expect(await borrowFrom(GOOD)).toBe(GOOD);
  });

  it.each([
    '\\\\evil\\share\\x.exe',
    'file:///C:/Windows/System32/calc.exe',
    GOOD.replace('http:', 'https:'),
    GOOD.replace('127.0.0.1', 'localhost'),
    GOOD.replace('127.0.0.1', '127.0.0.1.evil.example'),
    GOOD.replace('127.0.0.1', 'user@127.0.0.1'),
    GOOD.replace('4000', '0'),
    GOOD.replace('4000', '04000'),
    GOOD.replace('4000', '65536'),
    GOOD.replace(':4000', ''),
    GOOD.replace('/#', '/x#'),
    GOOD.slice(0, -1),
    `${GOOD}x`,
    `${GOOD}\n`,
    ` ${GOOD}`,
    GOOD.replace(TOKEN, `${TOKEN.slice(1)}&`),
    7,
    null,
  ])('takes nothing else for one (%j)', async (url) => {
    expect(await borrowFrom(url)).toBeNull();
  });
});
