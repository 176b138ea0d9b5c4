import { describe, expect, it } from 'vitest';
import type { StatusEvents } from '../../../../../electron/api/local-socket/client.ts';
import type { LiveConnection } from '../../../../../electron/connections/types.ts';
import type { Services } from '../../../../../electron/services.ts';
import { scheduleLimits } from '../../../../../electron/kore/rate-limit.ts';
import type { AvailabilityAnswer } from '../../../../../electron/kore/types.ts';
import { fail, messageFor, ok, type Result } from '../../../../../electron/shared/result.ts';
import {
  DEFAULT_LIMITS,
  NOTHING_LEARNED,
  type Selection,
  type TeamFilter,
  type TeamSnapshot,
} from '../../../../../electron/shared/model.ts';
import { countAgents } from '../../../../../electron/shared/team/counts.ts';
import type { SavedConnection } from '../../../../../electron/settings/types.ts';
import { membersOf } from '../../../../../electron/kore/members.ts';
import { observe } from '../../../../../electron/team/time-in-status.ts';
import type { StatusInvocation, TeamChoice } from '../../../../../electron/terminal/invocation.ts';
import type { UnclearTeam } from '../../../../../electron/terminal/commands/app-team.ts';
import { parseTemplate } from '../../../../../electron/terminal/output/template.ts';
import { runWatch } from '../../../../../electron/terminal/commands/status/watch.ts';
import type { LiveStatus } from '../../../../../electron/terminal/output/status-report.ts';
import { PROFILE } from '../../../../support/fake-bridge.ts';
import { createFakeClock, type FakeClock } from '../../../../support/fake-clock.ts';
import { createFakeTerminal } from '../../../../support/fake-terminal.ts';
import { fakeView, queues } from '../../../../support/fake-views.ts';
import { createMemorySettings } from '../../../../support/memory-settings.ts';
import { answer } from '../../../team/rows.ts';
import { createProbe } from '../../../../support/no-probe.ts';
import { NO_NAMES } from '../../../../support/no-names.ts';

const INTERVAL_MS = 30_000;
/** How often the app says that something has changed. */
const EVENT_MS = 1_000;

const WATCH: StatusInvocation = {
  command: 'status',
  target: { kind: 'saved', name: null },
  isJson: false,
  withAgents: false,
  isWatching: true,
  withAlerts: false,
  isMasked: false,
  format: null,
  team: { kind: 'open' },
};

const RULES = { limits: DEFAULT_LIMITS, offHours: null };

type Script = readonly (Readonly<Record<string, string>> | Result<AvailabilityAnswer>)[];

/** What a watch is of, beside its command line. */
interface Scene {
  /** Each poll takes the next answer, the last one stays. */
  readonly script?: Script;
  readonly view?: Partial<Selection>;
  /** What opening the connection ends with, in place of a success. */
  readonly refusal?: ReturnType<typeof fail>;
  /** What the running app answers at a time; null for no app. */
  readonly app?: (now: number, withAgents: boolean, team: TeamChoice) => LiveStatus | UnclearTeam | 'starting' | null;
}

/** The events of an app that tells of a change that often. */
function eventsEvery(clock: FakeClock, ms: number): StatusEvents {
  let wake = (): void => undefined;
  let isOver = false;
  return {
    next: () =>
      new Promise((resolve) => {
        const cancel = clock.after(ms, () => resolve(!isOver));
        wake = () => {
          cancel();
          resolve(false);
        };
        if (isOver) wake();
      }),
    close() {
      isOver = true;
      wake();
    },
  };
}

