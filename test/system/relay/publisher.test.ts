import { sign } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectBroker } from '../../../electron/relay/broker/session.ts';
import type { PublisherParts } from '../../../electron/relay/publish/publisher.ts';
import { sealed } from '../../../electron/relay/wire/envelope.ts';
import { publisherTopics, topicOf, type Place } from '../../../electron/relay/wire/topics.ts';
import { EMPTY_FILTER, type View } from '../../../electron/shared/model.ts';
import { brokerTexts } from '../../../electron/shared/texts/relay/broker.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import {
  createPublisherBench,
  newKeys,
  SITE,
  type Listener,
  type PublisherBench,
} from '../../support/publisher-bench.ts';
import { openId, type TestApp } from '../../support/test-app.ts';
import { startTestBroker } from '../../support/test-broker.ts';

let bench: PublisherBench;
beforeEach(async () => {
  bench = await createPublisherBench();
});
afterEach(() => bench.stop());

const byId = (agents: readonly { readonly userId: string }[]) =>
  agents.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
/** What a desk shows of everybody. */
const shown = (listener: Listener, audience = 'names') => listener.replica(audience, 'everybody').state().team;

async function saveView(app: TestApp, name: string, statuses: readonly 'AVAILABLE'[] = []): Promise<string> {
  const draft = { id: null, name, filter: EMPTY_FILTER, text: '', statuses, secondaryStatuses: [] };
  const { views } = await app.get('view:save', openId(app), draft);
  return views.find((view) => view.name === name)?.id ?? '';
}

it('publishes the team of everybody, which a plain client reads and keeps up with', async () => {
  const { key, pinned } = newKeys();
  const listener = await bench.listen([pinned]);
  const { app, state } = await bench.publisher({ key, keys: [pinned] });
  await bench.until(() => shown(listener) !== null);

  await bench.pass(20_000); // status details are read after the first poll
  const team = app.app.team();
  expect(state()).toMatchObject({ role: 'live', isConnected: true, problem: null, told: 1, untold: 0 });
  expect(byId(shown(listener)?.content.agents ?? [])).toEqual(byId(team.agents));
  expect(shown(listener)?.content.counts).toEqual(team.counts);
  expect(listener.content('views', ({ kind }) => kind === 'views')).toMatchObject({ isDemo: true });

  const { revision } = shown(listener)?.stamp ?? { revision: 0 };
  await bench.pass(90_000);
  expect(shown(listener)?.stamp.revision).toBeGreaterThan(revision + 2);
  expect(byId(shown(listener)?.content.agents ?? [])).toEqual(byId(app.app.team().agents));
  expect(listener.heard.filter(({ header }) => header === null)).toEqual([]);
});

it('says how its polls go while it has no team, and that nobody knows who is in its views only where it has one', async () => {
  const { key, pinned } = newKeys();
  const listener = await bench.listen([pinned]);
  const isPublisher = ({ kind }: Place): boolean => kind === 'publisher';
  const said = () => listener.content('publisher', isPublisher);
  let isRefused = true;
  const refusing: typeof fetch = (input, init) =>
    isRefused ? Promise.resolve(new Response('', { status: 503 })) : fetch(input, init);
  const { state } = await bench.publisher({ key, keys: [pinned] }, { fetch: refusing });
  await bench.until(() => (said()?.health?.message ?? '') !== '');
  expect(said()?.health?.state).not.toBe('live');
  expect(state()).toMatchObject({ role: 'live', told: 0, untold: 0 });
  isRefused = false;
  await bench.until(() => shown(listener) !== null, 600_000);
  await bench.until(() => said()?.health === undefined, 60_000);
});

