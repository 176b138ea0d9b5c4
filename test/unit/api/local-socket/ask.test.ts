import { chmod } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askOwner } from '../../../../electron/api/local-socket/ask.ts';
import { ownerFolder } from '../../../../electron/api/local-socket/place.ts';
import { impersonate, makeDataFolder, removeDataFolder, socketOf } from '../../../support/owner-scene.ts';

/** For an answer that comes; later than any test may take, so that only the answer can end it. */
const PATIENT_MS = 60_000;
const REPLY = { by: { pid: 7, surface: 'desktop' }, answer: { ok: true, value: 1 } };
const GOOD = `${JSON.stringify({ v: 1, ...REPLY })}\n`;
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

async function askOne(hear: (asker: Socket) => void, deadlineMs = PATIENT_MS): Promise<unknown> {
  stop = await impersonate(dataFolder, hear);
  return askOwner(dataFolder, { ask: 'show' }, deadlineMs);
}

describe('askOwner', () => {
  it('gives the reply, also in pieces', async () => {
    expect(await askOne((asker) => asker.write(GOOD.slice(0, 9), () => asker.end(GOOD.slice(9))))).toEqual(REPLY);
  });

  it('sends one line', async () => {
    const heard = Promise.withResolvers<string>();
    await askOne((asker) =>
      asker.once('data', (bytes) => {
        heard.resolve(bytes.toString());
        asker.end();
      }),
    );
    expect(await heard.promise).toBe('{"v":1,"ask":"show"}\n');
  });

  it.each([
    ['hangs up', (asker: Socket) => asker.destroy()],
    ['ends in the middle', (asker: Socket) => asker.end(GOOD.slice(0, -1))],
    ['says nonsense', (asker: Socket) => asker.end('garbage\n')],
    ['speaks another version', (asker: Socket) => asker.end(GOOD.replace('"v":1', '"v":2'))],
    ['never ends its line', (asker: Socket) => asker.write(Buffer.alloc(17 * 1_024 * 1_024, 'x'))],
  ])('has no answer from an owner that %s', async (_name, hear) => {
    expect(await askOne(hear)).toBeNull();
  });

  it('waits until the deadline for an owner that says nothing', async () => {
    const began = performance.now();
    expect(await askOne(() => undefined, 100)).toBeNull();
    // Timers and this clock may differ by a millisecond.
    expect(performance.now() - began).toBeGreaterThan(98);
  });

  it('has no answer where nobody is', async () => {
    expect(await askOwner(dataFolder, { ask: 'show' }, PATIENT_MS)).toBeNull();
  });

  it('does not ask in a folder that others can enter', async () => {
    let isAsked = false;
    const hear = (asker: Socket): void => {
      isAsked = true;
      asker.end(GOOD);
    };
    stop = await impersonate(dataFolder, hear);
    await chmod(ownerFolder(dataFolder), 0o755);
    expect(socketOf(dataFolder).startsWith(ownerFolder(dataFolder))).toBe(true);
    expect(await askOwner(dataFolder, { ask: 'show' }, PATIENT_MS)).toBeNull();
    expect(isAsked).toBe(false);
  });
});