/** `status --watch` over scripted polls. */
function watch(patch: Partial<StatusInvocation>, { script = [], view = {}, refusal, app = () => null }: Scene) {
  const clock = createFakeClock();
  const io = createFakeTerminal();
  const settings = createMemorySettings();
  const filters: TeamFilter[] = [];
  const done: string[] = [];
  const live: LiveConnection = {
    profile: PROFILE,
    isDemo: false,
    createProbe,
    feed: null,
    memory: { get: () => NOTHING_LEARNED, learn: () => undefined },
    client: {
      clockOffsetMs: () => null,
      names: NO_NAMES,
      availability(filter) {
        const step = script[Math.min(filters.length, script.length - 1)] ?? {};
        filters.push(filter);
        const isResult = 'ok' in step && typeof step.ok === 'boolean';
        return Promise.resolve(isResult ? step : ok(answer(step as Record<string, string>, clock.now())));
      },
      statusDetails: () => Promise.reject(new Error('read through readToday')),
    },
  };
  const core = {
    readToday() {
      done.push('details');
      return Promise.resolve(ok({ open: new Map(), read: new Set(), stopped: null }));
    },
    scheduleLimits: () => scheduleLimits(1, null, 0),
    attentionRules: () => RULES,
    connections: { live: () => null },
  } as unknown as Services;
  const opened = fakeView(view);
  const saved = { profile: PROFILE, views: [opened], activeViewId: opened.id } as unknown as SavedConnection;
  const ended = runWatch({ ...WATCH, ...patch }, io, {
    clock,
    random: () => 0.5,
    app: {
      read: (withAgents, team) => Promise.resolve(app(clock.now(), withAgents, team)),
      alerts: () => Promise.resolve(null),
      follow: () => Promise.resolve(app(clock.now(), false, WATCH.team) === null ? null : eventsEvery(clock, EVENT_MS)),
    },
    openSession: () =>
      Promise.resolve({
        settings,
        open: () => Promise.resolve(refusal ?? ok(live)),
        profileOf: () => PROFILE,
        find: () => saved,
        directory: () => Promise.resolve(null),
        storage: () => Promise.reject(new Error('no alerts are wanted')),
        saveDirectory: () => Promise.resolve(),
        core: () => Promise.resolve(core),
        close: () => Promise.resolve(void done.push('closed')),
      }),
  });
  return { clock, io, settings, filters, done, ended };
}

