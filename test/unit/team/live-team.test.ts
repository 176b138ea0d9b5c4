import { describe, expect, it } from 'vitest';
import type { LiveConnection } from '../../../electron/connections/types.ts';
import { scheduleLimits } from '../../../electron/kore/rate-limit.ts';
import type { AvailabilityAnswer } from '../../../electron/kore/types.ts';
import {
  NOTHING_LEARNED,
  type ConnectionState,
  type TeamDelta,
  type TeamFilter,
  type TeamSnapshot,
  type View,
} from '../../../electron/shared/model.ts';
import { applyDelta } from '../../../electron/shared/team/delta.ts';
import { fail, ok, type Result } from '../../../electron/shared/result.ts';
import { contactOf, createLiveTeam } from '../../../electron/team/live-team.ts';
import type { LiveTeamParts, PollOutcome } from '../../../electron/team/types.ts';
import type { OpenStatus } from '../../../electron/history/open-status.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { DEFAULT_RULES, fakeAgent } from '../../support/fake-team.ts';
import { createFakeMembers } from '../../support/fake-members.ts';
import { agents, fakeView, queues } from '../../support/fake-views.ts';
import { answer, row } from './rows.ts';
import { createProbe } from '../../support/no-probe.ts';
import { NO_NAMES } from '../../support/no-names.ts';

const INTERVAL_MS = 30_000;

const PROFILE = connectionProfile({
  host: 'https://kore.example',
  accountId: 'acc',
  botId: 'st-1',
  clientId: 'cs-1',
  timeZone: 'UTC',
});

type Buckets = Readonly<Record<string, string>>;

/** A live team over scripted answers: each poll takes the next one, the last one stays. */
function harness(
  script: readonly (Buckets | Result<AvailabilityAnswer>)[],
  copies = 1,
  freeAt?: LiveTeamParts['freeAt'],
  directory?: LiveTeamParts['directory'],
) {
  const clock = createFakeClock();
  const deltas: TeamDelta[] = [];
  const polls: PollOutcome[] = [];
  /** How many polls were told of by each time that garbage was collected. */
  const collected: number[] = [];
  const filters: TeamFilter[] = [];
  const waits: number[] = [];
  const detailsReads: (readonly string[])[] = [];
  const open = new Map<string, OpenStatus | null>();
  const held: Record<'availability' | 'details', Promise<void> | null> = { availability: null, details: null };
  let memory = NOTHING_LEARNED;
  let generation = 1;
  let secret: ConnectionState = { kind: 'account', profile: PROFILE, secret: 'stored' };
  let isReachable = true;
  let view: View | null = null;
  /** How far the server's clock is ahead. */
  const offset: { ms: number | null } = { ms: null };
  const listeners: ((state: ConnectionState) => void)[] = [];
  const notify = (): void => listeners.forEach((listener) => listener(secret));
  const live: LiveConnection = {
    profile: PROFILE,
    isDemo: false,
    createProbe,
    feed: null,
    memory: { get: () => memory, learn: (patch) => void (memory = { ...memory, ...patch }) },
    client: {
      clockOffsetMs: () => offset.ms,
      names: NO_NAMES,
      availability: async (filter, { maxWaitMs }) => {
        waits.push(maxWaitMs);
        const step = script[Math.min(filters.length, script.length - 1)];
        filters.push(filter);
        if (step === undefined) throw new Error('the script is empty');
        await held.availability;
        return 'ok' in step ? (step as Result<AvailabilityAnswer>) : ok(answer(step, clock.now()));
      },
      statusDetails: () => Promise.reject(new Error('read through readToday')),
    },
  };
  const connections: LiveTeamParts['connections'] = {
    live: () => (isReachable ? live : null),
    state: () => secret,
    generation: () => generation,
    subscribe: (listener) => {
      listeners.push(listener);
      return () => undefined;
    },
  };
  const team = createLiveTeam({
    clock,
    random: () => 0.5,
    rules: () => DEFAULT_RULES,
    pace: () => 'standard',
    scheduleLimits: () => scheduleLimits(copies, null, 0),
    connections,
    ...(freeAt && { freeAt }),
    ...(directory && { directory }),
    readToday: async (_live, { emails }) => {
      detailsReads.push(emails);
      await held.details;
      return ok({ open, read: new Set(open.keys()), stopped: null });
    },
    view: () => view,
    onDelta: (delta) => deltas.push(delta),
    onPoll: (poll) => polls.push(poll),
    collect: () => collected.push(polls.length),
  });
  return {
    clock,
    connections,
    team,
    deltas,
    polls,
    collected,
    filters,
    waits,
    detailsReads,
    open,
    offset,
    held,
    memory: () => memory,
    openView(next: View | null) {
      view = next;
      team.viewChanged();
    },
    /** To another connection, whose open view is this one. */
    switchConnection(next: View | null = null) {
      view = next;
      generation += 1;
      notify();
    },
    lock(state: 'locked' | 'waiting' = 'locked') {
      isReachable = false;
      secret = { kind: 'account', profile: PROFILE, secret: state };
      notify();
    },
  };
}

