import { describe, expect, it } from 'vitest';
import type { LiveConnection } from '../../../electron/connection/types.ts';
import type { HistoryCall } from '../../../electron/history/types.ts';
import { fail } from '../../../electron/shared/messages.ts';
import { NOTHING_LEARNED, type HistoryQuery } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { runHistory } from '../../../electron/terminal/history.ts';
import type { Invocation } from '../../../electron/terminal/invocation.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeTerminal } from '../../support/fake-terminal.ts';
import { createMemorySettings } from '../../support/memory-settings.ts';

/** 21 November on Kiritimati (UTC+14), 20 November in Pago Pago (UTC-11) and UTC. */
const NOW = Date.parse('2026-11-20T12:00:00Z');

const PROFILE = connectionProfile({
  accountId: 'acc',
  botId: 'st-1',
  clientId: 'cs-1',
  timeZone: 'Pacific/Kiritimati',
});
const ASKED: Extract<Invocation, { command: 'history' }> = {
  command: 'history',
  target: { kind: 'saved', name: null },
  from: null,
  to: null,
  timeZone: null,
  agents: [],
  apiTimes: null,
  isJson: true,
  isMasked: false,
};

/** Runs the command on a saved connection whose history cannot be read; says what was asked of it. */
async function run(patch: Partial<typeof ASKED>) {
  const asked: { query: HistoryQuery; call: HistoryCall }[] = [];
  const io = createFakeTerminal();
  const live: LiveConnection = {
    profile: PROFILE,
    isDemo: false,
    client: {} as LiveConnection['client'],
    memory: { get: () => NOTHING_LEARNED, learn: () => undefined },
  };
  const code = await runHistory({ ...ASKED, ...patch }, io, {
    clock: createFakeClock(NOW),
    localZone: { get: () => 'UTC' },
    session: {
      settings: createMemorySettings(),
      profileOf: () => PROFILE,
      open: () => Promise.resolve(ok(live)),
      core: () =>
        Promise.resolve({
          loadHistory: (_live: LiveConnection, query: HistoryQuery, call: HistoryCall) => {
            asked.push({ query, call });
            return Promise.resolve(fail('rate-limited'));
          },
        } as never),
    },
  });
  return { code, asked, io };
}

describe('runHistory', () => {
  it("takes today for today in the team's zone", async () => {
    const { asked } = await run({});
    expect(asked[0]?.query).toMatchObject({ from: '2026-11-21', to: '2026-11-21' });
  });

  it("takes a day that has begun in the team's zone, wherever this computer is", async () => {
    expect((await run({ from: '2026-11-21', to: '2026-11-21' })).asked).toHaveLength(1);
    expect((await run({ from: '2026-11-22', to: '2026-11-22' })).code).toBe(2);
  });

  it('goes by the zone asked for before all others', async () => {
    const there = { from: '2026-11-21', to: '2026-11-21', timeZone: 'Pacific/Pago_Pago' };
    expect(await run(there)).toMatchObject({ code: 2, asked: [] });
  });

  it('waits at most 10 s for budget before anything is read, and is rate limited after that', async () => {
    const { code, asked, io } = await run({});
    expect([code, io.out]).toEqual([6, []]);
    expect(asked[0]?.call.startWithinMs).toBe(10_000);
  });
});