describe('runWatch', () => {
  it('prints the counts at first and when they change, until it is interrupted', async () => {
    const { clock, io, filters, done, ended } = watch(
      {},
      { script: [{ ann: 'AVAILABLE' }, { ann: 'AVAILABLE' }, { ann: 'AWAY' }], view: { filter: queues('qu-1') } },
    );
    await clock.advanceAsync(2 * INTERVAL_MS);
    expect(io.out).toEqual([
      '2026-03-02T09:00:00.000Z Billing, view Leads: 1 available, 0 busy, 0 away, 0 offline',
      '2026-03-02T09:01:00.000Z Billing, view Leads: 0 available, 0 busy, 1 away, 0 offline',
    ]);
    expect(filters).toEqual(Array.from({ length: 3 }, () => ({ queueIds: ['qu-1'], skillIds: [], agentIds: [] })));
    io.interrupt();
    expect([await ended, clock.pending(), done]).toEqual([0, [], ['closed']]);
  });

  it('prints a line for each change with agents, before the counts that follow from it', async () => {
    const { clock, io, done } = watch(
      { withAgents: true },
      {
        script: [
          { ann: 'AVAILABLE', bob: 'BUSY' },
          { ann: 'BUSY', bob: 'AVAILABLE' },
          { ann: 'BUSY', bob: 'AWAY', cy: 'AWAY' },
        ],
      },
    );
    await clock.advanceAsync(2 * INTERVAL_MS);
    expect(io.out).toEqual([
      '2026-03-02T09:00:00.000Z Billing, view Leads: 1 available, 1 busy, 0 away, 0 offline',
      '2026-03-02T09:00:30.000Z ann: BUSY',
      '2026-03-02T09:00:30.000Z bob: AVAILABLE',
      '2026-03-02T09:01:00.000Z bob: AWAY',
      '2026-03-02T09:01:00.000Z Billing, view Leads: 0 available, 1 busy, 2 away, 0 offline',
    ]);
    expect(done).toContain('details');
  });

  it('prints JSON with --json, and masks names with --mask', async () => {
    const { clock, io } = watch(
      { isJson: true, isMasked: true, withAgents: true },
      { script: [{ ann: 'AVAILABLE' }, { ann: 'AWAY' }] },
    );
    await clock.advanceAsync(INTERVAL_MS);
    expect(io.out.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ takenAt: '2026-03-02T09:00:00.000Z', view: 'Leads', attention: 0 }),
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
      expect.objectContaining({
        takenAt: '2026-03-02T09:00:30.000Z',
        counts: expect.objectContaining({ AWAY: 1 }) as object,
      }),
    ]);
    expect(io.out.join()).not.toContain('"agents"');
  });

  it('reads no times in status for counts alone', async () => {
    const { clock, io, done } = watch({ isJson: true }, { script: [{ ann: 'BUSY' }, { ann: 'AWAY' }] });
    await clock.advanceAsync(20 * INTERVAL_MS);
    expect(io.out.map((line) => (JSON.parse(line) as { attention: unknown }).attention)).toEqual([null, null]);
    expect(done).toEqual([]);
  });

  it('writes a template whenever that reads otherwise', async () => {
    const template = parseTemplate('{busy}/{total} {state}');
    const { clock, io } = watch(
      { format: template.ok ? template.value : null },
      { script: [{ ann: 'BUSY' }, { ann: 'BUSY' }, fail('timeout'), fail('timeout'), { ann: 'BUSY' }] },
    );
    await clock.advanceAsync(10 * 60_000);
    expect(io.out).toEqual(['1/1 live', '1/1 stale', '1/1 live']);
  });

  it('says on stderr when the team cannot be read, and when it can again; the counts then have their time', async () => {
    const { clock, io } = watch({}, { script: [{ ann: 'BUSY' }, fail('timeout'), fail('timeout'), { ann: 'BUSY' }] });
    await clock.advanceAsync(5 * 60_000);
    expect(io.messages).toEqual(['Reading the team.', messageFor('timeout'), 'Reading the team.']);
    expect(io.out.map((line) => line.split(': ').slice(1).join(': '))).toEqual([
      '0 available, 1 busy, 0 away, 0 offline',
      '0 available, 1 busy, 0 away, 0 offline (as of 2026-03-02T09:00:00.000Z)',
      '0 available, 1 busy, 0 away, 0 offline',
    ]);
  });

  it('tells who comes into a view of some statuses, and who leaves it', async () => {
    const { clock, io } = watch(
      { withAgents: true },
      {
        script: [
          { ann: 'AWAY', bob: 'BUSY' },
          { ann: 'BUSY', bob: 'AWAY' },
        ],
        view: { statuses: ['AWAY'] },
      },
    );
    await clock.advanceAsync(INTERVAL_MS);
    expect(io.out.slice(1)).toEqual([
      '2026-03-02T09:00:30.000Z bob: AWAY',
      '2026-03-02T09:00:30.000Z ann: no longer in this view',
    ]);
  });

  it('says so in JSON with no status, which the view does not show', async () => {
    const { clock, io } = watch(
      { withAgents: true, isJson: true },
      { script: [{ ann: 'AWAY' }, { ann: 'BUSY' }], view: { statuses: ['AWAY'] } },
    );
    await clock.advanceAsync(INTERVAL_MS);
    expect(JSON.parse(io.out[1] ?? '')).toEqual({
      at: '2026-03-02T09:00:30.000Z',
      userId: 'ann',
      name: 'ann',
      status: null,
    });
  });

  it('hides names from the next line on', async () => {
    const { clock, io, settings } = watch(
      { withAgents: true },
      { script: [{ ann: 'AVAILABLE' }, { ann: 'AWAY' }, { ann: 'BUSY' }] },
    );
    await clock.advanceAsync(INTERVAL_MS);
    const document = settings.get();
    settings.theirs = { ...document, preferences: { ...document.preferences, isMasked: true } };
    await clock.advanceAsync(INTERVAL_MS);
    expect(io.out.filter((line) => !line.includes('available'))).toEqual([
      '2026-03-02T09:00:30.000Z ann: AWAY',
      '2026-03-02T09:01:00.000Z a.: BUSY',
    ]);
  });

  it('ends as status does when the team cannot be opened', async () => {
    const { io, ended, done } = watch({}, { refusal: fail('keychain-locked') });
    expect([await ended, io.out, done]).toEqual([7, [], ['closed']]);
    expect(io.messages).toEqual([messageFor('keychain-locked')]);
  });
});