it('tells nobody an e-mail or phone number, and each audience only what its role may see', async () => {
  const { key, pinned } = newKeys();
  const listener = await bench.listen([pinned]);
  const { app } = await bench.publisher({ key, keys: [pinned] });
  const isDay = ({ kind }: Place): boolean => kind === 'day';
  await bench.until(() => listener.heard.some(({ place }) => place !== null && isDay(place)));

  const { agents } = app.app.team();
  const contacts = agents.flatMap(({ userId }) => [
    app.app.contact(userId, 'email') ?? [],
    app.app.contact(userId, 'phone') ?? [],
  ]);
  expect(contacts.flat().length).toBeGreaterThan(agents.length);
  const said = listener.texts();
  expect(contacts.flat().filter((contact) => said.some(({ text }) => text.includes(contact)))).toEqual([]);
  expect(said.filter(({ text }) => text.includes('@'))).toEqual([]);
  const named = agents.filter(({ name }) =>
    said.some(({ topic, text }) => !topic.includes('/names/') && text.includes(name)),
  );
  expect(named).toEqual([]);
  expect(shown(listener, 'initials')?.content.agents).toHaveLength(agents.length);
  expect(shown(listener, 'counts')?.content).toMatchObject({ agents: [], queues: [], counts: app.app.team().counts });
});

it('publishes views as they are made, and clears what the broker has of one that is gone', async () => {
  const { key, pinned } = newKeys();
  const listener = await bench.listen([pinned]);
  const { app, state } = await bench.publisher({ key, keys: [pinned], audiences: ['names'] });
  await bench.until(() => shown(listener) !== null);
  const id = await saveView(app, 'Free', ['AVAILABLE']);
  await bench.until(() => listener.replica('names', id).state().team !== null);
  const free = app.app.publishing.teamOf(app.app.publishing.views()[0] ?? null);
  await bench.until(() => state().told === 2);
  expect(listener.replica('names', id).state().team?.content.counts).toEqual(free?.counts);

  await app.get('view:remove', openId(app), id);
  const cleared = () => listener.heard.filter(({ topic, bytes }) => topic.includes(id) && bytes.length === 0);
  await bench.until(() => cleared().length >= 2);
  const late = await bench.listen([pinned], 'late');
  await bench.pass(1_000);
  expect(late.heard.filter(({ topic, isRetained }) => isRetained && topic.includes(id))).toEqual([]);
});

it('takes over what an earlier publisher has left, and clears views that are gone', async () => {
  const first = newKeys();
  const one = await bench.publisher({ key: first.key, keys: [first.pinned], audiences: ['names'] });
  const listener = await bench.listen([first.pinned]);
  await bench.until(() => shown(listener) !== null);
  const id = await saveView(one.app, 'Old');
  await bench.until(() => listener.replica('names', id).state().team !== null);
  await one.stop();
  await one.app.get('view:remove', openId(one.app), id);

  await bench.publisher({ key: first.key, keys: [first.pinned], audiences: ['names'] });
  const epoch = shown(listener)?.stamp.epoch ?? Number.NaN;
  await bench.until(() => (shown(listener)?.stamp.epoch ?? 0) > epoch);
  await bench.until(() => listener.heard.some(({ topic, bytes }) => topic.includes(id) && bytes.length === 0));
});

it('clears days that an earlier publisher has left, once they are kept no longer', async () => {
  const { key, pinned } = newKeys();
  const session = await connectBroker({
    target: { url: bench.broker.url, clientId: 'earlier', user: 'earlier', password: 'secret' },
    onMessage: () => undefined,
    onLost: () => undefined,
  });
  if (!session.ok) throw new Error(session.error.message);
  const old = { kind: 'day', audience: 'names', view: 'everybody', date: '2025-12-24', part: 0 } as const;
  const topic = topicOf(SITE, old);
  const stamp = { epoch: 1, publisher: 'earlier', revision: 1, asOf: 0, sentAt: 0 };
  for (const part of [0, 1]) {
    const at = topicOf(SITE, { ...old, part });
    await session.value.publish(at, sealed(at, stamp, 2, Buffer.from('half'), key), true);
  }
  await session.value.end();
  const listener = await bench.listen([pinned]);
  await bench.publisher({ key, keys: [pinned], audiences: ['names'] });
  const cleared = () => listener.heard.filter(({ bytes }) => bytes.length === 0).map((each) => each.topic);
  await bench.until(() => cleared().length >= 2);
  expect(cleared().toSorted()).toEqual([topic, topic.replace(/0$/, '1')]);
});

/** Two publishers of one site that know each other. */
async function two(of: PublisherBench, parts: Partial<PublisherParts> = {}) {
  const [first, second] = [newKeys(), newKeys()];
  const keys = [first.pinned, second.pinned];
  const target = (id: string) => ({ url: of.broker.url, clientId: id, user: id, password: 'secret' });
  const listener = await of.listen(keys);
  const one = await of.publisher({ key: first.key, keys, publisher: 'one', target: target('one'), ...parts });
  await of.until(() => shown(listener) !== null);
  const other = await of.publisher({ key: second.key, keys, publisher: 'two', target: target('two') });
  await of.until(() => other.state().role === 'standby');
  return { listener, one, other };
}

