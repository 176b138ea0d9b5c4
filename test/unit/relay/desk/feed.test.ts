import { createSecretKey, randomUUID, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BrokerMessage, connectBroker } from '../../../../electron/relay/broker/session.ts';
import { createDeskFeed } from '../../../../electron/relay/desk/feed.ts';
import type { FeedState } from '../../../../electron/relay/wire/team-feed.ts';
import { sealed } from '../../../../electron/relay/wire/envelope.ts';
import { newSigningKey, publicKeyText } from '../../../../electron/relay/wire/keys.ts';
import { messagesOf, type Subject } from '../../../../electron/relay/wire/messages.ts';
import { topicOf } from '../../../../electron/relay/wire/topics.ts';
import type { Contents, Stamp, TeamChange, TeamContent, ViewsMessage } from '../../../../electron/relay/wire/types.ts';
import type { Agent, DeskAccess } from '../../../../electron/shared/model.ts';
import { appError, err, ok } from '../../../../electron/shared/result.ts';
import { deskTexts } from '../../../../electron/shared/texts/relay/desk.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const SITE = 'site-1';
const PACE_MS = 30_000;
const OF_ALL = { audience: 'names', view: 'everybody' } as const;
const key = newSigningKey();
const ACCESS: DeskAccess = {
  broker: 'wss://mqtt.example.com/mqtt',
  site: SITE,
  deskId: 'desk-1',
  audience: 'names',
  views: ['everybody'],
  keys: [publicKeyText(key)],
};

/** A desk at a broker that a test plays. */
function scene(access: DeskAccess = ACCESS) {
  const clock = createFakeClock();
  const states: FeedState[] = [];
  const subscribed = new Set<string>();
  let snapshotsAsked = 0;
  let connections = 0;
  let refusal: ReturnType<typeof appError> | null = null;
  let refusedTopics: readonly string[] = [];
  let parts: Parameters<typeof connectBroker>[0] | null = null;
  const connect: typeof connectBroker = (given) => {
    connections += 1;
    if (refusal !== null) return Promise.resolve(err(refusal));
    parts = given;
    subscribed.clear();
    return Promise.resolve(
      ok({
        publish: () => Promise.resolve(false),
        subscribe(topics) {
          for (const topic of topics) subscribed.add(topic);
          snapshotsAsked += topics.filter((topic) => topic.endsWith('/snapshot/+')).length;
          return Promise.resolve(ok(topics.filter((topic) => refusedTopics.includes(topic))));
        },
        unsubscribe(topics) {
          for (const topic of topics) subscribed.delete(topic);
          return Promise.resolve();
        },
        end: () => Promise.resolve(),
      }),
    );
  };
  const feed = createDeskFeed({
    access,
    password: createSecretKey(Buffer.from('p')),
    connect,
    clock,
    random: () => 0.5,
  });
  const unfollow = feed.follow((state) => states.push(state));

  function send(message: BrokerMessage): void {
    parts?.onMessage(message);
  }

  return {
    clock,
    feed,
    states,
    subscribed,
    unfollow,
    connections: () => connections,
    snapshotsAsked: () => snapshotsAsked,
    last: () => states.at(-1),
    refuseTopics: (topics: readonly string[]) => void (refusedTopics = topics),
    refuse: (error: typeof refusal) => void (refusal = error),
    cut: (error = appError('connection-lost')) => parts?.onLost(error),
    send,
    /** What the publisher says, as the broker passes it on. */
    says<S extends Subject>(
      subject: S,
      content: Contents[S['kind']],
      {
        isRetained = false,
        signer = key,
        ...stamp
      }: Partial<Stamp> & { isRetained?: boolean; signer?: typeof key } = {},
    ): void {
      const whole = { epoch: 1, publisher: 'a', revision: 1, asOf: clock.now(), sentAt: clock.now(), ...stamp };
      for (const { topic, bytes } of messagesOf(SITE, subject, content, whole, signer) ?? [])
        send({ topic, bytes, isRetained });
    },
  };
}

const facts = (now: number): Omit<TeamContent, 'agents' | 'queues'> => ({
  counts: { AVAILABLE: 1, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0, total: 1 },
  ignored: 0,
  unread: [],
  health: { state: 'live', since: now, nextAt: now + PACE_MS, message: '' },
  paceMs: PACE_MS,
  clockOffsetMs: 0,
});
const ANA = fakeAgent({ userId: 'u-1', name: 'Ana' });
const teamOf = (now: number, agents: readonly Agent[] = [ANA]): TeamContent => ({ ...facts(now), agents, queues: [] });
const changeTo = (now: number, base: number, changed: readonly Agent[] = []): TeamChange => ({
  ...facts(now),
  base,
  changed,
  removed: [],
});

const viewsOf = (...ids: readonly string[]): ViewsMessage => ({
  views: ids.map((id) => ({ id, name: id === 'v-1' ? 'Night' : id, text: '', statuses: [], secondaryStatuses: [] })),
  timeZone: 'UTC',
  isDemo: false,
});

/** A desk that has the first team and has heard a delta. */
async function liveScene() {
  const all = scene();
  await settle();
  const now = all.clock.now();
  all.says({ kind: 'views', audience: 'names' }, viewsOf('everybody'), { isRetained: true });
  all.says({ ...OF_ALL, kind: 'snapshot' }, teamOf(now), { isRetained: true });
  all.says({ ...OF_ALL, kind: 'catchup' }, changeTo(now, 1), { isRetained: true });
  all.says({ ...OF_ALL, kind: 'delta' }, changeTo(now, 1), { revision: 2, sentAt: now + 1 });
  await settle();
  return all;
}

const LIVE = { state: 'live', paceMs: PACE_MS, version: '1' } as const;
type Scene = ReturnType<typeof scene>;
const stranger = newSigningKey();
function sayForged({ says, clock }: Scene, revision: number): void {
  const mallory = changeTo(clock.now(), revision - 1, [{ ...ANA, name: 'Mallory' }]);
  says({ ...OF_ALL, kind: 'delta' }, mallory, { signer: stranger, revision });
}