describe('createLiveTeam', () => {
  it('has put the old team away before anybody else hears of another connection', async () => {
    const scene = harness([{ 'u-1': 'AVAILABLE' }]);
    const seen: number[] = [];
    scene.connections.subscribe(() => seen.push(scene.team.snapshot().agents.length));
    scene.team.start();
    await scene.clock.advanceAsync(0);
    scene.switchConnection();
    expect(seen).toEqual([0]);
  });

  it('says at once that the next poll comes earlier when a window begins to watch', async () => {
    const { team, clock } = harness([{ 'u-1': 'AVAILABLE' }]);
    team.start();
    await clock.advanceAsync(0);
    const { revision } = team.snapshot();
    team.watch('popover', true);
    const { health, intervalMs } = team.snapshot();
    expect([health.nextAt, intervalMs]).toEqual([clock.now() + 15_000, 15_000]);
    team.watch('popover', false);
    expect(team.snapshot().revision).toBe(revision + 1);
  });

  it('collects what is left of each answer before anything follows from it', async () => {
    const { team, clock, polls, collected } = harness([{ 'u-1': 'AVAILABLE' }, { 'u-1': 'BUSY' }]);
    team.start();
    await clock.advanceAsync(0);
    await clock.advanceAsync(INTERVAL_MS);
    expect(polls).toHaveLength(2);
    expect(collected).toEqual([0, 1]);
  });

  it('shows the team after the first poll and says it is live', async () => {
    const { team, clock, polls } = harness([{ 'u-1': 'AVAILABLE', 'u-2': 'BUSY' }]);
    expect(team.snapshot().health.state).toBe('starting');
    team.start();
    await clock.advanceAsync(0);
    const { counts, asOf, health } = team.snapshot();
    expect(counts).toEqual({ AVAILABLE: 1, BUSY: 1, AWAY: 0, OFFLINE: 0, OTHER: 0, total: 2 });
    expect([asOf, health.state, health.nextAt]).toEqual([clock.now(), 'live', clock.now() + INTERVAL_MS]);
    expect(polls[0]?.isBaseline).toBe(true);
  });

  it('waits for its share of the rate limit as long as a poll takes anyway, but not for a first answer or after a fault', async () => {
    const { team, clock, waits } = harness(
      [{ 'u-1': 'BUSY' }, { 'u-1': 'BUSY' }, fail('timeout'), { 'u-1': 'BUSY' }],
      30,
    );
    const { pollMs } = scheduleLimits(30, null, 0);
    team.start();
    await clock.advanceAsync(3 * pollMs);
    expect(waits).toEqual([10_000, pollMs, pollMs, 10_000]);
  });

  it('dates by the server’s clock, also what it saw before it had heard of that', async () => {
    const { team, clock, offset, open } = harness([
      { 'u-1': 'AVAILABLE', 'u-2': 'AWAY', 'u-3': 'BUSY' },
      { 'u-1': 'AVAILABLE', 'u-2': 'BUSY', 'u-3': 'BUSY' },
    ]);
    const since = () => team.snapshot().agents.map(({ since: { at, precision } }) => [precision, at]);
    const T0 = clock.now();
    const exact = T0 + 600_000 - 3_600_000;
    open.set('u-3', { primaryStatus: 'BUSY', secondaryStatus: '', startedAt: exact });
    team.start();
    await clock.advanceAsync(INTERVAL_MS);
    expect(team.snapshot().clockOffsetMs).toBeUndefined();
    expect(since()).toEqual([
      ['at-least', T0],
      ['observed', T0 + 15_000],
      ['exact', exact],
    ]);
    offset.ms = 600_000;
    await clock.advanceAsync(INTERVAL_MS);
    expect(team.snapshot().clockOffsetMs).toBe(600_000);
    expect(since()).toEqual([
      ['at-least', T0 + 600_000],
      ['observed', T0 + 615_000],
      ['exact', exact],
    ]);
    // A little later both are known better: what was dated by the server's stays.
    offset.ms = 599_000;
    await clock.advanceAsync(INTERVAL_MS);
    expect(since()[0]).toEqual(['at-least', T0 + 600_000]);
  });

  it('keeps the last good team on a failure, and its time', async () => {
    const { team, clock } = harness([{ 'u-1': 'AVAILABLE' }, fail('connection-refused')]);
    team.start();
    await clock.advanceAsync(0);
    const asOf = clock.now();
    await clock.advanceAsync(INTERVAL_MS);
    const snapshot = team.snapshot();
    expect([snapshot.counts.AVAILABLE, snapshot.asOf, snapshot.health.state]).toEqual([1, asOf, 'offline']);
  });

  it('dates a state of health from its first failure', async () => {
    const { team, clock } = harness([fail('connection-refused'), fail('timeout'), fail('server-error')]);
    team.start();
    await clock.advanceAsync(0);
    const began = clock.now();
    await clock.advanceAsync(6_000);
    expect(team.snapshot().health).toMatchObject({ state: 'offline', since: began });
    await clock.advanceAsync(20_000);
    expect(team.snapshot().health.state).toBe('stale');
    expect(team.snapshot().health.since).toBeGreaterThan(began);
  });

  it('reads everybody’s status details once, then only those of who changed', async () => {
    const { team, clock, detailsReads } = harness([
      { 'u-1': 'AVAILABLE', 'u-2': 'BUSY' },
      { 'u-1': 'AVAILABLE', 'u-2': 'BUSY' },
      { 'u-1': 'AWAY', 'u-2': 'BUSY' },
    ]);
    team.start();
    await clock.advanceAsync(2 * INTERVAL_MS);
    expect(detailsReads).toEqual([[], ['u-1@example.com']]);
  });

  it('reads all status details again after five minutes without a change', async () => {
    const { team, clock, detailsReads } = harness([{ 'u-1': 'AVAILABLE' }]);
    team.start();
    await clock.advanceAsync(5 * 60_000);
    expect(detailsReads).toEqual([[], []]);
  });

  it('takes exact starts from status details without another poll', async () => {
    const { team, clock, open } = harness([{ 'u-1': 'BUSY' }]);
    const startedAt = clock.now() - 600_000;
    open.set('u-1', { primaryStatus: 'BUSY', secondaryStatus: 'NBK', startedAt });
    team.start();
    await clock.advanceAsync(0);
    expect(team.snapshot().agents[0]).toMatchObject({
      secondaryStatus: 'NBK',
      since: { at: startedAt, precision: 'exact' },
    });
  });

  it('starts over for another connection: nothing of the old team shows', async () => {
    const { team, clock, deltas, switchConnection } = harness([{ 'u-1': 'AVAILABLE' }, { 'u-9': 'AWAY' }]);
    team.start();
    await clock.advanceAsync(0);
    switchConnection();
    expect(team.snapshot()).toMatchObject({ agents: [], asOf: null, health: { state: 'starting' } });
    expect(deltas.at(-1)?.removed).toEqual(['u-1']);
    await clock.advanceAsync(0);
    expect(team.snapshot().agents.map(({ userId }) => userId)).toEqual(['u-9']);
  });

  it('says that the keychain is locked and waits for a person', async () => {
    const { team, clock, lock } = harness([{ 'u-1': 'AVAILABLE' }]);
    team.start();
    await clock.advanceAsync(0);
    lock();
    await clock.advanceAsync(0);
    expect(team.snapshot().health).toMatchObject({ state: 'keychain', nextAt: null });
  });

  it('says nothing of a keychain that is only being read, until that takes a second, also out of a pause', async () => {
    const { team, clock, lock } = harness([{ 'u-1': 'AVAILABLE' }]);
    team.start();
    await clock.advanceAsync(0);
    team.pause(60_000);
    lock('waiting');
    await clock.advanceAsync(999);
    expect(team.snapshot()).toMatchObject({ agents: [], health: { state: 'starting', message: '' } });
    await clock.advanceAsync(1);
    expect(team.snapshot().health).toMatchObject({ state: 'keychain', nextAt: null });
  });

  it('asks for a view of other ids, as a new team', async () => {
    const { team, clock, filters, polls, openView } = harness([
      { 'u-1': 'AVAILABLE', 'u-2': 'BUSY' },
      { 'u-2': 'BUSY' },
    ]);
    team.start();
    await clock.advanceAsync(0);
    openView(fakeView({ filter: queues('qu-1') }));
    expect(team.snapshot()).toMatchObject({ agents: [], asOf: null, health: { state: 'starting' } });
    await clock.advanceAsync(0);
    expect(filters).toEqual([queues(), queues('qu-1')]);
    expect(team.snapshot().counts.total).toBe(1);
    expect(polls[1]?.isBaseline).toBe(true);
  });

  it('polls twice as often while a window watches, and every five minutes while the screen is locked', async () => {
    const { team, clock, filters } = harness([{ 'u-1': 'AVAILABLE' }]);
    team.start();
    await clock.advanceAsync(0);
    team.watch('popover', true);
    await clock.advanceAsync(60_000);
    expect(filters.length).toBe(5);
    team.setRest('locked');
    await clock.advanceAsync(15_000 + 600_000);
    expect(filters.length).toBe(8);
  });

  it('takes the first poll after a wake as a baseline, but a change in a short lock was seen', async () => {
    const { team, clock, polls } = harness([{ 'u-1': 'AVAILABLE' }, { 'u-1': 'AWAY' }]);
    team.start();
    await clock.advanceAsync(0);
    team.wake();
    await clock.advanceAsync(2_000);
    expect(polls.map(({ isBaseline }) => isBaseline)).toEqual([true, true]);
    expect(team.snapshot().agents[0]?.since).toMatchObject({ precision: 'observed', toleranceMs: 1_000 });
  });

  it('invents no start at a wake: who came out of a conversation has not been available since they said so', async () => {
    const { team, clock, open, detailsReads } = harness([{ 'u-1': 'BUSY' }, { 'u-1': 'AVAILABLE' }]);
    open.set('u-1', {
      primaryStatus: 'AVAILABLE',
      secondaryStatus: 'AVAILABLE',
      startedAt: clock.now() - 3_600_000,
    });
    team.start();
    await clock.advanceAsync(INTERVAL_MS);
    const { since } = team.snapshot().agents[0] ?? {};
    const reads = detailsReads.length;
    await clock.advanceAsync(5_000);
    team.wake();
    await clock.advanceAsync(3_000);
    expect(detailsReads.length).toBe(reads + 1);
    expect([since?.precision, team.snapshot().agents[0]?.since]).toEqual(['observed', since]);
  });

  it('loses nothing of status details that come while a poll is under way', async () => {
    const { team, clock, open, held } = harness([{ 'u-1': 'BUSY' }]);
    const [details, availability] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const startedAt = clock.now() - 600_000;
    open.set('u-1', { primaryStatus: 'BUSY', secondaryStatus: 'NBK', startedAt });
    held.details = details.promise;
    team.start();
    await clock.advanceAsync(0);
    held.availability = availability.promise;
    await clock.advanceAsync(INTERVAL_MS);
    details.resolve();
    await clock.advanceAsync(0);
    availability.resolve();
    await clock.advanceAsync(0);
    expect(team.snapshot()).toMatchObject({ asOf: clock.now(), agents: [{ since: { at: startedAt } }] });
  });

  it('takes what an agent said away with a read in which they have nothing open', async () => {
    const { team, clock, open } = harness([{ 'u-1': 'BUSY' }]);
    open.set('u-1', { primaryStatus: 'AVAILABLE', secondaryStatus: '', startedAt: clock.now() });
    team.start();
    await clock.advanceAsync(0);
    expect(team.snapshot().agents[0]?.selfReported?.primaryStatus).toBe('AVAILABLE');
    open.set('u-1', null);
    await clock.advanceAsync(5 * 60_000);
    expect(team.snapshot().agents[0]).not.toHaveProperty('selfReported');
  });

  it('takes a poll after eight hours as a baseline, even when no wake was announced', async () => {
    const { team, clock, polls } = harness([{ 'u-1': 'AVAILABLE' }, { 'u-1': 'AWAY' }]);
    team.start();
    await clock.advanceAsync(0);
    clock.jump(8 * 3_600_000);
    await clock.advanceAsync(INTERVAL_MS);
    expect(polls[1]?.isBaseline).toBe(true);
  });

  it('rests while paused and goes on by itself', async () => {
    const { team, clock, filters } = harness([{ 'u-1': 'AVAILABLE' }]);
    team.start();
    await clock.advanceAsync(0);
    team.pause(30 * 60_000);
    expect(team.snapshot().health).toMatchObject({ state: 'paused', nextAt: clock.now() + 30 * 60_000 });
    await clock.advanceAsync(30 * 60_000 - 1);
    expect(filters.length).toBe(1);
    await clock.advanceAsync(1);
    expect([filters.length, team.snapshot().health.state]).toEqual([2, 'live']);
  });

  it('announces deltas that rebuild every snapshot', async () => {
    const { team, clock, deltas } = harness([
      { 'u-1': 'AVAILABLE', 'u-2': 'BUSY' },
      { 'u-1': 'AWAY', 'u-3': 'BUSY' },
      fail('timeout'),
    ]);
    let mirror: TeamSnapshot | null = team.snapshot();
    team.start();
    await clock.advanceAsync(3 * INTERVAL_MS);
    for (const delta of deltas) mirror = mirror === null ? null : applyDelta(mirror, delta);
    expect(mirror).toEqual(team.snapshot());
    expect(deltas.length).toBeGreaterThan(2);
  });

  it('polls nothing after stop', async () => {
    const { team, clock, filters } = harness([{ 'u-1': 'AVAILABLE' }]);
    team.start();
    await clock.advanceAsync(0);
    team.stop();
    await clock.advanceAsync(3_600_000);
    expect(filters.length).toBe(1);
    expect(clock.pending()).toEqual([]);
  });

  it('is watched from the first window that shows it until none does', async () => {
    const { team, clock } = harness([{ 'u-1': 'AVAILABLE' }]);
    team.start();
    await clock.advanceAsync(0);
    const intervals: number[] = [];
    const watch = (act: () => void): void => {
      act();
      intervals.push(team.intervalMs() / 1_000);
    };
    watch(() => team.watch('popover', true));
    watch(() => team.watch('history', true));
    watch(() => team.watch('popover', true));
    watch(() => team.watch('popover', false));
    watch(() => team.leave('history'));
    watch(() => team.leave('history'));
    watch(() => team.watch('popover', false));
    watch(() => team.watch('history', true));
    expect(intervals).toEqual([15, 15, 15, 15, 30, 30, 30, 15]);
  });

  it('polls at once on a refresh that the rate limit allows, or where there is no account', async () => {
    for (const freeAt of [undefined, () => Promise.resolve(null)]) {
      const { team, clock, filters } = harness([{ 'u-1': 'AVAILABLE' }], 1, freeAt);
      team.start();
      await clock.advanceAsync(0);
      expect([await team.refresh(), filters.length]).toEqual([{ runsAt: null }, 2]);
    }
  });

  it('makes no call on a refresh that the rate limit does not allow, and polls once when it does', async () => {
    const at = createFakeClock().now() + 7_000;
    const { team, clock, filters } = harness([{ 'u-1': 'AVAILABLE' }], 1, () => Promise.resolve(at));
    team.start();
    await clock.advanceAsync(0);
    expect([await team.refresh(), await team.refresh(), filters.length]).toEqual([{ runsAt: at }, { runsAt: at }, 1]);
    expect(team.snapshot().health.nextAt).toBe(at);
    await clock.advanceAsync(7_000);
    expect(filters.length).toBe(2);
  });

  it('knows contacts of the last good answer, and none of another connection', async () => {
    const scene = harness([{ 'u-1': 'AVAILABLE' }, fail('timeout')]);
    const email = () => scene.team.contact('u-1', 'email');
    expect(email()).toBeNull();
    scene.team.start();
    await scene.clock.advanceAsync(0);
    expect([email(), scene.team.contact('u-1', 'phone')]).toEqual(['u-1@example.com', null]);
    await scene.team.refresh();
    expect(email()).toBe('u-1@example.com');
    scene.switchConnection();
    expect(email()).toBeNull();
    expect(JSON.stringify([scene.team.snapshot(), scene.deltas])).not.toContain('@example.com');
  });
});

