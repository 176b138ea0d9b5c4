import { createSecretKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectBroker, type BrokerSession } from '../../../electron/relay/broker/session.ts';
import { createDeskFeed } from '../../../electron/relay/desk/feed.ts';
import { createPublisher, type Publisher } from '../../../electron/relay/publish/publisher.ts';
import type { FeedState, TeamFeed } from '../../../electron/relay/wire/team-feed.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../../electron/relay/wire/keys.ts';
import type { Clock } from '../../../electron/shared/clock.ts';
import { countAgents } from '../../../electron/shared/team/counts.ts';
import { EMPTY_DIRECTORY, STATUSES, type Agent } from '../../../electron/shared/model.ts';
import { err, ok, appError } from '../../../electron/shared/result.ts';
import { createBrokerRoles, type BrokerRoles } from '../../support/broker-roles.ts';
import { createFakeClock, settle, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeMembers } from '../../support/fake-members.ts';
import { fakeAgent, fakeSnapshot, viewedTeam } from '../../support/fake-team.ts';
import { createFaultyNetwork, type FaultyNetwork } from '../../support/faulty-network.ts';
import { createRandom, type Random } from '../../support/seeded-random.ts';
import { startTestBroker, type TestBroker } from '../../support/test-broker.ts';

const SITE = 'site-1';
const PACE_MS = 15_000;
const HOUR_MS = 3_600_000;
const STEP_MS = 1_000;
/** A connection takes several messages to and fro. */
const HOPS = 5;

const ids = ['publisher-1', 'publisher-2'] as const;
type PublisherId = (typeof ids)[number];
const signing = { 'publisher-1': newSigningKey(), 'publisher-2': newSigningKey() };
const pinned = ids.map((id) => publicKeyText(signing[id]));
const keys = pinned.flatMap((text) => readPublicKey(text) ?? []);

const everything = [`rollcall/1/${SITE}/#`];
const account = { password: 'secret', subscribe: everything, publish: [] };

/** What a desk shows, or a publisher has read: the numbers and who is what. */
function shownAs(counts: unknown, agents: Iterable<Agent>): string {
  const each = [...agents].map(({ userId, status, name }) => `${userId} ${status} ${name}`);
  return JSON.stringify([counts, each.sort()]);
}

/** A desk, and whether everything that it has ever shown is true. */
interface Desk {
  readonly feed: TeamFeed;
  readonly network: FaultyNetwork;
  state(): FeedState;
  shown(): string | null;
}

let clock: FakeClock;
let random: Random;
let roles: BrokerRoles;
let broker: TestBroker;
let agents: Map<string, Agent>;
/** Every team that a publisher has read, oldest first. */
let reads: string[];
let publishers: Map<PublisherId, { readonly publisher: Publisher; end(): void }>;
let desks: Desk[];
let wrong: string[];
let isQuiet: boolean;
let echo: BrokerSession;
let heard: () => void;

beforeEach(async () => {
  clock = createFakeClock();
  random = createRandom(7);
  roles = createBrokerRoles({
    'publisher-1': { ...account, publish: everything },
    'publisher-2': { ...account, publish: everything },
    echo: { password: account.password, subscribe: ['echo'], publish: ['echo'] },
    ...Object.fromEntries([0, 1, 2, 3].map((number) => [`desk-${number}`, account])),
  });
  broker = await startTestBroker(roles.options);
  await startEcho();
  agents = new Map(Array.from({ length: 12 }, (_, index) => [`u-${index}`, fakeAgent({ userId: `u-${index}` })]));
  reads = [];
  publishers = new Map();
  desks = [];
  wrong = [];
  isQuiet = false;
});
afterEach(async () => {
  for (const { end } of publishers.values()) end();
  for (const stop of stops.splice(0)) stop();
  await broker.stop();
});
const stops: (() => void)[] = [];

/** Some agents change their status, come and go. */
function work(): void {
  for (let count = Math.floor(random() * 4); count > 0; count -= 1) {
    const userId = `u-${Math.floor(random() * 14)}`;
    if (random() < 0.1) agents.delete(userId);
    else agents.set(userId, fakeAgent({ userId, status: STATUSES[Math.floor(random() * 4)] ?? 'AWAY' }));
  }
}