/** What a publisher says of itself whose key this desk does not know. */
function sayStranger({ says }: Scene, message: Contents['publisher'] = LIVE, isRetained = false): void {
  const of = { epoch: 2, publisher: 'b', signer: stranger, isRetained };
  says({ kind: 'publisher', publisher: 'b' }, message, of);
}

/** A message of the desk's own publisher as another version of Rollcall would sign it. */
function ofVersion(v: number, now: number): BrokerMessage {
  const topic = topicOf(SITE, { kind: 'publisher', publisher: 'a' });
  const stamp = { epoch: 2, publisher: 'a', revision: 1, asOf: now, sentAt: now };
  const bytes = sealed(topic, stamp, 1, Buffer.from('body'), key);
  bytes.write(String(v), bytes.indexOf('"v":') + 4);
  bytes.set(sign(null, Buffer.concat([Buffer.from(`${topic}\0`), bytes.subarray(64)]), key));
  return { topic, bytes, isRetained: false };
}

describe('the feed of a desk', () => {
  it('hears deltas before it takes snapshot and catch-up, and leaves these alone afterwards', async () => {
    const { subscribed, last, clock, says } = scene();
    await settle();
    const snapshot = `rollcall/1/${SITE}/names/everybody/snapshot/+`;
    expect([...subscribed].findIndex((topic) => topic.endsWith('/delta'))).toBeLessThan(
      [...subscribed].indexOf(snapshot),
    );
    says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 4, [{ ...ANA, name: 'Ana B.' }]), { revision: 5 });
    expect(last()?.team).toBeNull();
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now()), { revision: 3, isRetained: true });
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(clock.now(), 3), { revision: 4, isRetained: true });
    await settle();
    expect(last()).toMatchObject({ link: { kind: 'live' }, missing: [], refused: null });
    expect([...(last()?.team?.agents.values() ?? [])]).toEqual([{ ...ANA, name: 'Ana B.' }]);
    expect([...subscribed].filter((topic) => /snapshot|catchup/.test(topic))).toEqual([]);
  });

  it('is not live with a snapshot that may be hours old before the catch-up has come', async () => {
    const { last, clock, says } = scene();
    await settle();
    const now = clock.now();
    const publisher = { state: 'live', paceMs: PACE_MS, version: '1.0.0' } as const;
    says({ kind: 'publisher', publisher: 'a' }, publisher, { revision: 9 });
    const old = { asOf: now - 3_600_000, sentAt: now - 3_600_000 };
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(now), { revision: 3, isRetained: true, ...old });
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'unconfirmed' }, team: { asOf: now - 3_600_000 } });
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(now, 3), { revision: 9, asOf: now, isRetained: true });
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'live' }, team: { asOf: now } });
  });

  it('is not live with the team of a publisher that has ended before the next one has said its own', async () => {
    const { last, clock, says } = await liveScene();
    const before = last()?.team;
    clock.advance(3_600_000);
    const now = clock.now();
    const publisher = { state: 'live', paceMs: PACE_MS, version: '1.0.0' } as const;
    says({ kind: 'publisher', publisher: 'a' }, publisher, { epoch: 2 });
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'unconfirmed' }, team: before });
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(now), { epoch: 2, asOf: now });
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(now, 1), { epoch: 2, asOf: now });
    clock.advance(1_000);
    expect(last()?.link).toEqual({ kind: 'live' });
    expect(last()?.team?.asOf).toBeGreaterThan(before?.asOf ?? now);
  });

  it('takes the catch-up when a delta is missing, the snapshot where that begins later, and keeps the last good team', async () => {
    const { subscribed, last, clock, says } = await liveScene();
    const before = last()?.team;
    const asked = (): readonly boolean[] =>
      ['catchup', 'snapshot/+'].map((what) => [...subscribed].some((topic) => topic.endsWith(what)));
    says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 7), { revision: 8, sentAt: clock.now() + 2 });
    await settle();
    expect(asked()).toEqual([true, false]);
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(clock.now(), 6), { revision: 8, sentAt: clock.now() + 2 });
    await settle();
    expect(last()?.team).toBe(before);
    expect(asked()).toEqual([true, true]);
  });

  it('asks for the snapshot of a publisher that takes over once that has said its own, not for the one before', async () => {
    const { subscribed, last, clock, says } = await liveScene();
    const asked = (): boolean => [...subscribed].some((topic) => topic.endsWith('snapshot/+'));
    says({ kind: 'publisher', publisher: 'b' }, LIVE, { epoch: 2, publisher: 'b' });
    await settle();
    clock.advance(1_000);
    expect([last()?.link.kind, asked()]).toEqual(['unconfirmed', false]);
    says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 1), { epoch: 2, publisher: 'b' });
    await settle();
    expect(asked()).toBe(true);
  });

  it('asks a publisher that takes over for the catch-up where its delta does not come', async () => {
    const { subscribed, clock, says } = await liveScene();
    says({ kind: 'publisher', publisher: 'b' }, LIVE, { epoch: 2, publisher: 'b' });
    await clock.advanceAsync(10_000);
    expect([...subscribed].filter((topic) => /catchup|snapshot/.test(topic))).toEqual([
      expect.stringMatching(/catchup$/),
    ]);
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(clock.now(), 1), { epoch: 2, publisher: 'b', isRetained: true });
    await settle();
    expect([...subscribed].some((topic) => topic.endsWith('snapshot/+'))).toBe(true);
  });

  it('is sent no more snapshots once it has one, also where its catch-up takes longer to come', async () => {
    const { subscribed, last, clock, says } = scene();
    await settle();
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now()), { isRetained: true });
    await clock.advanceAsync(10_000);
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(clock.now(), 1));
    await settle();
    clock.advance(1_000);
    expect(last()?.link.kind).toBe('live');
    expect([...subscribed].filter((topic) => /snapshot|catchup/.test(topic))).toEqual([]);
  });

  it('needs no snapshot after a short absence', async () => {
    const { subscribed, last, clock, says, cut } = await liveScene();
    cut();
    clock.advance(16_000);
    await settle();
    expect(last()?.link.kind).toBe('connecting');
    const now = clock.now();
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(now, 1), { revision: 4, asOf: now, sentAt: now });
    await settle();
    clock.advance(1_000);
    expect(last()?.link.kind).toBe('live');
    expect([...subscribed].some((topic) => topic.endsWith('snapshot/+'))).toBe(false);
  });

  it('does not ask again for a snapshot of which parts still come, only once none has come for 10 s', async () => {
    const { last, clock, send, says, snapshotsAsked } = scene();
    await settle();
    const now = clock.now();
    const agents = Array.from({ length: 800 }, (_, index) => fakeAgent({ userId: `u-${index}`, name: randomUUID() }));
    const stamp = { epoch: 1, publisher: 'a', revision: 1, asOf: now, sentAt: now };
    const parts = messagesOf(SITE, { ...OF_ALL, kind: 'snapshot' }, teamOf(now, agents), stamp, key) ?? [];
    expect(parts.length).toBeGreaterThan(3);
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(now, 1), { isRetained: true });
    for (const part of parts.slice(1)) {
      send({ ...part, isRetained: true });
      clock.advance(9_000);
    }
    expect(snapshotsAsked()).toBe(1);
    clock.advance(1_000);
    await settle();
    expect(snapshotsAsked()).toBe(2);
    for (const part of parts) send({ ...part, isRetained: true });
    expect(last()?.team?.agents.size).toBe(800);
  });

  it.each([
    ['forged', (feed: Scene) => sayForged(feed, 3)],
    [
      'damaged',
      (feed: Scene) =>
        feed.send({
          topic: topicOf(SITE, { ...OF_ALL, kind: 'delta' }),
          bytes: Buffer.from('x'.repeat(200)),
          isRetained: false,
        }),
    ],
    [
      'damaged',
      (feed: Scene) =>
        feed.says(
          { kind: 'publisher', publisher: 'b' },
          { state: 'live', paceMs: PACE_MS, version: '1' },
          { publisher: 'c' },
        ),
    ],
  ] as const)('refuses what is %s, and says so until none came for ten minutes', async (why, act) => {
    const feed = await liveScene();
    const { last, clock } = feed;
    const before = last()?.team;
    act(feed);
    const at = clock.now();
    clock.advance(300);
    expect(last()?.team).toBe(before);
    expect(last()).toMatchObject({ link: { kind: 'live' }, refused: { why, at } });
    let revision = 2;
    for (const end = at + 10 * 60_000; clock.now() < end - PACE_MS; clock.advance(PACE_MS)) {
      revision += 1;
      feed.says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), revision - 1), { revision });
    }
    expect(last()).toMatchObject({ link: { kind: 'live' }, refused: { why, at } });
    clock.advance(PACE_MS);
    expect(last()?.refused).toBeNull();
  });

  it('shows no team that only a stranger has signed, and says so', async () => {
    const { last, clock, says } = scene();
    await settle();
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now()), { isRetained: true, signer: newSigningKey() });
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'unusable', why: 'forged' }, team: null });
  });

  it('says that another publisher is heard, and not its own, whichever of its messages come and in any order', async () => {
    const messages: readonly ((feed: Scene) => void)[] = [
      ({ says }) => says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, state: 'standby' }, { isRetained: true }),
      ({ says, clock }) =>
        says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now()), { isRetained: true, signer: stranger }),
      (feed) => sayStranger(feed),
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0],
      [2, 0],
    ]) {
      const feed = scene();
      await settle();
      for (const index of order) messages[index]?.(feed);
      feed.clock.advance(1_000);
      expect(feed.last()?.link).toMatchObject({ kind: 'unusable', why: 'forged' });
    }
    expect(deskTexts.unusable.forged).toBe(deskTexts.publisher.stranger);
  });

  it('says nothing of another publisher that stands by for its own', async () => {
    const feed = await liveScene();
    sayStranger(feed, { ...LIVE, state: 'standby' });
    sayStranger(feed, { ...LIVE, state: 'standby' }, true);
    feed.clock.advance(1_000);
    expect(feed.last()).toMatchObject({ link: { kind: 'live' }, refused: null });
    // On the topic of its own publisher, it is no standby.
    feed.says({ kind: 'publisher', publisher: 'a' }, LIVE, { signer: stranger, revision: 3 });
    feed.clock.advance(1_000);
    expect(feed.last()).toMatchObject({ link: { kind: 'live' }, refused: { why: 'forged' } });
  });

  it('says at once that another publisher has taken over from its own, which stands by', async () => {
    const feed = await liveScene();
    feed.clock.advance(1_000);
    sayStranger(feed);
    feed.says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, state: 'standby' }, { revision: 2 });
    feed.clock.advance(1_000);
    expect(feed.last()?.link).toEqual({ kind: 'publisher', why: 'stranger' });
  });

  it('says that its publisher has come back as another version of Rollcall', async () => {
    const feed = await liveScene();
    feed.says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, state: 'gone' }, { revision: 2 });
    feed.send(ofVersion(2, feed.clock.now()));
    feed.clock.advance(1_000);
    expect(feed.last()?.link).toEqual({ kind: 'unusable', why: 'newer-version', isAlone: true });
  });

  it('says that the team has not come where its publisher is live and somebody has replaced what was retained', async () => {
    const all = scene();
    const { says, last, clock } = all;
    await settle();
    says({ kind: 'publisher', publisher: 'a' }, LIVE, { isRetained: true });
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now()), { signer: stranger, isRetained: true });
    await clock.advanceAsync(1_000);
    expect(last()?.link).toEqual({ kind: 'connecting' });
    await clock.advanceAsync(4_000);
    expect(last()?.link).toEqual({ kind: 'publisher', why: 'no-team' });
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now()), { revision: 2 });
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(clock.now(), 2), { revision: 2 });
    await settle();
    expect(last()?.link).toEqual({ kind: 'live' });
  });

  it('says that another publisher runs whose key it does not know, once its own has gone', async () => {
    const all = await liveScene();
    const { says, last, clock } = all;
    says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, state: 'gone' }, { revision: 3 });
    sayStranger(all, LIVE, true);
    await clock.advanceAsync(1_000);
    expect(last()?.link).toEqual({ kind: 'publisher', why: 'gone' });
    sayStranger(all);
    await clock.advanceAsync(1_000);
    expect(last()?.link).toEqual({ kind: 'publisher', why: 'stranger' });
    await clock.advanceAsync(10 * 60_000);
    expect(last()?.link).toEqual({ kind: 'publisher', why: 'gone' });
    sayStranger(all);
    says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 2), { revision: 3 });
    await clock.advanceAsync(1_000);
    expect(last()).toMatchObject({ link: { kind: 'live' }, refused: null });
  });

  it('says that nobody is there where nothing comes within 5 s', async () => {
    const { last, clock } = scene();
    await settle();
    clock.advance(4_999);
    expect(last()?.link).toEqual({ kind: 'connecting' });
    clock.advance(1);
    expect(last()?.link).toEqual({ kind: 'silent' });
  });

  it('says that only others are heard where a publisher that is there would have been', async () => {
    const all = scene();
    const { last, clock, says } = all;
    await settle();
    sayForged(all, 1);
    await clock.advanceAsync(4_999);
    expect(last()?.link).toEqual({ kind: 'unusable', why: 'forged', isAlone: false });
    await clock.advanceAsync(1);
    expect(last()?.link).toEqual({ kind: 'unusable', why: 'forged', isAlone: true });
    says({ kind: 'publisher', publisher: 'a' }, LIVE);
    await clock.advanceAsync(1_000);
    expect(last()?.link).toEqual({ kind: 'publisher', why: 'no-team' });
  });

  it('does not say so of a publisher whose team is damaged: it sends that again', async () => {
    const { last, clock, says, send } = scene();
    await settle();
    says({ kind: 'publisher', publisher: 'a' }, LIVE, { isRetained: true });
    send({
      topic: topicOf(SITE, { ...OF_ALL, kind: 'snapshot', part: 0 }),
      bytes: Buffer.alloc(200),
      isRetained: true,
    });
    await clock.advanceAsync(20_000);
    expect(last()?.link).toEqual({ kind: 'unusable', why: 'damaged', isAlone: false });
  });

  it('says that nobody has published where all that was ever heard of a publisher is that it is gone', async () => {
    const { last, clock, says } = scene();
    await settle();
    says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, state: 'gone' }, { epoch: 0, isRetained: true });
    await clock.advanceAsync(1_000);
    expect(last()?.link).toEqual({ kind: 'publisher', why: 'unused' });
    says({ kind: 'publisher', publisher: 'a' }, LIVE);
    says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, state: 'gone' });
    await clock.advanceAsync(1_000);
    expect(last()?.link).toEqual({ kind: 'publisher', why: 'gone' });
  });

  it('says that its publisher has stopped where the team of that is still there', async () => {
    const { last, clock, says } = scene();
    await settle();
    says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, state: 'gone' }, { epoch: 0, isRetained: true });
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now()), { isRetained: true });
    await clock.advanceAsync(1_000);
    expect(last()?.link).toEqual({ kind: 'publisher', why: 'gone' });
  });

  it('says that its publisher leaves out what it may see', async () => {
    const { last, clock, says } = scene();
    await settle();
    says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, audiences: ['counts'] });
    await clock.advanceAsync(1_000);
    expect(last()?.link).toEqual({ kind: 'publisher', why: 'audience' });
    says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, audiences: ['counts', 'names'] }, { epoch: 2 });
    await clock.advanceAsync(1_000);
    expect(last()?.link.kind).toBe('connecting');
  });

  it('says that its role was refused', async () => {
    const { last, refuseTopics, cut, clock } = await liveScene();
    refuseTopics([topicOf(SITE, { ...OF_ALL, kind: 'delta' })]);
    cut();
    await clock.advanceAsync(30_000);
    expect(last()?.link).toEqual({ kind: 'refused' });
  });

  it('stays live in a flood of messages that are forged, damaged or said before, and announces it now and then', async () => {
    const { last, states, clock, says, send } = await liveScene();
    const before = states.length;
    const flood = 600;
    const signer = newSigningKey();
    const topic = topicOf(SITE, { ...OF_ALL, kind: 'delta' });
    for (let time = 0; time < flood; time += 1) {
      says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 2), { signer, revision: 3 + time });
      says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 1), { revision: 2, sentAt: clock.now() });
      send({ topic, bytes: Buffer.alloc(90_000), isRetained: false });
    }
    expect(states.length).toBe(before);
    says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 2, [{ ...ANA, name: 'Ana B.' }]), { revision: 3 });
    expect([...(last()?.team?.agents.values() ?? [])]).toEqual([{ ...ANA, name: 'Ana B.' }]);
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'live' }, refused: { why: 'damaged' } });
    expect(states.length).toBeLessThanOrEqual(before + 2);
  });

  it('is late by the clock, also while the broker is there', async () => {
    const { last, clock } = await liveScene();
    clock.advance(2 * PACE_MS + 5_000);
    expect(last()).toMatchObject({ link: { kind: 'publisher', why: 'late' } });
    expect(last()?.team?.agents.size).toBe(1);
  });

  it('says soon that it was revoked while it was connected, and tries again at leisure', async () => {
    const { feed, last, cut, refuse, clock, connections } = await liveScene();
    await clock.advanceAsync(60_000); // steady
    const refusal = appError('forbidden', { message: 'Enrol again.' });
    refuse(refusal);
    cut();
    expect(last()?.link).toMatchObject({ kind: 'broker', error: { code: 'connection-lost' } });
    await clock.advanceAsync(10_000);
    expect(last()).toMatchObject({ link: { kind: 'broker', error: { code: 'forbidden' } } });
    expect(last()?.team?.agents.size).toBe(1);
    // To who reads a day it says what it says of the team, and not what an administrator reads.
    expect(await feed.day('2026-03-02')).toMatchObject({ error: { message: deskTexts.broker(refusal) } });
    await clock.advanceAsync(10 * 60_000);
    expect(connections()).toBeLessThan(12);
  });

  it('comes back somewhere within 30 s, or at once where somebody asks', async () => {
    const { cut, connections, clock, feed } = await liveScene();
    cut();
    clock.advance(15_000);
    expect(connections()).toBe(1);
    await clock.advanceAsync(300);
    expect(connections()).toBe(2);
    cut();
    feed.retry();
    expect(connections()).toBe(3);
  });

  it('says that somebody else may have its line where the connection breaks off again and again', async () => {
    const { last, cut, clock } = await liveScene();
    for (let time = 0; time < 2; time += 1) {
      cut();
      await clock.advanceAsync(30_000);
    }
    expect(JSON.stringify(last()?.link)).not.toContain('another computer');
    cut();
    expect(JSON.stringify(last()?.link)).toContain('Perhaps another computer');
  });

  it('takes over from a publisher with a later epoch, and never goes back', async () => {
    const { last, clock, says } = await liveScene();
    const ben = fakeAgent({ userId: 'u-2', name: 'Ben' });
    const later = { epoch: 2, publisher: 'b', sentAt: clock.now() + 10 };
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now(), [ben]), { ...later, isRetained: true });
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(clock.now(), 1), { ...later, isRetained: true });
    says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 2), { revision: 3, sentAt: clock.now() + 11 });
    expect([...(last()?.team?.agents.keys() ?? [])]).toEqual(['u-2']);
  });

  it('dates a team by the clock of the publisher that said it, also while another one has taken over', async () => {
    const { clock, last, says } = await liveScene();
    const before = last()?.team?.asOf;
    clock.advance(PACE_MS);
    const ahead = clock.now() + 2 * 3_600_000;
    const of = { epoch: 2, publisher: 'b', sentAt: ahead, asOf: ahead };
    says({ kind: 'publisher', publisher: 'b' }, LIVE, of);
    says({ kind: 'views', audience: 'names' }, viewsOf('everybody'), of);
    await clock.advanceAsync(1_000);
    expect(last()?.team?.asOf).toBe(before);
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(ahead), of);
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(ahead, 1), of);
    await clock.advanceAsync(1_000);
    expect(last()?.team).toMatchObject({ asOf: ahead - 2 * 3_600_000, clockOffsetMs: 2 * 3_600_000 });
  });

  it('says that its publisher cannot read from Kore.ai, also before that has read a first team', async () => {
    const { clock, last, says } = scene();
    await settle();
    const now = clock.now();
    const health = { state: 'unauthorized', since: now, nextAt: null, message: 'The secret is wrong.' } as const;
    says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, health: { ...health, state: 'starting', message: '' } });
    says({ kind: 'views', audience: 'names' }, viewsOf('everybody'), { sentAt: now + 1 });
    await clock.advanceAsync(1_000);
    expect(last()?.link.kind).toBe('connecting');
    says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, health }, { revision: 2, sentAt: now + 2 });
    await clock.advanceAsync(1_000);
    expect(last()?.link).toEqual({ kind: 'kore', health });
    const asOf = clock.now();
    says({ kind: 'publisher', publisher: 'a' }, LIVE, { revision: 3, asOf });
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(asOf), { revision: 3, asOf });
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(asOf, 3), { revision: 3, asOf });
    await clock.advanceAsync(1_000);
    expect(last()?.link.kind).toBe('live');
  });

  it('shows no team of a publisher that has stopped where its clock was ahead: nobody knows how old it is', async () => {
    const { clock, last, says } = scene();
    await settle();
    const ahead = clock.now() + 3 * 3_600_000;
    const of = { isRetained: true, sentAt: ahead, asOf: ahead };
    says({ kind: 'views', audience: 'names' }, viewsOf('everybody'), of);
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(ahead), of);
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(ahead, 1), of);
    says({ kind: 'publisher', publisher: 'a' }, { ...LIVE, state: 'gone' }, of);
    await clock.advanceAsync(1_000);
    expect(last()).toMatchObject({ link: { kind: 'publisher', why: 'gone' }, team: null });
  });

  it('ends its connection with the last who follows it', async () => {
    const { unfollow, clock, connections, cut } = await liveScene();
    unfollow();
    cut();
    await clock.advanceAsync(60_000);
    expect(connections()).toBe(1);
  });

  it('reads the parts of a published day, and nothing of one that is not there', async () => {
    const { feed, clock, says, subscribed } = await liveScene();
    const reading = feed.day('2026-03-02');
    await settle();
    expect([...subscribed].filter((topic) => topic.includes('/day/'))).toHaveLength(1);
    const day = {
      ...{ date: '2026-03-02', timeZoneOffset: 0, isComplete: true, apiTimes: 'auto' as const },
      memory: { apiTimes: null, recordsListedBy: null },
      rows: Array.from({ length: 3_000 }, (_, index) => ({
        userId: `u-${index}`,
        name: `Agent ${Math.sin(index)}`,
        records: [[`S${Math.cos(index)}`, '', '2026-03-02T08:00:00', null] as const],
        readAt: clock.now(),
      })),
    };
    says({ ...OF_ALL, kind: 'day', date: day.date }, day, { isRetained: true });
    says({ ...OF_ALL, kind: 'day', date: day.date }, day, { isRetained: true });
    const read = await reading;
    expect(read.ok && read.value.map(({ rows }) => rows.length)).toEqual([3_000]);
    const nothing = feed.day('2026-03-01');
    await clock.advanceAsync(2_000);
    expect(await nothing).toEqual(ok([]));
  });

  it('reads the days of one read over one connection, knows together of which nothing was published, and ends it', async () => {
    const { feed, unfollow, clock, connections, subscribed } = await liveScene();
    unfollow();
    const dates = ['2026-02-27', '2026-02-28', '2026-03-01'];
    const readAll = async (): Promise<void> => {
      for (const [index, date] of dates.entries())
        expect(await feed.day(date, undefined, dates.slice(index + 1))).toEqual(ok([]));
    };
    const reading = readAll();
    await settle();
    // Whose days they are does not come here; then nothing of the days does.
    await clock.advanceAsync(7_000);
    await reading;
    expect(connections()).toBe(2);
    expect([...subscribed].filter((topic) => topic.includes('/day/'))).toEqual([]);
    expect(clock.pending()).toEqual([]);
  });

  it('does not take a day for unpublished whose read the broker breaks off: it says why', async () => {
    const { feed, cut } = await liveScene();
    const reading = feed.day('2026-03-02', undefined, ['2026-03-03']);
    await settle();
    cut();
    expect(await reading).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  });

  it('waits a second for the next day of several, and then ends its connection', async () => {
    const { feed, unfollow, clock, connections } = await liveScene();
    unfollow();
    for (const date of ['2026-02-27', '2026-02-28']) void feed.day(date, undefined, ['2026-03-01']);
    await clock.advanceAsync(8_500);
    await clock.advanceAsync(10_000);
    expect(clock.pending()).toEqual([]);
    void feed.day('2026-03-01');
    await settle();
    expect(connections()).toBe(3);
  });
});