const AWAY_ONLY = fakeView({ statuses: ['AWAY'] });
const AT_LUNCH = fakeView({ id: 'v-2', name: 'At lunch', secondaryStatuses: ['Lunch'] });

describe('a live team seen through a view', () => {
  const ids = ({ agents }: TeamSnapshot): string[] => agents.map(({ userId }) => userId);
  const changesOf = ({ changes }: PollOutcome): string[] =>
    changes.map(({ after }) => `${after.userId} ${after.rawStatus}`);

  it('shows another view of the same answer at once, without a call and without changes', async () => {
    const { team, clock, filters, polls, deltas, openView } = harness([{ 'u-1': 'AVAILABLE', 'u-2': 'AWAY' }]);
    team.start();
    await clock.advanceAsync(0);
    openView(AWAY_ONLY);
    expect(team.snapshot()).toMatchObject({
      view: AWAY_ONLY,
      counts: { total: 1, AWAY: 1 },
      health: { state: 'live' },
    });
    expect(deltas.at(-1)?.removed).toEqual(['u-1']);
    openView(null);
    expect(ids(team.snapshot()).sort()).toEqual(['u-1', 'u-2']);
    await clock.advanceAsync(0);
    expect([filters.length, polls.length]).toEqual([1, 1]);
  });

  it('keeps since-clock and details of who is not shown', async () => {
    const { team, clock, openView } = harness([{ 'u-1': 'AVAILABLE' }, { 'u-1': 'BUSY' }]);
    openView(AWAY_ONLY);
    team.start();
    await clock.advanceAsync(INTERVAL_MS);
    expect(ids(team.snapshot())).toEqual([]);
    openView(null);
    expect(team.snapshot().agents[0]?.since).toEqual({
      at: clock.now() - INTERVAL_MS / 2,
      precision: 'observed',
      toleranceMs: INTERVAL_MS / 2,
    });
  });

  it('tells who came into the view and who left it; the view itself has the others', async () => {
    const { team, clock, polls, openView } = harness([
      { 'u-1': 'BUSY', 'u-2': 'AWAY', 'u-3': 'BUSY' },
      { 'u-1': 'AWAY', 'u-2': 'OFFLINE', 'u-3': 'AVAILABLE' },
    ]);
    openView(AWAY_ONLY);
    team.start();
    await clock.advanceAsync(INTERVAL_MS);
    expect(polls.map(changesOf)).toEqual([[], ['u-1 AWAY', 'u-2 OFFLINE']]);
    expect(polls.map(({ before, after }) => [[...before.keys()], [...after.keys()]])).toEqual([
      [[], ['u-2']],
      [['u-2'], ['u-1']],
    ]);
    expect(polls[1]?.view).toEqual(AWAY_ONLY);
  });

  it('tells of a secondary status once it is known', async () => {
    const { team, clock, polls, open, openView } = harness([{ 'u-1': 'BUSY' }, { 'u-1': 'AWAY' }]);
    openView(AT_LUNCH);
    team.start();
    await clock.advanceAsync(0);
    open.set('u-1', { primaryStatus: 'AWAY', secondaryStatus: 'Lunch', startedAt: clock.now() + INTERVAL_MS });
    await clock.advanceAsync(INTERVAL_MS);
    expect(polls.map(changesOf)).toEqual([[], [], ['u-1 AWAY']]);
    expect([polls[2]?.isBaseline, ids(team.snapshot())]).toEqual([false, ['u-1']]);
  });

  it('gives no changes that the view before had', async () => {
    const { team, clock, polls, openView } = harness([{ 'u-1': 'BUSY' }, { 'u-1': 'AWAY' }, { 'u-1': 'AWAY' }]);
    team.start();
    await clock.advanceAsync(INTERVAL_MS);
    openView(AWAY_ONLY);
    await clock.advanceAsync(INTERVAL_MS);
    expect(polls.map(changesOf)).toEqual([[], ['u-1 AWAY'], []]);
  });

  it('takes a new name without a new answer', async () => {
    const { team, clock, filters, openView } = harness([{ 'u-1': 'AWAY' }]);
    openView(AWAY_ONLY);
    team.start();
    await clock.advanceAsync(0);
    const { revision } = team.snapshot();
    openView({ ...AWAY_ONLY, name: 'Not here' });
    expect(team.snapshot()).toMatchObject({ revision: revision + 1, view: { name: 'Not here' }, counts: { total: 1 } });
    openView({ ...AWAY_ONLY, name: 'Not here' });
    expect([team.snapshot().revision, filters.length]).toEqual([revision + 1, 1]);
  });

  it('asks for the view of another connection', async () => {
    const { team, clock, filters, openView, switchConnection } = harness([{ 'u-1': 'AWAY' }]);
    openView(fakeView({ filter: queues('qu-1') }));
    team.start();
    await clock.advanceAsync(0);
    switchConnection(AWAY_ONLY);
    await clock.advanceAsync(0);
    expect(filters).toEqual([queues('qu-1'), queues()]);
    expect(team.snapshot().view).toEqual(AWAY_ONLY);
  });

  it('asks nobody before the start', async () => {
    const { team, clock, filters, openView } = harness([{ 'u-1': 'AWAY' }]);
    openView(fakeView({ filter: queues('qu-1') }));
    await clock.advanceAsync(INTERVAL_MS);
    expect([filters, team.snapshot().view?.filter]).toEqual([[], queues('qu-1')]);
  });

  it('counts a selection among the answer it has, and no other', async () => {
    const { team, clock } = harness([{ 'u-1': 'AWAY', 'u-2': 'BUSY' }]);
    expect(team.count(AWAY_ONLY)).toBeNull();
    team.start();
    await clock.advanceAsync(0);
    expect(team.count(AWAY_ONLY)).toMatchObject({ matching: 1, agents: 2, first: [{ userId: 'u-1' }] });
    expect(team.count(fakeView({ filter: queues('qu-1') }))).toBeNull();
  });

  it('counts no selection of an answer of which a list could not be understood', async () => {
    const { team, clock } = harness([ok({ ...answer({ 'u-1': 'AWAY' }, 0), ignored: 1, unread: ['BUSY'] })]);
    team.start();
    await clock.advanceAsync(0);
    expect([team.count(AWAY_ONLY), team.snapshot().counts.BUSY, team.snapshot().counts.AWAY]).toEqual([null, null, 1]);
  });
});

