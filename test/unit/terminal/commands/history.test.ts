import { describe, expect, it } from 'vitest';
import type { LiveConnection } from '../../../../electron/connections/types.ts';
import type { DaysCall } from '../../../../electron/history/read-days.ts';
import { fail, ok, type Result } from '../../../../electron/shared/result.ts';
import {
  NOTHING_LEARNED,
  type DayRead,
  type HistoryQuery,
  type HistoryReport,
} from '../../../../electron/shared/model.ts';
import { runHistory } from '../../../../electron/terminal/commands/history.ts';
import type { Invocation } from '../../../../electron/terminal/invocation.ts';
import { connectionProfile } from '../../../support/connection-profile.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeTerminal, type FakeTerminal } from '../../../support/fake-terminal.ts';
import { createMemorySettings } from '../../../support/memory-settings.ts';
import { createProbe } from '../../../support/no-probe.ts';

/** 21 November on Kiritimati (UTC+14), 20 November in Pago Pago (UTC-11) and UTC. */
const NOW = Date.parse('2026-11-20T12:00:00Z');

const PROFILE = connectionProfile({
  accountId: 'acc',
  botId: 'st-1',
  clientId: 'cs-1',
  timeZone: 'Pacific/Kiritimati',
});
const INVOCATION: Extract<Invocation, { command: 'history' }> = {
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

/** How the history is read. */
type Read = (call: DaysCall, io: FakeTerminal) => Promise<Result<HistoryReport>>;

/** Runs the command on a saved connection, by default one whose history cannot be read; gives the reads it made. */
async function run(patch: Partial<typeof INVOCATION>, read: Read = () => Promise.resolve(fail('rate-limited'))) {
  const reads: { query: HistoryQuery; call: DaysCall }[] = [];
  const io = createFakeTerminal();
  const live: LiveConnection = {
    profile: PROFILE,
    isDemo: false,
    createProbe,
    client: {} as LiveConnection['client'],
    memory: { get: () => NOTHING_LEARNED, learn: () => undefined },
  };
  const code = await runHistory({ ...INVOCATION, ...patch }, io, {
    clock: createFakeClock(NOW),
    localZone: { get: () => 'UTC' },
    session: {
      settings: createMemorySettings(),
      profileOf: () => PROFILE,
      open: () => Promise.resolve(ok(live)),
      core: () =>
        Promise.resolve({
          loadHistory: (_live: LiveConnection, query: HistoryQuery, call: DaysCall) => {
            reads.push({ query, call });
            return read(call, io);
          },
        } as never),
    },
  });
  return { code, reads, io };
}

const AGENT = {
  userId: 'u-1',
  name: 'Ana',
  email: 'ana@x.example',
  intervals: [],
  totalsMs: {},
  noRecordMs: 1_000,
  knownUntil: 1_000,
};

/** Three days of which the second was read in part and the third not. */
function partly(patch: Partial<HistoryReport> = {}): HistoryReport {
  const day = (date: string, read: DayRead) => ({
    date,
    startsAt: 0,
    endsAt: 1,
    read,
    agents: read === 'none' ? [] : [AGENT],
  });
  return {
    from: '2026-11-18',
    to: '2026-11-20',
    timeZone: 'UTC',
    takenAt: NOW,
    apiTimes: { zone: 'request', decidedBy: 'assumed' },
    partial: { reason: 'Nothing was read of 2026-11-20. Too slow.', agentsRead: 1 },
    notUnderstood: 2,
    notFound: ['x@x.example'],
    fewerThanTeam: null,
    days: [day('2026-11-18', 'complete'), day('2026-11-19', 'part'), day('2026-11-20', 'none')],
    ...patch,
  };
}

describe('runHistory', () => {
  it("takes today for today in the team's zone", async () => {
    const { reads } = await run({});
    expect(reads[0]?.query).toMatchObject({ from: '2026-11-21', to: '2026-11-21' });
  });

  it("takes a day that has begun in the team's zone, wherever this computer is", async () => {
    expect((await run({ from: '2026-11-21', to: '2026-11-21' })).reads).toHaveLength(1);
    expect((await run({ from: '2026-11-22', to: '2026-11-22' })).code).toBe(2);
  });

  it('goes by the zone of --zone before all others', async () => {
    const there = { from: '2026-11-21', to: '2026-11-21', timeZone: 'Pacific/Pago_Pago' };
    expect(await run(there)).toMatchObject({ code: 2, reads: [] });
  });

  it('waits at most 10 s for the rate limit before anything is read, and is rate limited after that', async () => {
    const { code, reads, io } = await run({});
    expect([code, io.out]).toEqual([6, []]);
    expect(reads[0]?.call.startWithinMs).toBe(10_000);
  });

  it('prints a partial answer, says what is missing and how to go on, and ends with 8', async () => {
    const { code, io } = await run({}, () => Promise.resolve(ok(partly())));
    expect(code).toBe(8);
    expect(JSON.parse(io.out[0] ?? '')).toMatchObject({
      partial: { agentsRead: 1 },
      notUnderstood: 2,
      notFound: ['x@x.example'],
      fewerThanTeam: null,
      days: [
        { date: '2026-11-18', read: 'whole', agents: [{ userId: 'u-1' }] },
        { date: '2026-11-19', read: 'part', agents: [{ userId: 'u-1' }] },
        { date: '2026-11-20', read: 'none', agents: [] },
      ],
    });
    expect(io.messages).toEqual([
      "2 entries of Kore.ai's answer were not understood and are missing here.",
      'Nobody was found for x@x.example.',
      'Nothing was read of 2026-11-20. Too slow. Read the rest with --from 2026-11-19 --to 2026-11-20.',
    ]);
  });

  it('says the same in the text', async () => {
    const { io } = await run({ isJson: false }, () => Promise.resolve(ok(partly())));
    expect(io.out[0]?.split('\n')).toEqual([
      '2026-11-18 (UTC)',
      '  Ana: no record 0:01',
      '2026-11-19 (UTC): only part of it was read',
      '  Ana: no record 0:01',
      '2026-11-20 (UTC): not read',
      'Not complete. Nothing was read of 2026-11-20. Too slow.',
      "2 entries of Kore.ai's answer were not understood and are missing here.",
      'Nobody was found for x@x.example.',
      'Self-reported status; API times read as the requested zone (assumed zone).',
    ]);
  });

  it('ends with 0 where only notes are to be said', async () => {
    const fewer = { partial: null, fewerThanTeam: { read: 50, team: 1_137 } };
    const { code, io } = await run({}, () => Promise.resolve(ok(partly(fewer))));
    expect([code, io.messages.length]).toEqual([0, 3]);
    expect(io.messages[2]).toContain('Status details name 50 agents and availability 1,137:');
  });

  it('hides the e-mails of those who were not found with the names', async () => {
    const { io } = await run({ isMasked: true }, () => Promise.resolve(ok(partly())));
    expect([...io.out, ...io.messages].join()).not.toContain('x@x.example');
  });

  it('says each wait once, with the day and how many agents were read so far', async () => {
    const { io } = await run({}, ({ onProgress }) => {
      const position = { day: '2026-11-19', lastDay: '2026-11-19', dayIndex: 1, days: 3 };
      const waiting = { agentsRead: 1_200, waitingUntil: NOW + 60_400 };
      onProgress?.({ ...position, agentsRead: 50, waitingUntil: null });
      onProgress?.({ ...position, ...waiting });
      onProgress?.({ ...position, ...waiting });
      onProgress?.({ ...position, ...waiting, waitingUntil: null });
      onProgress?.({ ...position, ...waiting, lastDay: '2026-11-20' });
      onProgress?.({ ...position, ...waiting, waitingUntil: NOW + 1_000, days: 1 });
      return Promise.resolve(fail('timeout'));
    });
    expect(io.messages.slice(0, 3)).toEqual([
      '2026-11-19 (day 2 of 3), 1,200 agents read; waiting 61 s for the request limit of the account.',
      '2026-11-19 to 2026-11-20, 1,200 agents read; waiting 61 s for the request limit of the account.',
      '2026-11-19, 1,200 agents read; waiting 1 s for the request limit of the account.',
    ]);
  });

  it('when interrupted prints what was read so far', async () => {
    const { code, io } = await run({}, async ({ signal }, terminal) => {
      terminal.interrupt();
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      return ok(partly());
    });
    expect([code, io.out.length]).toEqual([8, 1]);
  });

  it('when interrupted before anything was read ends with 130', async () => {
    const { code, io } = await run({}, async ({ signal }, terminal) => {
      terminal.interrupt();
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      return fail('cancelled');
    });
    expect([code, io.out, io.messages]).toEqual([130, [], ['Stopped before it was finished.']]);
  });

  it('when interrupted before a connection is open waits for nothing', async () => {
    const io = createFakeTerminal();
    const ended = runHistory(INVOCATION, io, {
      clock: createFakeClock(NOW),
      localZone: { get: () => 'UTC' },
      session: {
        settings: createMemorySettings(),
        profileOf: () => PROFILE,
        open: () => new Promise(() => undefined),
        core: () => Promise.reject(new Error('nothing to read')),
      },
    });
    io.interrupt();
    expect(await ended).toBe(130);
  });
});