describe('a desk with two views', () => {
  const two = { ...ACCESS, views: ['everybody', 'v-1'] };
  const ben = fakeAgent({ userId: 'u-2', name: 'Ben' });
  const view = { audience: 'names', view: 'v-1' } as const;
  const publisher = { state: 'live', paceMs: PACE_MS, version: '1.0.0' } as const;

  /** A desk that has heard both at one revision. */
  async function liveWithTwo() {
    const feed = scene(two);
    await settle();
    const { says, clock } = feed;
    const now = clock.now();
    says({ kind: 'views', audience: 'names' }, viewsOf('everybody', 'v-1'), { isRetained: true });
    for (const [place, agents] of [
      [OF_ALL, [ANA]],
      [view, [ben]],
    ] as const) {
      says({ ...place, kind: 'snapshot' }, teamOf(now, agents), { isRetained: true });
      says({ ...place, kind: 'catchup' }, changeTo(now, 1), { isRetained: true });
    }
    clock.advance(1);
    for (const place of [OF_ALL, view]) says({ ...place, kind: 'delta' }, changeTo(now, 1), { revision: 2 });
    await settle();
    expect(feed.last()).toMatchObject({ link: { kind: 'live' }, missing: [] });
    return feed;
  }

  /** The publisher polls, and says this much of it. */
  function poll({ says, clock }: Scene, revision: number, places: readonly (typeof OF_ALL | typeof view)[]): void {
    says({ kind: 'publisher', publisher: 'a' }, publisher, { revision });
    for (const place of places) says({ ...place, kind: 'delta' }, changeTo(clock.now(), revision - 1), { revision });
  }

  it('is not live before each of them is caught up', async () => {
    const feed = scene(two);
    await settle();
    const { says, clock, last } = feed;
    const now = clock.now();
    says({ kind: 'views', audience: 'names' }, viewsOf('everybody', 'v-1'), { isRetained: true });
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(now), { isRetained: true });
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(now, 1), { isRetained: true });
    says({ ...view, kind: 'snapshot' }, teamOf(now, [ben]), { isRetained: true, asOf: now - 3_600_000 });
    clock.advance(1);
    poll(feed, 2, [OF_ALL]);
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'unconfirmed', late: ['Night'] }, team: { asOf: now - 3_600_000 } });
    says({ ...view, kind: 'catchup' }, changeTo(now, 1), { revision: 2, isRetained: true });
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'live' }, team: { asOf: now + 1 } });
  });

  it('is not live for long where one gets no more changes, asks for it, and does not begin to seem live again', async () => {
    const feed = await liveWithTwo();
    const { clock, last, subscribed } = feed;
    const first = clock.now();
    clock.advance(PACE_MS);
    poll(feed, 3, [OF_ALL]);
    clock.advance(9_999);
    expect(last()).toMatchObject({ link: { kind: 'live' }, team: { asOf: first } });
    clock.advance(1);
    expect(last()?.link).toEqual({ kind: 'unconfirmed', late: ['Night'] });
    await settle();
    expect([...subscribed].some((topic) => topic.endsWith('v-1/catchup'))).toBe(true);
    clock.advance(PACE_MS - 10_000);
    poll(feed, 4, [OF_ALL]);
    clock.advance(1_000);
    expect(last()?.link).toEqual({ kind: 'unconfirmed', late: ['Night'] });
    feed.says({ ...view, kind: 'catchup' }, changeTo(clock.now(), 1, [ben]), { revision: 4, isRetained: true });
    clock.advance(1_000);
    expect(last()?.link).toEqual({ kind: 'live' });
  });

  it('names no view where both are late, nor while nobody has said what they are called', async () => {
    const feed = await liveWithTwo();
    const { clock, last } = feed;
    clock.advance(PACE_MS);
    poll(feed, 3, []);
    clock.advance(10_000);
    expect(last()?.link).toEqual({ kind: 'unconfirmed', late: [] });
    const other = scene(two);
    await settle();
    other.says({ kind: 'publisher', publisher: 'a' }, publisher);
    for (const place of [OF_ALL, view])
      other.says({ ...place, kind: 'snapshot' }, teamOf(other.clock.now()), { isRetained: true });
    other.says({ ...OF_ALL, kind: 'catchup' }, changeTo(other.clock.now(), 1), { isRetained: true });
    other.clock.advance(1_000);
    expect(other.last()?.link).toEqual({ kind: 'unconfirmed', late: [] });
  });

  it('takes over a poll once it has all of it: never the counts of one poll under the time of another', async () => {
    const feed = await liveWithTwo();
    const { clock, last, states } = feed;
    const before = last()?.team;
    clock.advance(PACE_MS);
    const asOf = clock.now();
    poll(feed, 3, [OF_ALL]);
    clock.advance(5_000);
    expect(last()).toMatchObject({ link: { kind: 'live' } });
    expect(last()?.team).toBe(before);
    feed.says({ ...view, kind: 'delta' }, changeTo(asOf, 2), { revision: 3, asOf });
    expect(last()).toMatchObject({ link: { kind: 'live' }, team: { asOf } });
    expect(new Set(states.slice(-3).map(({ team }) => team?.asOf))).toEqual(new Set([before?.asOf, asOf]));
  });

  it('does not wait for the rest of a poll with a team that lacks a view which has come', async () => {
    const feed = scene(two);
    await settle();
    const { says, clock, last } = feed;
    const now = clock.now();
    says({ kind: 'views', audience: 'names' }, viewsOf('everybody', 'v-1'), { isRetained: true });
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(now), { revision: 2, isRetained: true });
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(now, 2), { revision: 2, isRetained: true });
    clock.advance(300);
    says({ ...view, kind: 'snapshot' }, teamOf(now, [ben]), { isRetained: true, asOf: now - PACE_MS });
    says({ ...view, kind: 'catchup' }, changeTo(now, 1), { isRetained: true, asOf: now - PACE_MS });
    clock.advance(300);
    expect([...(last()?.team?.agents.keys() ?? [])].toSorted()).toEqual(['u-1', 'u-2']);
    expect(last()?.team?.asOf).toBe(now - PACE_MS);
  });

  it('keeps the team of a publisher that has ended until the next one has said all views', async () => {
    const feed = await liveWithTwo();
    const { clock, last, says } = feed;
    const before = last()?.team;
    clock.advance(PACE_MS);
    const now = clock.now();
    says({ kind: 'publisher', publisher: 'a' }, publisher, { epoch: 2 });
    const begin = (place: typeof OF_ALL | typeof view): void => {
      says({ ...place, kind: 'snapshot' }, teamOf(now, [ben]), { epoch: 2, asOf: now });
      says({ ...place, kind: 'catchup' }, changeTo(now, 1), { epoch: 2, asOf: now });
    };
    begin(OF_ALL);
    clock.advance(1_000);
    expect(last()?.link).toEqual({ kind: 'unconfirmed', late: ['Night'] });
    expect(last()?.team).toBe(before);
    begin(view);
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'live' }, team: { asOf: now } });
  });

  it('never takes a part of the team for everybody, whose own view has not come or is lost', async () => {
    const feed = scene(two);
    await settle();
    const { says, clock, last } = feed;
    const now = clock.now();
    const begin = (place: typeof OF_ALL | typeof view, agents: readonly Agent[], stamp: Partial<Stamp> = {}): void => {
      says({ ...place, kind: 'snapshot' }, teamOf(now, agents), { isRetained: true, ...stamp });
      says({ ...place, kind: 'catchup' }, changeTo(now, stamp.revision ?? 1), { isRetained: true, ...stamp });
    };
    says({ kind: 'views', audience: 'names' }, viewsOf('everybody', 'v-1'), { isRetained: true });
    says({ kind: 'publisher', publisher: 'a' }, publisher);
    begin(view, [ben]);
    clock.advance(6_000);
    expect(last()).toMatchObject({ link: { kind: 'publisher', why: 'no-team' }, team: null });
    begin(OF_ALL, [ANA, ben]);
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'live' }, missing: [] });
    feed.cut();
    await clock.advanceAsync(16_000);
    poll(feed, 2, []);
    begin(view, [], { revision: 2 });
    clock.advance(6_000);
    expect(last()?.link).toEqual({ kind: 'unconfirmed', late: ['everybody'] });
    expect([...(last()?.team?.agents.keys() ?? [])]).toEqual(['u-1', 'u-2']);
  });

  it('leaves out a view that was deleted, and says that it is missing; without any it is live no more', async () => {
    const feed = await liveWithTwo();
    const { clock, last, says } = feed;
    says({ kind: 'views', audience: 'names' }, viewsOf('everybody'), { revision: 3 });
    poll(feed, 3, [OF_ALL]);
    clock.advance(30_000);
    expect(last()).toMatchObject({ link: { kind: 'live' }, missing: [null] });
    expect([...(last()?.team?.agents.keys() ?? [])]).toEqual(['u-1']);
    says({ kind: 'views', audience: 'names' }, viewsOf('v-9'), { revision: 4 });
    clock.advance(300);
    expect(last()).toMatchObject({ link: { kind: 'deleted' }, missing: [null, null] });
  });

  it('says which of its views the broker refuses', async () => {
    const feed = await liveWithTwo();
    feed.refuseTopics([topicOf(SITE, { ...view, kind: 'delta' })]);
    feed.cut();
    await feed.clock.advanceAsync(16_000);
    poll(feed, 3, [OF_ALL]);
    feed.says({ ...OF_ALL, kind: 'catchup' }, changeTo(feed.clock.now(), 1), { revision: 3, isRetained: true });
    feed.clock.advance(300);
    expect(feed.last()).toMatchObject({ link: { kind: 'live' }, missing: ['Night'] });
    expect([...(feed.last()?.team?.agents.keys() ?? [])]).toEqual(['u-1']);
  });
});