describe('runWatch beside the app', () => {
  const START = createFakeClock().now();
  const [AWAY, BUSY] = [{ ann: 'AWAY' }, { ann: 'BUSY' }].map((buckets) => membersOf(answer(buckets, 0).rows));

  /** The team of an app in which ann is away, or since `busyAt` busy. */
  function liveStatus(now: number, busyAt = Number.POSITIVE_INFINITY, patch: Partial<TeamSnapshot> = {}): LiveStatus {
    const members = now < busyAt ? AWAY : BUSY;
    const { agents } = observe(new Map(), members ?? new Map(), { now, previousAt: null, isGap: false });
    const asOf = now < busyAt ? START : busyAt;
    const counts = countAgents(agents.values());
    const health = { state: 'live', since: START, nextAt: null, message: '' } as const;
    const revision = now < busyAt ? 1 : 2;
    const counted = { counts, attention: 0, countedAt: now, refreshAt: null };
    const team = {
      revision,
      agents: [...agents.values()],
      ...counted,
      queues: [],
      unwatched: [],
      ignored: 0,
      asOf,
      health,
      view: null,
    };
    return {
      profile: PROFILE,
      isDemo: false,
      team: { ...team, intervalMs: INTERVAL_MS, ...patch },
      isMasked: false,
      rules: RULES,
      attention: 0,
    };
  }

  it('follows it, reads it once for each of its events, and calls nobody', async () => {
    let reads = 0;
    const { clock, io, filters } = watch(
      { withAgents: true },
      {
        app(now, withAgents) {
          reads += withAgents ? 1 : 0;
          return liveStatus(now, START + 5_000);
        },
      },
    );
    await clock.advanceAsync(20_000);
    expect(io.out).toEqual([
      '2026-03-02T09:00:00.000Z Billing: 0 available, 0 busy, 1 away, 0 offline',
      '2026-03-02T09:00:05.000Z ann: BUSY',
      '2026-03-02T09:00:05.000Z Billing: 0 available, 1 busy, 0 away, 0 offline',
    ]);
    expect([reads, filters]).toEqual([1 + 20_000 / EVENT_MS, []]);
    expect(io.messages).toEqual(['Following the running Rollcall, which costs no calls.', 'Reading the team.']);
  });

  it('goes on with a view that is renamed, and ends where it is deleted', async () => {
    const view = fakeView({ id: 'v-9', name: 'Leads' });
    const { io, clock, ended } = watch(
      { team: { kind: 'view', name: 'leads' } },
      {
        app(now, _withAgents, team) {
          const name = now < START + 4_000 ? 'Leads' : 'Heads';
          const isFound = team.kind === 'view' && now < START + 9_000 && (name === 'Leads' || team.id === view.id);
          if (isFound) return liveStatus(now, START + 5_000, { view: { ...view, name } });
          const unclear = { list: 'views', text: 'leads', isNone: true, fits: [], others: 0 } as const;
          return { profile: PROFILE, isMasked: false, unclear };
        },
      },
    );
    await clock.advanceAsync(8_000);
    expect(io.out).toEqual([
      '2026-03-02T09:00:00.000Z Billing, view Leads: 0 available, 0 busy, 1 away, 0 offline',
      '2026-03-02T09:00:00.000Z Billing, view Heads: 0 available, 0 busy, 1 away, 0 offline',
      '2026-03-02T09:00:05.000Z Billing, view Heads: 0 available, 1 busy, 0 away, 0 offline',
    ]);
    await clock.advanceAsync(2_000);
    expect(await ended).toBe(2);
  });

  it('waits while it starts, and for what it reads after a sleep', async () => {
    const old = { asOf: START - 10 * 60_000 };
    const { clock, io, filters } = watch(
      {},
      { app: (now) => (now < START + 3_000 ? 'starting' : liveStatus(now, undefined, now < START + 9_000 ? old : {})) },
    );
    await clock.advanceAsync(8_000);
    expect(io.out).toEqual([]);
    await clock.advanceAsync(2_000);
    expect([io.out.length, filters]).toEqual([1, []]);
  });

  it('asks for it before each call, and also when no call is due', async () => {
    const refused = watch(
      {},
      { script: [fail('token-refused')], app: (now) => (now < START + 60_000 ? null : liveStatus(now)) },
    );
    await refused.clock.advanceAsync(66_000);
    expect([refused.io.out.length, refused.filters.length, refused.done]).toEqual([1, 1, ['closed']]);
    const alone = watch(
      {},
      { script: [{ ann: 'BUSY' }], app: (now) => (now < START + INTERVAL_MS ? null : liveStatus(now)) },
    );
    await alone.clock.advanceAsync(INTERVAL_MS);
    expect(alone.filters.length).toBe(1);
  });

  it('goes on by itself when it ends', async () => {
    const { clock, io, filters } = watch(
      { withAgents: true },
      { script: [{ ann: 'BUSY' }], app: (now) => (now < START + 4_000 ? liveStatus(now) : null) },
    );
    await clock.advanceAsync(5_000);
    expect(io.out.slice(1)).toEqual([
      '2026-03-02T09:00:04.000Z ann: BUSY',
      '2026-03-02T09:00:04.000Z Billing, view Leads: 0 available, 1 busy, 0 away, 0 offline',
    ]);
    expect(filters.length).toBe(1);
    expect(io.messages.slice(-1)).toEqual([
      'Rollcall has ended, or has another team open, so this command reads the team itself.',
    ]);
  });
});