describe('a live team whose queues are known', () => {
  const ids = ({ agents }: TeamSnapshot): string[] => agents.map(({ userId }) => userId).sort();
  const everybody: Buckets = { 'u-1': 'AVAILABLE', 'u-2': 'BUSY', 'u-3': 'AVAILABLE' };
  const SALES = fakeView({ id: 'v-1', name: 'Sales', filter: queues('qu-1') });
  const HELP = fakeView({ id: 'v-2', name: 'Help', filter: queues('qu-2') });
  const scene = (script: Parameters<typeof harness>[0], served: Parameters<typeof createFakeMembers>[0]) => {
    const directory = createFakeMembers(served);
    return { directory, ...harness(script, 1, undefined, directory) };
  };

  it('polls everybody, and opens a view of other ids at once, without a call and without news', async () => {
    const { team, clock, filters, polls, openView } = scene([everybody], {
      'qu-1': ['u-1', 'u-9'],
      'qu-2': ['u-1', 'u-2'],
    });
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    expect(ids(team.snapshot())).toEqual(['u-1']);
    openView(HELP);
    expect(team.snapshot()).toMatchObject({ counts: { total: 2 }, health: { state: 'live' }, asOf: clock.now() });
    openView(fakeView({ filter: agents('a-u-3', 'u-2') }));
    expect(ids(team.snapshot())).toEqual(['u-2', 'u-3']);
    expect([filters, polls.length]).toEqual([[queues()], 1]);
    await clock.advanceAsync(INTERVAL_MS);
    expect([filters.length, polls[1]?.isBaseline]).toEqual([2, false]);
  });

  it('asks once who is in a view whose members are not known, and says which queue cannot be watched', async () => {
    const { team, clock, filters, openView } = scene([everybody, { 'u-2': 'BUSY' }, everybody], { 'qu-1': ['u-1'] });
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    expect(team.snapshot().unwatched).toEqual([]);
    openView(HELP);
    expect(team.snapshot()).toMatchObject({ agents: [], asOf: null, health: { state: 'starting' } });
    await clock.advanceAsync(0);
    expect(filters).toEqual([queues(), queues('qu-2'), queues()]);
    expect(team.snapshot()).toMatchObject({
      unwatched: [{ id: 'qu-2', name: 'qu-2' }],
      queues: [],
      counts: { total: 1 },
    });
  });

  it('loses no time in status of anybody while it does not know who is in the open view', async () => {
    const later = { ...everybody, 'u-2': 'AWAY' };
    const inView = { 'u-3': 'AVAILABLE' };
    const { team, clock, filters, polls, openView } = scene(
      [everybody, later, inView, later, later, later, later, { ...later, 'u-1': 'BUSY' }],
      {},
    );
    team.start();
    await clock.advanceAsync(INTERVAL_MS);
    const [before, sinceOf] = [team.snapshot(), (id: string) => team.everybody().get(id)?.since];
    expect(sinceOf('u-2')?.precision).toBe('observed');
    openView(HELP);
    await clock.advanceAsync(0);
    expect(ids(team.snapshot())).toEqual(['u-3']);
    expect(team.snapshot().agents).toEqual(before.agents.filter(({ userId }) => userId === 'u-3'));
    for (let poll = 0; poll < 4; poll += 1) await clock.advanceAsync(INTERVAL_MS);
    const seenAt = clock.now();
    openView(null);
    expect(team.snapshot()).toMatchObject({ asOf: seenAt, health: { state: 'live' }, counts: { total: 3 } });
    expect([sinceOf('u-2'), sinceOf('u-3')]).toEqual(
      ['u-2', 'u-3'].map((id) => before.agents.find(({ userId }) => userId === id)?.since),
    );
    expect(sinceOf('u-1')).toMatchObject({ precision: 'observed', at: seenAt - INTERVAL_MS / 2 });
    expect(filters).toEqual([queues(), queues(), queues('qu-2'), ...Array.from({ length: 5 }, () => queues())]);
    expect(polls.slice(1).map(({ isBaseline, gap }) => isBaseline || gap !== null)).toEqual(Array(6).fill(false));
  });

  it('goes on with everybody where Kore.ai refuses a view, and is live again as soon as that is left', async () => {
    const { team, clock, filters, openView } = scene(
      [everybody, fail('request-refused'), { ...everybody, 'u-2': 'AWAY' }],
      {},
    );
    team.start();
    await clock.advanceAsync(0);
    openView(HELP);
    await clock.advanceAsync(0);
    expect(team.snapshot()).toMatchObject({ agents: [], asOf: null, health: { state: 'stale' } });
    expect([team.facts().health.state, team.count(HELP)]).toEqual(['live', null]);
    expect(team.snapshot().health).toMatchObject({ nextAt: team.facts().health.nextAt });
    openView(null);
    expect(team.snapshot()).toMatchObject({ health: { state: 'live' }, counts: { AWAY: 1, total: 3 } });
    expect(filters).toEqual([queues(), queues('qu-2'), queues()]);
  });

  it('asks again at once where the first answer may be that of an API that ignores filters', async () => {
    const { team, clock, filters, openView } = scene([everybody, everybody, fail('filter-ignored'), everybody], {});
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    expect(filters).toEqual([queues('qu-1'), queues(), queues('qu-1')]);
    expect(team.snapshot()).toMatchObject({ agents: [], asOf: null, health: { state: 'stale' } });
    expect(team.facts().health.state).toBe('live');
  });

  it('asks again who is in the view after ten minutes, and keeps whom it knows when there is no answer', async () => {
    const ofTenMinutes = Array<Buckets>((10 * 60_000) / INTERVAL_MS).fill(everybody);
    const { team, clock, filters, openView } = scene(
      [{ 'u-1': 'AVAILABLE' }, ...ofTenMinutes, fail('timeout'), everybody],
      {},
    );
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    expect([filters, ids(team.snapshot())]).toEqual([[queues('qu-1'), queues()], ['u-1']]);
    const timesAsked = (): number => filters.filter(({ queueIds }) => queueIds.length > 0).length;
    await clock.advanceAsync(10 * 60_000 - 1);
    expect(timesAsked()).toBe(1);
    await clock.advanceAsync(1);
    expect([timesAsked(), ids(team.snapshot()), team.snapshot().health.state]).toEqual([2, ['u-1'], 'live']);
    await clock.advanceAsync(INTERVAL_MS);
    expect([timesAsked(), ids(team.snapshot())]).toEqual([3, ['u-1', 'u-2', 'u-3']]);
  });

  it('shows the members of a view as soon as they are known, without a call and without news', async () => {
    const inView = { 'u-1': 'AVAILABLE', 'u-2': 'BUSY' };
    const { team, clock, filters, polls, deltas, openView, directory } = scene(
      [inView, everybody, { ...everybody, 'u-2': 'AWAY', 'u-3': 'AWAY' }],
      {},
    );
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    expect(ids(team.snapshot())).toEqual(['u-1', 'u-2']);
    directory.set({ 'qu-1': ['u-2'] });
    team.membersChanged();
    expect(team.snapshot()).toMatchObject({
      agents: [{ userId: 'u-2' }],
      queues: [{ id: 'qu-1', counts: { BUSY: 1, total: 1 } }],
      unwatched: [],
    });
    expect(deltas.flatMap(({ removed }) => removed)).toEqual(['u-1']);
    expect([filters, polls.length]).toEqual([[queues('qu-1'), queues()], 1]);
    await clock.advanceAsync(INTERVAL_MS);
    expect(polls[1]?.changes.map(({ after }) => after.userId)).toEqual(['u-2']);
  });

  it('shows other members at once, and announces nothing where they change nothing here', async () => {
    const { team, clock, filters, deltas, directory, openView } = scene([everybody], { 'qu-1': ['u-1'] });
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    directory.set({ 'qu-1': ['u-1', 'u-3'] });
    team.membersChanged();
    expect(ids(team.snapshot())).toEqual(['u-1', 'u-3']);
    expect(deltas.at(-1)).toMatchObject({
      changed: [{ userId: 'u-3' }],
      queues: { changed: [{ counts: { AVAILABLE: 2 } }] },
    });
    const before = deltas.length;
    directory.set({ 'qu-1': ['u-1', 'u-3'], 'qu-7': ['u-2'] });
    team.membersChanged();
    expect([deltas.length, filters.length]).toEqual([before, 1]);
  });

  it('asks for the view again when its members are no longer known', async () => {
    const { team, clock, filters, directory, openView } = scene([everybody, { 'u-1': 'AVAILABLE' }, everybody], {
      'qu-1': ['u-1'],
    });
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    directory.set({});
    team.membersChanged();
    expect(ids(team.snapshot())).toEqual([]);
    await clock.advanceAsync(0);
    expect([filters.at(-2), ids(team.snapshot())]).toEqual([queues('qu-1'), ['u-1']]);
  });

  it.each([
    ['refuses to name everybody', fail('everybody-refused')],
    ['names nobody without a filter', {}],
  ])('polls the view where the API %s, at once, and remembers it', async (_, first) => {
    const { team, clock, filters, polls, openView, memory } = scene([first, { 'u-1': 'AVAILABLE' }], {
      'qu-1': ['u-1'],
    });
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    expect(filters).toEqual([queues(), queues('qu-1')]);
    expect([ids(team.snapshot()), team.snapshot().health.state]).toEqual([['u-1'], 'live']);
    await clock.advanceAsync(INTERVAL_MS);
    expect([filters.slice(2), memory().everybody, polls.length]).toEqual([[queues('qu-1')], 'refused', 2]);
    expect(team.count(HELP)).toBeNull();
    openView(null);
    await clock.advanceAsync(0);
    expect([filters.at(-1), memory().everybody]).toEqual([queues(), null]);
  });

  it('says that a view is needed where the API refuses to name everybody and no view is open', async () => {
    const { team, clock, openView } = scene([fail('everybody-refused'), everybody], {});
    team.start();
    await clock.advanceAsync(0);
    expect(team.snapshot().health).toMatchObject({ state: 'stale', isViewNeeded: true });
    openView(SALES);
    await clock.advanceAsync(0);
    expect(team.snapshot().health).not.toHaveProperty('isViewNeeded');
  });

  it('takes nobody for nobody where the view names nobody either', async () => {
    const { team, clock, memory, openView } = scene([{}], { 'qu-1': ['u-1'] });
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    expect([team.snapshot().counts.total, team.snapshot().health.state, memory().everybody]).toEqual([0, 'live', null]);
  });

  it('learns nothing of what fails with or without a filter', async () => {
    for (const problem of [fail('everybody-refused'), fail('timeout')]) {
      const { team, clock, memory, openView } = scene([problem], { 'qu-1': ['u-1'] });
      openView(SALES);
      team.start();
      await clock.advanceAsync(0);
      expect([team.snapshot().health.state === 'live', memory().everybody]).toEqual([false, null]);
    }
  });

  it('drops the answer to a view that was left during the second call', async () => {
    const { team, clock, filters, held, polls, openView } = scene(
      [everybody, fail('everybody-refused'), { 'u-1': 'BUSY' }, { 'u-2': 'AWAY' }],
      { 'qu-1': ['u-1'], 'qu-2': ['u-2'] },
    );
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    openView(SALES);
    team.start();
    await clock.advanceAsync(0);
    held.availability = first.promise;
    await clock.advanceAsync(INTERVAL_MS);
    held.availability = second.promise;
    first.resolve();
    await clock.advanceAsync(0);
    openView(HELP);
    held.availability = null;
    second.resolve();
    await clock.advanceAsync(0);
    expect(filters).toEqual([queues(), queues(), queues('qu-1'), queues('qu-2')]);
    expect([ids(team.snapshot()), polls.length]).toEqual([['u-2'], 2]);
  });

  it('counts every queue once for everybody, and none of an answer that was not understood', async () => {
    const { team, clock } = scene([everybody, ok({ ...answer(everybody, 0), ignored: 1, unread: ['AWAY'] })], {
      'qu-1': ['u-1', 'u-2'],
      'qu-2': ['u-1'],
      'sk-1': ['u-3'],
    });
    team.start();
    await clock.advanceAsync(0);
    expect(team.snapshot()).toMatchObject({
      counts: { total: 3 },
      queues: [
        { id: 'qu-1', name: 'Name of qu-1', counts: { total: 2 }, soleCover: 'u-1' },
        { id: 'qu-2', counts: { total: 1 } },
      ],
    });
    expect(team.count(HELP)).toMatchObject({ matching: 1, agents: 3, first: [{ userId: 'u-1' }] });
    await clock.advanceAsync(INTERVAL_MS);
    expect(team.snapshot().queues).toEqual([]);
  });

  it('has no queue of a saved team that may lack some of its members', async () => {
    const { team, openView } = scene([everybody], { 'qu-1': ['u-1'] });
    openView({ ...SALES, statuses: ['AWAY'] });
    team.recall();
    expect(team.snapshot().queues).toEqual([]);
  });
});