describe('a publisher whose clock was ahead', () => {
  /** The broker has lost what it had retained, and the publisher begins anew with an epoch of its own clock. */
  async function restarted(epoch: number, clockOffsetMs: number) {
    const feed = await liveScene();
    const { clock, says } = feed;
    const whole = (): { readonly asOf: number; readonly sentAt: number } => {
      const at = clock.now() + clockOffsetMs;
      return { asOf: at, sentAt: at };
    };
    const cleo = fakeAgent({ userId: 'u-3', name: 'Cleo' });
    says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now()), { epoch, revision: 5, ...whole(), isRetained: true });
    says({ ...OF_ALL, kind: 'catchup' }, changeTo(clock.now(), 5), {
      epoch,
      revision: 5,
      ...whole(),
      isRetained: true,
    });
    says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 5), { epoch, revision: 6, ...whole() });
    feed.cut();
    await clock.advanceAsync(16_000);
    const begin = (offsetMs: number, isRetained: boolean, begun?: number) => {
      const at = clock.now() + offsetMs;
      const stamp = { epoch: begun ?? at, publisher: 'a', revision: 1, asOf: at, sentAt: at };
      const snapshot = { ...stamp, isRetained: true };
      const live = { state: 'live', paceMs: PACE_MS, version: '1.0.0' } as const;
      says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now(), [cleo]), snapshot);
      says({ ...OF_ALL, kind: 'catchup' }, changeTo(clock.now(), 1), snapshot);
      says({ ...OF_ALL, kind: 'delta' }, changeTo(clock.now(), 1), {
        ...stamp,
        revision: 2,
        sentAt: at + 1,
        isRetained,
      });
      says({ kind: 'publisher', publisher: 'a' }, live, { ...stamp, revision: 2, sentAt: at + 2, isRetained });
      return () => {
        says({ ...OF_ALL, kind: 'snapshot' }, teamOf(clock.now(), [cleo]), snapshot);
        says({ ...OF_ALL, kind: 'catchup' }, changeTo(clock.now(), 1), { ...snapshot, revision: 2 });
      };
    };
    return { ...feed, begin };
  }
  const YEAR_MS = 365 * 86_400_000;

  it('is left for the same one with its clock right, without a restart of the desk', async () => {
    const { clock, begin, last, subscribed } = await restarted(createFakeClock().now() + YEAR_MS, YEAR_MS);
    await clock.advanceAsync(6_000);
    const answer = begin(0, false);
    await clock.advanceAsync(6_000);
    expect(last()?.link).toEqual({ kind: 'unconfirmed', late: [] });
    expect([...(last()?.team?.agents.keys() ?? [])]).toEqual(['u-1']);
    expect([...subscribed].some((topic) => topic.endsWith('snapshot/+'))).toBe(true);
    answer();
    clock.advance(1_000);
    expect(last()?.link).toEqual({ kind: 'live' });
    expect([...(last()?.team?.agents.keys() ?? [])]).toEqual(['u-3']);
  });

  it('is not left for what was said before, nor for a clock that is behind: then the desk says so', async () => {
    const { clock, begin, last } = await restarted(createFakeClock().now() + YEAR_MS, YEAR_MS);
    begin(0, true)();
    clock.advance(1_000);
    expect(last()?.link.kind).toBe('connecting');
    begin(-3_600_000, false)();
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'publisher', why: 'clock' } });
    expect([...(last()?.team?.agents.keys() ?? [])]).toEqual(['u-1']);
  });

  it('says that the clock of another one is behind where the first was right', async () => {
    const { clock, begin, last } = await restarted(createFakeClock().now(), 0);
    begin(-3_600_000, false)();
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'publisher', why: 'clock' } });
    begin(0, false, clock.now() - 3_600_000)();
    clock.advance(1_000);
    expect(last()).toMatchObject({ link: { kind: 'publisher', why: 'clock' } });
    expect([...(last()?.team?.agents.keys() ?? [])]).toEqual(['u-1']);
  });
});

