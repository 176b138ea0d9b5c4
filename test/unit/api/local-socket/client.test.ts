import { chmod } from 'node:fs/promises';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  askOwner,
  openOwnerPage,
  createLineReader,
  followOwner,
} from '../../../../electron/api/local-socket/client.ts';
import { ownerFolder } from '../../../../electron/api/local-socket/endpoint.ts';
import {
  answerText,
  HEAD,
  impersonate,
  makeDataFolder,
  removeDataFolder,
  socketOf,
} from '../../../support/owner-scene.ts';

/** For an answer that comes; later than any test may take, so that only the answer can end it. */
const PATIENT_MS = 60_000;
const REPLY = { by: { pid: 7, surface: 'desktop' }, answer: { ok: true, value: 1 } };
const GOOD = answerText(REPLY.answer);
let dataFolder: string;
let stop = (): Promise<void> => Promise.resolve();

beforeEach(async () => {
  dataFolder = await makeDataFolder();
});
afterEach(async () => {
  await stop();
  stop = () => Promise.resolve();
  await removeDataFolder(dataFolder);
});

async function askOne(hear: (client: Socket) => void, maxSilenceMs = PATIENT_MS): Promise<unknown> {
  stop = await impersonate(dataFolder, hear);
  return askOwner(dataFolder, 'window:open', [], maxSilenceMs);
}

describe('askOwner', () => {
  it('gives the reply, wherever it is cut', async () => {
    for (const cut of [9, HEAD.length - 1, HEAD.length + 1, GOOD.length - 1]) {
      expect(await askOne((client) => client.write(GOOD.slice(0, cut), () => client.end(GOOD.slice(cut))))).toEqual(
        REPLY,
      );
      await stop();
    }
    stop = () => Promise.resolve();
  });

  it('sends one request', async () => {
    const heard = Promise.withResolvers<string>();
    await askOne((client) =>
      client.once('data', (bytes) => {
        heard.resolve(bytes.toString());
        client.end();
      }),
    );
    expect((await heard.promise).split('\r\n')).toEqual([
      'POST /command/window:open HTTP/1.1',
      'host: rollcall',
      'connection: close',
      'x-rollcall: 4',
      'content-length: 2',
      '',
      '[]',
    ]);
  });

  it.each([
    ['hangs up', (client: Socket) => client.destroy()],
    ['ends in the middle', (client: Socket) => client.end(GOOD.slice(0, -1))],
    ['says nonsense', (client: Socket) => client.end('garbage\n')],
    ['answers nonsense', (client: Socket) => client.end(`${HEAD}garbage\n`)],
    ['speaks another version', (client: Socket) => client.end(GOOD.replace('x-rollcall: 4', 'x-rollcall: 99'))],
    ['answers as an older one did', (client: Socket) => client.end('{"v":1,"by":{"pid":7},"answer":{"ok":true}}\n')],
    ['refuses', (client: Socket) => client.end(GOOD.replace('200 OK', '400 Bad Request'))],
    ['never ends its line', (client: Socket) => client.write(Buffer.alloc(17 * 1_024 * 1_024, 'x'))],
  ])('has no answer from an owner that %s', async (_name, hear) => {
    expect(await askOne(hear)).toBeNull();
  });

  it('waits for an owner that says nothing as long as the caller allows', async () => {
    const began = performance.now();
    expect(await askOne(() => undefined, 100)).toBeNull();
    // Timers and this clock may differ by a millisecond.
    expect(performance.now() - began).toBeGreaterThan(98);
  });

  it('waits longer for an owner that goes on saying something', async () => {
    const hear = (client: Socket): void => {
      const pieces = [GOOD.slice(0, 20), GOOD.slice(20, 40), GOOD.slice(40)];
      const timer = setInterval(() => client.write(pieces.shift() ?? ''), 60);
      client.on('close', () => clearInterval(timer));
    };
    expect(await askOne(hear, 100)).toEqual(REPLY);
  });

  it('does not take a process that was busy itself for a silent owner', async () => {
    const reply = askOne((client) => client.end(GOOD), 100);
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const until = performance.now() + 300; performance.now() < until;);
    expect(await reply).toEqual(REPLY);
  });

  it('has no answer where nobody is', async () => {
    expect(await askOwner(dataFolder, 'window:open', [], PATIENT_MS)).toBeNull();
  });

  it('does not ask in a folder that others can enter', async () => {
    let isRequested = false;
    const hear = (client: Socket): void => {
      isRequested = true;
      client.end(GOOD);
    };
    stop = await impersonate(dataFolder, hear);
    await chmod(ownerFolder(dataFolder), 0o755);
    expect(socketOf(dataFolder).startsWith(ownerFolder(dataFolder))).toBe(true);
    expect(await askOwner(dataFolder, 'window:open', [], PATIENT_MS)).toBeNull();
    expect(isRequested).toBe(false);
  });
});