/** Starts the program of a publisher, whose clock may be wrong. */
function startPublisher(id: PublisherId, clockOffsetMs = 0): void {
  let isAlive = true;
  const own: Clock = {
    now: () => clock.now() + clockOffsetMs,
    after: (delayMs, action) => clock.after(delayMs, () => void (isAlive && action())),
  };
  let read: readonly Agent[] = [];
  let readAt: number | null = null;
  let cancelPoll = (): void => undefined;
  const members = createFakeMembers();

  function poll(): void {
    read = [...agents.values()];
    readAt = own.now();
    reads.push(shownAs(countAgents(read), read));
    cancelPoll = own.after(PACE_MS, poll);
    publisher.read('poll');
  }

  const publisher = createPublisher({
    clock: own,
    random,
    connect: connectBroker,
    target: { url: broker.url, clientId: id, user: id, password: account.password },
    site: SITE,
    publisher: id,
    key: signing[id],
    keys,
    audiences: ['names'],
    source: {
      isDemo: () => false,
      timeZone: () => 'UTC',
      views: () => [],
      teamOf: () => (readAt === null ? null : viewedTeam(read)),
      facts: () => fakeSnapshot([], own.now(), { asOf: readAt, intervalMs: PACE_MS, clockOffsetMs: 0 }),
      unread: () => [],
      directory: () => EMPTY_DIRECTORY,
      members: members.members,
      watch: () => undefined,
      intervalMs: () => PACE_MS,
      history: { get: noHistory, read: noHistory, source: () => null },
      people: () => [],
      personTest: () => ok(null),
      retentionDays: () => 30,
      isHistoryOff: () => true,
    },
    version: '1.0.0',
    polls: { start: () => void own.after(0, poll), stop: () => cancelPoll() },
    collect: () => undefined,
    onChange: () => undefined,
    onSurprise(error) {
      throw error;
    },
  });
  publishers.set(id, {
    publisher,
    end() {
      isAlive = false;
      void publisher.stop();
    },
  });
  kills.set(id, () => {
    isAlive = false;
    roles.kill(id);
  });
}
const kills = new Map<PublisherId, () => void>();
const noHistory = () => Promise.resolve(err(appError('not-connected')));

function startDesk(number: number, clockOffsetMs = 0): Desk {
  const own: Clock = { now: () => clock.now() + clockOffsetMs, after: clock.after };
  const network = createFaultyNetwork({ connect: connectBroker, clock, random: createRandom(7, number) });
  const feed = createDeskFeed({
    access: {
      ...{ broker: broker.url, site: SITE, deskId: `desk-${number}`, audience: 'names' },
      ...{ views: ['everybody'], keys: pinned },
    },
    password: createSecretKey(Buffer.from(account.password)),
    connect: network.connect,
    clock: own,
    random,
  });
  let state: FeedState | null = null;
  /** The oldest read that may be shown. */
  let since = 0;
  const shown = (): string | null => {
    const team = state?.team ?? null;
    return team === null ? null : shownAs(team.counts.get('everybody'), team.agents.values());
  };
  stops.push(
    feed.follow((next) => {
      state = next;
      const text = shown();
      if (text === null) return;
      const at = reads.indexOf(text, since);
      if (at < 0) wrong.push(`desk ${number} at ${clock.now()} after read ${since}: ${text}`);
      else since = at;
    }),
  );
  const desk: Desk = {
    feed,
    network,
    state() {
      if (state === null) throw new Error('A feed says its state at once.');
      return state;
    },
    shown,
  };
  desks.push(desk);
  return desk;
}

/** Hears what it says itself, as late as anybody hears anything. */
async function startEcho(): Promise<void> {
  const target = { url: broker.url, clientId: 'echo', user: 'echo', password: account.password };
  const connected = await connectBroker({ target, onMessage: () => heard(), onLost: () => heard() });
  if (!connected.ok) throw new Error(connected.error.message);
  await connected.value.subscribe(['echo']);
  echo = connected.value;
}

/** What is on its way arrives, and so does what follows from that. */
async function arrive(): Promise<void> {
  for (let count = 0; count < HOPS; count += 1) {
    const { promise, resolve } = Promise.withResolvers<void>();
    heard = resolve;
    await echo.publish('echo', new Uint8Array([1]), false);
    await promise;
    await settle();
  }
}

async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    if (!isQuiet) work();
    clock.advance(STEP_MS);
    await arrive();
  }
}

async function restartBroker(): Promise<void> {
  const { port } = broker;
  await broker.stop();
  broker = await startTestBroker({ ...roles.options, port });
  await startEcho();
}

