import { describe, expect, it } from 'vitest';
import type { Owner } from '../../../electron/owner/claim.ts';
import { appError } from '../../../electron/shared/messages.ts';
import { runServe, type ServeParts } from '../../../electron/terminal/serve.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeTerminal, type FakeTerminal } from '../../support/fake-terminal.ts';

/** What `serve` does while it is not the owner of its data folder; the rest is tested over real sockets. */
interface Scene {
  readonly clock: FakeClock;
  readonly io: FakeTerminal;
  run(parts: Partial<ServeParts>): Promise<number>;
}

const STARTED = new Error('It began to serve by itself.');

function createScene(): Scene {
  const clock = createFakeClock();
  const io = createFakeTerminal();
  const parts: ServeParts = {
    clock,
    claim: async () => null,
    borrowPage: async () => null,
    lastOwner: () => 4711,
    createApp: () => Promise.reject(STARTED),
    startSurface: () => Promise.reject(STARTED),
    openUrl: () => undefined,
  };
  const invocation = { command: 'serve', port: null, openWith: 'saved', shouldOpen: false } as const;
  return { clock, io, run: (patch) => runServe(invocation, io, { ...parts, ...patch }) };
}

describe('serve beside a Rollcall', () => {
  it('that does not answer gives up after 5 seconds, and names the process to end', async () => {
    const { clock, io, run } = createScene();
    const ended = run({});
    await clock.advanceAsync(10_000);
    expect(await ended).toBe(5);
    expect(io.messages).toEqual([
      'Rollcall already runs on this data folder (process 4711) but does not answer. End it and try again.',
    ]);
    expect(io.out).toEqual([]);
  });

  it('that is just ending waits for the folder', async () => {
    const { clock, run } = createScene();
    let tries = 0;
    const ended = run({
      claim: async () => {
        tries += 1;
        return tries < 3 ? null : ({} as Owner);
      },
    });
    const outcome = expect(ended).rejects.toBe(STARTED);
    await clock.advanceAsync(4_999);
    await outcome;
    expect(tries).toBe(3);
  });

  it('that cannot serve the page passes on why', async () => {
    const { io, run } = createScene();
    const error = appError('invalid-input', { message: 'Port 1 cannot be used.' });
    expect(await run({ borrowPage: async () => ({ ok: false, error }) })).toBe(2);
    expect(io.messages).toEqual(['Port 1 cannot be used.']);
  });
});
