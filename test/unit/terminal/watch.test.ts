import { describe, expect, it } from 'vitest';
import type { LiveConnection } from '../../../electron/connection/types.ts';
import type { Core } from '../../../electron/core.ts';
import { shareOf } from '../../../electron/kore/share.ts';
import type { AvailabilityAnswer } from '../../../electron/kore/types.ts';
import { fail, messageFor } from '../../../electron/shared/messages.ts';
import { NOTHING_LEARNED, type TeamFilter } from '../../../electron/shared/model.ts';
import { ok, type Result } from '../../../electron/shared/result.ts';
import type { Invocation } from '../../../electron/terminal/invocation.ts';
import { runWatch } from '../../../electron/terminal/watch.ts';
import { PROFILE } from '../../support/fake-bridge.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeTerminal } from '../../support/fake-terminal.ts';
import { fakeView, queues } from '../../support/fake-views.ts';
import { createMemorySettings } from '../../support/memory-settings.ts';
import { answer } from '../team/rows.ts';

const INTERVAL_MS = 30_000;

type StatusInvocation = Extract<Invocation, { command: 'status' }>;
const WATCH: StatusInvocation = {
  command: 'status',
  target: { kind: 'saved', name: null },
  isJson: false,
  withAgents: false,
  isWatching: true,
  isMasked: false,
  format: null,
  team: { kind: 'open' },
};

const VIEW = fakeView({ filter: queues('qu-1') });

/** `status --watch` over scripted polls: each takes the next answer, the last one stays. */
function watch(
  patch: Partial<StatusInvocation>,
  ...script: readonly (Readonly<Record<string, string>> | Result<AvailabilityAnswer>)[]
) {
  const clock = createFakeClock();
  const io = createFakeTerminal();
  const filters: TeamFilter[] = [];
  const live: LiveConnection = {
    profile: PROFILE,
    isDemo: false,
    memory: { get: () => NOTHING_LEARNED, learn: () => undefined },
    client: {
      availability(filter) {
        const step = script[Math.min(filters.length, script.length - 1)] ?? {};
        filters.push(filter);
        const isResult = 'ok' in step && typeof step.ok === 'boolean';
        return Promise.resolve(isResult ? step : ok(answer(step as Record<string, string>, clock.now())));
      },
      statusDetails: () => Promise.reject(new Error('read through readToday')),
    },
  };
  const core = { readToday: () => Promise.resolve(ok(new Map())), share: () => shareOf(1) } as unknown as Core;
  const session = {
    settings: createMemorySettings(),
    open: () => Promise.resolve(ok(live)),
    profileOf: () => PROFILE,
    find: () => null,
    core: () => Promise.resolve(core),
  };
  const ended = runWatch({ ...WATCH, ...patch }, io, { live, view: VIEW }, { session, clock, random: () => 0.5 });
  return { clock, io, filters, ended };
}

describe('runWatch', () => {
  it('prints a line per change after the first answer, until it is interrupted', async () => {
    const { clock, io, filters, ended } = watch({}, { ann: 'AVAILABLE', bob: 'BUSY' }, { ann: 'AWAY', bob: 'BUSY' });
    await clock.advanceAsync(0);
    expect(io.out).toEqual([]);
    await clock.advanceAsync(INTERVAL_MS);
    expect(io.out).toEqual(['2026-03-02T09:00:30.000Z ann: AWAY']);
    expect(filters).toEqual([
      { queueIds: ['qu-1'], skillIds: [], agentIds: [] },
      { queueIds: ['qu-1'], skillIds: [], agentIds: [] },
    ]);
    io.interrupt();
    expect([await ended, clock.pending()]).toEqual([0, []]);
  });

  it('prints JSON when asked, with names masked when asked', async () => {
    const { clock, io } = watch({ isJson: true, isMasked: true }, { ann: 'AVAILABLE' }, { ann: 'AWAY' });
    await clock.advanceAsync(INTERVAL_MS);
    expect(io.out.map((line) => JSON.parse(line) as object)).toEqual([
      {
        at: '2026-03-02T09:00:30.000Z',
        userId: 'ann',
        name: 'a.',
        status: 'AWAY',
        secondaryStatus: null,
        since: '2026-03-02T09:00:15.000Z',
        sincePrecision: 'observed',
        sinceToleranceMs: 15_000,
        sinceOrigin: 'seen to change',
      },
    ]);
  });

  it('says on stderr when the team cannot be read, and when it can again, once each', async () => {
    const { clock, io } = watch({}, { ann: 'BUSY' }, fail('timeout'), fail('timeout'), { ann: 'BUSY' });
    await clock.advanceAsync(5 * 60_000);
    expect(io.messages).toEqual(['Reading the team.', messageFor('timeout'), 'Reading the team.']);
    expect(io.out).toEqual([]);
  });
});