describe('every desk', () => {
  it('ends equal to the publisher, and has never shown a team that was not so', async () => {
    startPublisher('publisher-1', -2 * HOUR_MS);
    await pass(5_000);
    startPublisher('publisher-2', HOUR_MS);
    [0, -5 * HOUR_MS, 30 * HOUR_MS, 1].forEach((offsetMs, number) => startDesk(number, offsetMs));
    const events: readonly (() => void | Promise<void>)[] = [
      () => kills.get('publisher-1')?.(),
      () => startPublisher('publisher-1', -2 * HOUR_MS),
      () => roles.kill('publisher-2'),
      () => kills.get('publisher-2')?.(),
      () => restartBroker(),
      () => startPublisher('publisher-2', HOUR_MS),
      async () => {
        broker.cut();
        await startEcho();
      },
      () => roles.kill('desk-1'),
      () => roles.kill('publisher-1'),
    ];
    for (const event of events) {
      await event();
      await pass(50_000);
    }
    for (const { network } of desks) network.heal();
    await pass(100_000);

    expect(wrong).toEqual([]);
    expect(reads.length).toBeGreaterThan(30);
    expect(desks.map(({ state }) => state().link)).toEqual(desks.map(() => ({ kind: 'live' })));
    expect(desks.map(({ shown }) => shown())).toEqual(desks.map(() => reads.at(-1)));
  });

  it('that starts after two publishers were live at once has the team of the one that won, also on a quiet night', async () => {
    isQuiet = true;
    startPublisher('publisher-1');
    await pass(5_000);
    startPublisher('publisher-2');
    await pass(12_000);
    roles.revoke('publisher-1');
    const isLive = (id: PublisherId): boolean => publishers.get(id)?.publisher.state().role === 'live';
    while (!isLive('publisher-2')) await pass(1_000);
    roles.add('publisher-1', { ...account, publish: everything });
    await pass(120_000);
    const desk = startDesk(0);
    desk.network.heal();
    await pass(5_000);
    agents.set('u-1', fakeAgent({ userId: 'u-1', status: 'AWAY' }));
    await pass(PACE_MS + 2_000);
    expect(desk.shown()).toContain('u-1 AWAY');
  });

  it('that comes back to its broker has at once what it missed', async () => {
    isQuiet = true;
    random = () => 0.9;
    startPublisher('publisher-1');
    const desk = startDesk(0);
    desk.network.heal();
    await pass(40_000);
    roles.kill('desk-0');
    agents.set('u-1', fakeAgent({ userId: 'u-1', status: 'AWAY' }));
    await pass(2_000);
    expect(desk.state().link.kind).toBe('broker');
    while (desk.state().link.kind === 'broker') await pass(1_000);
    await pass(1_000);
    expect(desk.shown()).toContain('u-1 AWAY');
  });

  it('that starts after its broker has lost everything has the team within 5 s', async () => {
    isQuiet = true;
    startPublisher('publisher-1');
    await pass(40_000);
    await restartBroker();
    await pass(40_000);
    const desk = startDesk(0);
    desk.network.heal();
    await pass(5_000);
    expect(desk.shown()).toBe(reads.at(-1));
  });

  it('whose role is taken away says so and keeps the last good team', async () => {
    startPublisher('publisher-1');
    const desk = startDesk(0);
    desk.network.heal();
    await pass(40_000);
    const last = desk.shown();
    roles.revoke('desk-0');
    await pass(40_000);
    expect(desk.state().link).toMatchObject({ kind: 'broker', error: { code: 'forbidden' } });
    expect(desk.shown()).toBe(last);
    roles.add('desk-0', { ...account, subscribe: ['rollcall/1/another-site/#'] });
    while (desk.state().link.kind === 'broker') await pass(1_000);
    expect(desk.state().link).toEqual({ kind: 'refused' });
    expect(desk.shown()).toBe(last);
  });

  it('hears at once that its publisher was killed, and that another one has taken over', async () => {
    startPublisher('publisher-1');
    await pass(5_000);
    startPublisher('publisher-2');
    const desk = startDesk(0);
    desk.network.heal();
    await pass(20_000);
    expect(desk.state().link).toEqual({ kind: 'live' });
    kills.get('publisher-1')?.();
    await pass(1_000);
    expect(desk.state().link).toEqual({ kind: 'publisher', why: 'gone' });
    await pass(2 * PACE_MS);
    expect(desk.state().link).toEqual({ kind: 'live' });
    expect(desk.shown()).toBe(reads.at(-1));
  });
});