it('stands by without a call while another publisher is live, and takes over when that has ended', async () => {
  const { listener, one, other } = await two(bench);
  await bench.pass(40_000);
  expect([other.polls.started, other.app.app.team().asOf]).toEqual([0, null]);
  const before = shown(listener)?.stamp;
  await one.stop();
  const endedAt = bench.clock.now();
  await bench.until(() => shown(listener)?.stamp.publisher === 'two');
  expect(bench.clock.now() - endedAt).toBeLessThan(30_000);
  await bench.pass(20_000);
  expect(shown(listener)?.stamp.epoch).toBeGreaterThan(before?.epoch ?? Infinity);
  expect(byId(shown(listener)?.content.agents ?? [])).toEqual(byId(other.app.app.team().agents));
});

it('takes over also after its clock was set back', async () => {
  const [first, second] = [newKeys(), newKeys()];
  const keys = [first.pinned, second.pinned];
  let aheadMs = 0;
  const clock = { ...bench.clock, now: () => bench.clock.now() + aheadMs };
  const target = { url: bench.broker.url, clientId: 'two', user: 'two', password: 'secret' };
  const one = await bench.publisher({ key: first.key, keys });
  await bench.until(() => one.state().role === 'live');
  const other = await bench.publisher({ key: second.key, keys, publisher: 'two', target, clock });
  await bench.until(() => other.state().role === 'standby');
  aheadMs = -3 * 3_600_000;
  await bench.pass(5_000);
  await one.stop();
  await bench.until(() => other.state().role === 'live', 30_000);
});

it('takes over from a publisher that hangs, which steps back when it goes on', async () => {
  let hangs = false;
  const connect: PublisherParts['connect'] = async (parts) => {
    const session = await connectBroker(parts);
    if (!session.ok) return session;
    const { publish } = session.value;
    return {
      ok: true,
      value: { ...session.value, publish: (...all) => (hangs ? Promise.resolve(false) : publish(...all)) },
    };
  };
  const { listener, one, other } = await two(bench, { connect });
  hangs = true;
  const hangsAt = bench.clock.now();
  await bench.until(() => other.state().role === 'live');
  const intervalMs = one.app.app.publishing.intervalMs();
  expect(bench.clock.now() - hangsAt).toBeLessThanOrEqual(2 * intervalMs + 2_000);
  hangs = false;
  await bench.until(() => one.state().role === 'standby');
  await bench.until(() => shown(listener)?.stamp.publisher === 'two');
  await bench.pass(60_000);
  expect([one.polls.stopped, one.state().role, other.state().role]).toEqual([1, 'standby', 'live']);
  expect(shown(listener)?.stamp.publisher).toBe('two');
});

it('ignores a publisher that no known key has signed, and says so', async () => {
  const [own, stranger] = [newKeys(), newKeys()];
  const forged = await bench.publisher({ key: stranger.key, keys: [stranger.pinned], publisher: 'stranger' });
  await bench.until(() => forged.state().role === 'live');
  const target = { url: bench.broker.url, clientId: 'mine', user: 'mine', password: 'secret' };
  const mine = await bench.publisher({ key: own.key, keys: [own.pinned], publisher: 'mine', target });
  await bench.until(() => mine.state().role === 'live');
  await bench.pass(40_000);
  expect(mine.state().refused).toEqual(['forged']);
});