describe('a publisher whose clock is set while it runs', () => {
  const HOUR_MS = 3_600_000;

  it('has its polls, times and views dated right from the next poll on', async () => {
    const { clock, says, last, states } = scene();
    await settle();
    const start = clock.now();
    /** The publisher's clock is so far ahead, and Kore.ai's is right. */
    const poll = (revision: number, aheadMs: number): void => {
      const at = clock.now() + aheadMs;
      const stamp = { revision, asOf: at, sentAt: at };
      const facts = { clockOffsetMs: -aheadMs };
      const night = { ...viewsOf('everybody'), timeZone: `Etc/GMT${revision}` };
      says({ kind: 'publisher', publisher: 'a' }, LIVE, stamp);
      says({ kind: 'views', audience: 'names' }, night, stamp);
      if (revision === 1) says({ ...OF_ALL, kind: 'snapshot' }, { ...teamOf(at), ...facts }, stamp);
      const change = { ...changeTo(at, revision === 1 ? 1 : revision - 1), ...facts };
      says({ ...OF_ALL, kind: revision === 1 ? 'catchup' : 'delta' }, change, stamp);
    };
    for (const [revision, aheadMs] of [
      [1, HOUR_MS],
      [2, 0],
      [3, 0],
      [4, 90_000],
      [5, 30_000],
    ] as const) {
      poll(revision, aheadMs);
      await settle();
      clock.advance(PACE_MS);
      const asOf = start + (revision - 1) * PACE_MS;
      expect(last()).toMatchObject({
        link: { kind: 'live' },
        team: { asOf, clockOffsetMs: 0 },
        views: { timeZone: `Etc/GMT${revision}` },
      });
    }
    expect(new Set(states.flatMap(({ team }) => team?.clockOffsetMs ?? []))).toEqual(new Set([0]));
  });
});