it('a team that was only recalled is not taken for the full one', async () => {
  const clock = createFakeClock();
  const saved = (userId: string) => ({ agents: new Map([[userId, fakeAgent({ userId })]]), ignored: 0, asOf: 1 });
  let view: View | null = AWAY_ONLY;
  const recalled: (string | null)[] = [];
  const team = createLiveTeam({
    clock,
    random: () => 0.5,
    rules: () => DEFAULT_RULES,
    pace: () => 'standard',
    connections: {
      live: () => null,
      state: () => ({ kind: 'account', profile: PROFILE, secret: 'locked' }),
      generation: () => 1,
      subscribe: () => () => undefined,
    },
    view: () => view,
    scheduleLimits: () => scheduleLimits(1, null, 0),
    readToday: () => Promise.reject(new Error('nothing to read')),
    onDelta: () => undefined,
    onPoll: () => undefined,
    recall(next) {
      recalled.push(next?.name ?? null);
      return next === null ? saved('u-all') : null;
    },
  });
  team.start();
  await clock.advanceAsync(0);
  view = null;
  team.viewChanged();
  expect([team.snapshot().agents.map(({ userId }) => userId), recalled]).toEqual([['u-all'], ['Leads', null]]);
  expect(team.snapshot().health.state).toBe('keychain');
  expect(team.count(AWAY_ONLY)).toBeNull();
  team.stop();
});

const ROWS = [
  { ...row('u-1', 'BUSY'), email: null },
  { ...row('u-1', 'AVAILABLE'), phone: '+49 30 1234567' },
  row('u-2', 'AWAY'),
];

describe('contactOf', () => {
  it('takes a contact from any row of an agent', () => {
    expect(contactOf(ROWS, 'u-1', 'email')).toBe('u-1@example.com');
    expect(contactOf(ROWS, 'u-1', 'phone')).toBe('+49 30 1234567');
    expect([contactOf(ROWS, 'u-2', 'phone'), contactOf(ROWS, 'u-9', 'email')]).toEqual([null, null]);
  });
});