it('says of each other publisher that it cannot read why, and nothing of an earlier run of its own', async () => {
  const [own, other] = [newKeys(), newKeys()];
  const stamp = { epoch: 1, revision: 1, asOf: 1, sentAt: 1 };
  const session = await connectBroker({
    target: { url: bench.broker.url, clientId: 'other', user: 'other', password: 'secret' },
    onMessage: () => undefined,
    onLost: () => undefined,
  });
  if (!session.ok) throw new Error(session.error.message);
  /** Signed as it should be, by another version of Rollcall. */
  const say = async (publisher: string, version: number): Promise<void> => {
    const topic = topicOf(SITE, { kind: 'publisher', publisher });
    const bytes = sealed(topic, { ...stamp, publisher }, 1, Buffer.from('body'), other.key);
    bytes.write(String(version), bytes.indexOf('"v":') + 4);
    bytes.set(sign(null, Buffer.concat([Buffer.from(`${topic}\0`), bytes.subarray(64)]), other.key));
    await session.value.publish(topic, bytes, true);
  };
  await say('publisher-1', 2);
  const { state } = await bench.publisher({ key: own.key, keys: [own.pinned, other.pinned] });
  await bench.until(() => state().role === 'live');
  expect(state().refused).toEqual([]);
  for (const version of [2, 0, 2, 1]) await say('other', version);
  await bench.until(() => state().refused.length === 3);
  expect(state().refused).toEqual(['newer-version', 'older-version', 'damaged']);
  await session.value.end();
});

it('goes on after a broker was restarted and has lost everything, with all there is', async () => {
  const { key, pinned } = newKeys();
  const { app, state, states } = await bench.publisher({ key, keys: [pinned] });
  await bench.until(() => state().told === 1);
  await bench.broker.stop();
  await bench.until(() => !state().isConnected);
  expect(states.at(-1)?.problem).toMatchObject({ code: 'connection-lost' });
  const again = await startTestBroker({ port: bench.broker.port });
  try {
    await bench.until(() => state().isConnected);
    const listener = await bench.listen([pinned]);
    await bench.until(() => shown(listener) !== null);
    expect(byId(shown(listener)?.content.agents ?? [])).toEqual(byId(app.app.team().agents));
    await listener.end();
  } finally {
    await again.stop();
  }
});

it('publishes the days again that a broker has lost, also one that is over', async () => {
  const day = await createPublisherBench({}, createFakeClock(Date.UTC(2026, 2, 3, 9)));
  const { key, pinned } = newKeys();
  const isOver = (place: Place): boolean => place.kind === 'day' && place.date === '2026-03-02';
  try {
    const before = await day.listen([pinned]);
    const { state } = await day.publisher({ key, keys: [pinned] });
    await day.until(() => before.content('day', isOver)?.isComplete === true, 900_000);
    await before.end();
    await day.broker.stop();
    await day.until(() => !state().isConnected);
    const again = await startTestBroker({ port: day.broker.port });
    try {
      await day.until(() => state().isConnected);
      const after = await day.listen([pinned]);
      await day.until(() => after.content('day', isOver)?.isComplete === true, 60_000);
      await after.end();
    } finally {
      await again.stop();
    }
  } finally {
    await day.stop();
  }
});

it('makes no calls while there is no broker for long, and goes on when there is one', async () => {
  const { key, pinned } = newKeys();
  const { state, states, polls } = await bench.publisher({ key, keys: [pinned] });
  await bench.until(() => state().told === 1);
  await bench.broker.stop();
  await bench.until(() => state().role === 'listening');
  expect(polls).toEqual({ started: 1, stopped: 1 });
  const again = await startTestBroker({ port: bench.broker.port });
  try {
    await bench.until(() => state().role === 'live' && state().told === 1);
    expect(polls).toEqual({ started: 2, stopped: 1 });
    expect(states.map(({ role }) => role)).not.toContain('standby');
  } finally {
    await again.stop();
  }
});

it('wins over what was said before the clock was set back', async () => {
  const { key, pinned } = newKeys();
  const first = await bench.publisher({ key, keys: [pinned] });
  const listener = await bench.listen([pinned]);
  await bench.until(() => shown(listener) !== null);
  const { epoch } = shown(listener)?.stamp ?? { epoch: Infinity };
  await first.stop();
  bench.clock.jump(-3 * 3_600_000);
  await bench.publisher({ key, keys: [pinned] });
  await bench.until(() => (shown(listener)?.stamp.epoch ?? 0) > epoch);
});

it('says nothing more once it is stopped, also in the middle of a poll', async () => {
  const { key, pinned } = newKeys();
  let told = 0;
  let isCounted = false;
  const app = await bench.bench.open({ openWith: 'demo' });
  const source = {
    ...app.app.publishing,
    teamOf(view: View | null) {
      told += isCounted ? 1 : 0;
      return app.app.publishing.teamOf(view);
    },
  };
  const publisher = await bench.publisher({ key, keys: [pinned], source });
  await app.app.start();
  await bench.until(() => publisher.state().told === 1);
  publisher.read('poll');
  await publisher.stop();
  isCounted = true;
  publisher.read('poll');
  publisher.read('details');
  await bench.pass(90_000);
  expect(told).toBe(0);
});