describe('followOwner', () => {
  const EVENT = '{"event":"status:changed","payload":null}\n';

  it('tells once of all that changed since the last call, and of the end', async () => {
    const client = Promise.withResolvers<Socket>();
    stop = await impersonate(dataFolder, (socket) => {
      socket.write(`${HEAD}\n`);
      client.resolve(socket);
    });
    const events = await followOwner(dataFolder);
    const socket = await client.promise;
    socket.write(EVENT + EVENT);
    expect(await events?.next()).toBe(true);
    const next = events?.next();
    socket.write('\n'); // only says that it is still there
    socket.end(EVENT);
    expect(await next).toBe(true);
    expect(await events?.next()).toBe(false);
  });

  it('ends when it is closed', async () => {
    stop = await impersonate(dataFolder, (socket) => void socket.write(`${HEAD}\n`));
    const events = await followOwner(dataFolder);
    const next = events?.next();
    events?.close();
    expect(await next).toBe(false);
  });

  it('is nothing where nobody is', async () => {
    expect(await followOwner(dataFolder)).toBeNull();
  });
});

const TOKEN = 'aZ09_-'.padEnd(43, 'x');
const PAGE = `http://127.0.0.1:4000/#token=${TOKEN}`;

/** The address of a page that an owner says it serves there; null where it is not taken. */
async function openPageOf(url: unknown): Promise<string | null> {
  stop = await impersonate(dataFolder, (client) => client.write(answerText({ ok: true, value: { url } })));
  const page = await openOwnerPage(dataFolder, null, false);
  if (page?.ok !== true) return null;
  page.value.close();
  return page.value.url;
}

describe('openOwnerPage', () => {
  it('gives the address of a page as Rollcall makes it', async () => {
    expect(await openPageOf(PAGE)).toBe(PAGE);
  });

  it.each([
    '\\\\evil\\share\\x.exe',
    'file:///C:/Windows/System32/calc.exe',
    PAGE.replace('http:', 'https:'),
    PAGE.replace('127.0.0.1', 'localhost'),
    PAGE.replace('127.0.0.1', '127.0.0.1.evil.example'),
    PAGE.replace('127.0.0.1', 'user@127.0.0.1'),
    PAGE.replace('4000', '0'),
    PAGE.replace('4000', '04000'),
    PAGE.replace('4000', '65536'),
    PAGE.replace(':4000', ''),
    PAGE.replace('/#', '/x#'),
    PAGE.slice(0, -1),
    `${PAGE}x`,
    `${PAGE}\n`,
    ` ${PAGE}`,
    PAGE.replace(TOKEN, `${TOKEN.slice(1)}&`),
    7,
    null,
  ])('takes nothing else for one (%j)', async (url) => {
    expect(await openPageOf(url)).toBeNull();
  });
});

/** Feeds pieces until one is refused; the lines, and whether all were taken. */
function read(pieces: readonly Uint8Array[], maxBytes = 1_000): { lines: string[]; isTaken: boolean } {
  const lines: string[] = [];
  const feed = createLineReader(maxBytes, (line) => lines.push(line));
  return { isTaken: pieces.every((piece) => feed(piece)), lines };
}

/** The bytes in pieces that end at `cuts`. */
function cutAt(bytes: Buffer, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const line = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\n', ''));

describe('createLineReader', () => {
  it('gives the same lines wherever the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(line), line, fc.array(fc.nat()), (lines, unfinished, cuts) => {
        const bytes = Buffer.from([...lines, unfinished].join('\n'));
        expect(read(cutAt(bytes, cuts))).toEqual({ lines, isTaken: true });
      }),
    );
  });

  it('refuses a line that is longer than allowed at the first byte too many, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.array(fc.nat()), (length, cuts) => {
        const pieces = cutAt(Buffer.from(`ok\n${'x'.repeat(length)}\n`), cuts);
        expect(read(pieces, 20).isTaken).toBe(length <= 20);
      }),
    );
    expect(read([Buffer.from('x'.repeat(20))], 20)).toEqual({ lines: [], isTaken: true });
    expect(read([Buffer.from('x'.repeat(21))], 20)).toEqual({ lines: [], isTaken: false });
  });
});