it('says what is wrong with the broker, and tries again', async () => {
  const refusing = await createPublisherBench({
    authenticate: (_client, _user, _password, done) => done(null, false),
  });
  try {
    const { state, polls } = await refusing.publisher();
    await refusing.until(() => state().problem !== null);
    expect(state().problem).toMatchObject({ code: 'forbidden', message: brokerTexts.notAuthorised });
    await refusing.pass(10_000);
    expect([state().role, polls.started]).toEqual(['listening', 0]);
  } finally {
    await refusing.stop();
  }
});

it('publishes nothing where it would not hear another publisher', async () => {
  const deaf = await createPublisherBench({
    authorizeSubscribe: (_client, subscription, done) =>
      done(null, subscription.topic === publisherTopics(SITE) ? null : subscription),
  });
  try {
    const { state, polls } = await deaf.publisher();
    await deaf.until(() => state().problem !== null);
    expect([state().problem?.code, state().role, polls.started]).toEqual(['forbidden', 'listening', 0]);
  } finally {
    await deaf.stop();
  }
});

it('publishes today as it was read, and a day that is over once all of it was', async () => {
  const night = await createPublisherBench({}, createFakeClock(Date.UTC(2026, 2, 2, 23, 56)));
  try {
    const { key, pinned } = newKeys();
    const listener = await night.listen([pinned]);
    const { app } = await night.publisher({ key, keys: [pinned] });
    const dayOf = (date: string) =>
      listener.content('day', (place) => place.kind === 'day' && place.audience === 'names' && place.date === date);
    await night.until(() => dayOf('2026-03-02') !== null);
    const today = dayOf('2026-03-02');
    expect(today).toMatchObject({ date: '2026-03-02', timeZoneOffset: 0, isComplete: true });
    expect(today?.rows).toHaveLength(app.app.team().agents.length);

    const midnight = Date.UTC(2026, 2, 3);
    await night.until(() => dayOf('2026-03-02')?.rows.every(({ readAt }) => readAt >= midnight) === true, 900_000);
    expect(dayOf('2026-03-02')?.isComplete).toBe(true);
    const records = dayOf('2026-03-02')?.rows.flatMap((row) => row.records) ?? [];
    expect(records.length).toBeGreaterThan(50);
    expect(records.every(([, , start]) => /^2026-0[23]-\d\dT\d\d:\d\d:\d\d$/.test(start))).toBe(true);
  } finally {
    await night.stop();
  }
});

it('publishes today as soon as any of it was read, where nothing was at its start', async () => {
  const { key, pinned } = newKeys();
  const listener = await bench.listen([pinned]);
  const { app } = await bench.bench.open({ openWith: 'demo' });
  let isUnread = true;
  const { history } = app.publishing;
  const source = {
    ...app.publishing,
    history: {
      ...history,
      source() {
        const of = history.source();
        return of === null || !isUnread ? of : { ...of, repository: { ...of.repository, day: () => null } };
      },
    },
  };
  const publisher = await bench.publisher({ key, keys: [pinned], source });
  await app.start();
  await bench.until(() => publisher.state().told === 1);
  await bench.pass(20_000);
  const isDay = ({ kind }: Place): boolean => kind === 'day';
  expect(listener.content('day', isDay)).toBeNull();
  isUnread = false;
  await bench.until(() => listener.content('day', isDay) !== null, 60_000);
});

it('may collect garbage with each answer, before it is decoded, and again before anything follows from the poll', async () => {
  const { key, pinned } = newKeys();
  let [answers, collected] = [0, 0];
  const counting: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    answers += 1;
    return answer;
  };
  const publisher = await bench.publisher(
    { key, keys: [pinned] },
    { fetch: counting, collect: () => void (collected += 1) },
  );
  await bench.until(() => publisher.state().told === 1);
  expect(answers).toBeGreaterThan(1);
  expect(collected).toBeGreaterThan(answers); // with the poll once more
});
