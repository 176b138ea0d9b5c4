import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { DeskAccess } from '../../shared/model.ts';
import { err, ok, type AppError } from '../../shared/result.ts';
import { deskTexts as texts } from '../../shared/texts/relay/desk.ts';
import type { BrokerMessage, BrokerSession, connectBroker } from '../broker/session.ts';
import { readContent } from '../wire/content.ts';
import { opened, type OpenedMessage } from '../wire/envelope.ts';
import type { FeedLink, FeedState, FeedTeam, FeedViews, TeamFeed } from '../wire/feed.ts';
import { readPublicKey } from '../wire/keys.ts';
import {
  comparePublishers,
  createReplica,
  type Replica,
  type ReplicaMessage,
  type ReplicaState,
} from '../wire/replica.ts';
import { placeOf, publisherTopics, snapshotTopics, topicOf, type Place } from '../wire/topics.ts';
import type { Stamp, TeamFacts, ViewsMessage } from '../wire/types.ts';
import { createDayReader } from './day-reader.ts';
import { createPublisherWatch } from './publisher-watch.ts';
import { isOneRevision, unionOf, viewTeams } from './union.ts';

/** What a feed is made of: where it connects, and effects. */
export interface FeedParts {
  readonly access: DeskAccess;
  readonly password: KeyObject;
  readonly connect: typeof connectBroker;
  readonly clock: Clock;
  /** Random numbers in [0, 1). */
  readonly random: () => number;
  /** Hears what the publisher says of its views, before anybody who follows the feed does. */
  readonly onViews?: ((views: FeedViews) => void) | undefined;
}

/** All desks of a broker lose it together; they come back over this time. */
const RECONNECT_SPREAD_MS = 30_000;
/** What was steady and is cut has lost its broker, or was revoked, which only the next try tells: that is sooner. */
const FIRST_SPREAD_MS = 10_000;
const RECONNECT_MIN_MS = 500;
/** A broker that stays away, or refuses, is tried more rarely. */
const MAX_RECONNECT_SPREAD_MS = 5 * 60_000;
/** A publisher that is there says something at once: it is retained. */
const SILENT_AFTER_MS = 5_000;
/** The views of one poll follow each other closely. */
const ONE_POLL_MS = 300;
/** Two with one line take the connection from each other: it breaks off again and again. */
const QUICK_LOSS_MS = 60_000;
const MANY_QUICK_LOSSES = 3;
/** What is missing is asked for again. */
const ASK_AGAIN_MS = 10_000;

/** Creates the feed of a desk; it connects once somebody follows it. */
export function createDeskFeed({ access, password, connect, clock, random, onViews }: FeedParts): TeamFeed {
  const { broker, site, deskId, audience, views } = access;
  const keys = access.keys.flatMap((key) => readPublicKey(key) ?? []);
  const listeners = new Set<(state: FeedState) => void>();
  const watch = createPublisherWatch();
  const replicas = new Map<string, Replica>(views.map((view) => [view, createReplica()]));
  const days = createDayReader({ clock, access, session: () => session });
  let published: { readonly message: ViewsMessage; readonly stamp: Stamp } | null = null;
  let team: FeedTeam | null = null;
  /** Whether a view has another team than is announced. */
  let isOther = false;
  let forged = 0;
  let unusable: Extract<FeedLink, { readonly kind: 'unusable' }>['why'] | null = null;

  let session: BrokerSession | null = null;
  let attempt: AbortController | null = null;
  let failures = 0;
  let upAt = 0;
  let quickLosses = 0;
  let problem: { readonly error: AppError; readonly nextAt: number } | null = null;
  let isRefused = false;
  let isSilent = false;
  /** Views whose snapshot and catch-up are subscribed to. */
  const asked = new Set<string>();
  const timers = new Map<'reconnect' | 'silent' | 'late' | 'announce' | 'ask', () => void>();

  function after(name: Parameters<typeof timers.set>[0], delayMs: number, action: () => void): void {
    timers.get(name)?.();
    timers.set(
      name,
      clock.after(Math.max(0, delayMs), () => {
        timers.delete(name);
        action();
      }),
    );
  }

  function cancel(...names: readonly Parameters<typeof timers.set>[0][]): void {
    for (const name of names) {
      timers.get(name)?.();
      timers.delete(name);
    }
  }

  function link(): FeedLink {
    if (problem !== null) return { kind: 'broker', ...problem };
    if (session === null) return { kind: 'connecting' };
    if (isRefused) return { kind: 'refused' };
    const { presence } = watch.state(clock.now());
    if (presence === 'gone' || presence === 'late') return { kind: 'publisher', why: presence };
    if (presence === 'unheard' && unusable !== null) return { kind: 'unusable', why: unusable };
    if (presence === 'unheard') return isSilent ? { kind: 'silent' } : { kind: 'connecting' };
    if (team === null) return unusable === null ? { kind: 'connecting' } : { kind: 'unusable', why: unusable };
    // A snapshot may be older than the last poll by hours; the catch-up says whether it is. So may the team of a publisher
    // that has ended, while the next one has read none.
    const isBehind = [...replicas.values()].map((replica) => replica.state()).every((has) => !isPresent(has));
    return { kind: presence === 'live' && isBehind ? 'unconfirmed' : presence };
  }

  function isPresent({ needs, team: had }: ReplicaState): boolean {
    return needs === null && had !== null && watch.leads(had.stamp);
  }

  function state(): FeedState {
    return { link: link(), team, views: published?.message ?? null, forged };
  }

  const teamsNow = () => viewTeams([...replicas].map(([view, replica]) => [view, replica.state()] as const));

  function announce(): void {
    cancel('announce');
    const now = clock.now();
    const teams = teamsNow();
    const { presence, changesAt } = watch.state(now);
    // Whose clock is not known yet, and may be hours ahead, does not say of when the team is.
    const isDatable = watch.clockOffsetMs() !== null || presence !== 'unconfirmed';
    if (isDatable && isOther) {
      team = unionOf(teams, watch, now);
      isOther = false;
    }
    if (changesAt === null) cancel('late');
    else after('late', changesAt - now, announce);
    const next = state();
    for (const listener of [...listeners]) listener(next);
  }

  /** The views of one poll come one after the other: they are announced together. */
  function announceTogether(): void {
    const teams = teamsNow();
    if (teams.length === views.length && isOneRevision(teams)) announce();
    else announceSoon();
  }

  /** However many messages come that say nothing new, or cannot be believed, they are announced now and then. */
  function announceSoon(): void {
    if (!timers.has('announce')) after('announce', ONE_POLL_MS, announce);
  }

  async function start(): Promise<void> {
    cancel('reconnect');
    const abort = new AbortController();
    attempt = abort;
    const connected = await connect({
      target: { url: broker, clientId: deskId, user: deskId, password: password.export().toString() },
      onMessage: take,
      onLost: (error) => (attempt === abort ? failed(error) : undefined),
      signal: abort.signal,
    });
    if (attempt !== abort) {
      if (connected.ok) await connected.value.end();
      return;
    }
    if (!connected.ok) return failed(connected.error);
    session = connected.value;
    upAt = clock.now();
    problem = null;
    isSilent = false;
    isRefused = false;
    unusable = null;
    watch.connected();
    asked.clear();
    for (const replica of replicas.values()) replica.missed();
    after('silent', SILENT_AFTER_MS, () => {
      isSilent = true;
      announce();
    });
    announce();
    await subscribe(session);
  }

  /** Deltas first, so that none is missed while the snapshot is read. */
  async function subscribe(to: BrokerSession): Promise<void> {
    const deltas = views.map((view) => topicOf(site, { kind: 'delta', audience, view }));
    const common = [publisherTopics(site), topicOf(site, { kind: 'views', audience })];
    const refused = await to.subscribe([...common, ...deltas]);
    if (session !== to || !refused.ok) return;
    isRefused = deltas.every((topic) => refused.value.includes(topic));
    if (isRefused) return announce();
    await askWhereNeeded();
  }

  /** Takes snapshot and catch-up of the views that lack them, and leaves those alone that have what they need. */
  async function askWhereNeeded(): Promise<void> {
    const to = session;
    if (to === null) return;
    const needy = [...replicas].filter(([, replica]) => replica.state().needs !== null).map(([view]) => view);
    const settled = [...asked].filter((view) => !needy.includes(view));
    const next = needy.filter((view) => !asked.has(view));
    for (const view of settled) asked.delete(view);
    for (const view of next) asked.add(view);
    if (needy.length > 0 && !timers.has('ask')) after('ask', ASK_AGAIN_MS, askAgain);
    if (settled.length > 0) await to.unsubscribe(settled.flatMap(topicsOf));
    if (next.length > 0) await to.subscribe(next.flatMap(topicsOf));
  }

  /** What was retained comes again with each subscription. */
  function askAgain(): void {
    asked.clear();
    void askWhereNeeded();
  }

  function topicsOf(view: string): readonly string[] {
    return [snapshotTopics(site, { audience, view }), topicOf(site, { kind: 'catchup', audience, view })];
  }

  function failed(error: AppError): void {
    const wasUp = session !== null;
    session = null;
    attempt = null;
    cancel('silent', 'announce', 'ask');
    days.lost();
    failures = wasUp ? 0 : failures + 1;
    if (wasUp) quickLosses = clock.now() - upAt < QUICK_LOSS_MS ? quickLosses + 1 : 0;
    const laterMs = Math.min(RECONNECT_SPREAD_MS * 2 ** Math.max(0, failures - 2), MAX_RECONNECT_SPREAD_MS);
    const spreadMs = wasUp && quickLosses === 0 ? FIRST_SPREAD_MS : laterMs;
    const delayMs = RECONNECT_MIN_MS + Math.round(random() * (spreadMs - RECONNECT_MIN_MS));
    const isTwice = quickLosses >= MANY_QUICK_LOSSES;
    const told = isTwice ? { ...error, message: `${error.message} ${texts.perhapsTwice}` } : error;
    problem = { error: told, nextAt: clock.now() + delayMs };
    after('reconnect', delayMs, () => void start());
    announce();
  }

  function take({ topic, bytes, isRetained }: BrokerMessage): void {
    const place = placeOf(site, topic);
    if (place === null) return;
    const message = opened(topic, bytes, keys);
    if ('problem' in message) {
      if (message.problem === 'empty') return;
      if (message.problem === 'forged') forged += 1;
      unusable = message.problem;
      return announceSoon();
    }
    cancel('silent');
    isSilent = false;
    takeAt(place, message, isRetained);
  }

  function takeAt(place: Place, message: OpenedMessage, isRetained: boolean): void {
    const { header, body } = message;
    const heard = { header, isRetained, arrivedAt: clock.now() };
    switch (place.kind) {
      case 'day':
        return days.take(place, message);
      case 'publisher': {
        const publisher = readContent('publisher', [body]);
        if (publisher === null || place.publisher !== header.publisher) unusable = 'damaged';
        else watch.heard({ ...heard, publisher });
        return announceTogether();
      }
      case 'views':
        return takeViews(readContent('views', [body]), header);
      default:
        return takeTeam(place, message, heard);
    }
  }

  function takeViews(message: ViewsMessage | null, stamp: Stamp): void {
    const order = published === null ? 1 : comparePublishers(stamp, published.stamp);
    const isOlder = order < 0 || (order === 0 && stamp.sentAt < (published?.stamp.sentAt ?? 0));
    if (message === null) unusable = 'damaged';
    else if (!isOlder) {
      published = { message, stamp };
      onViews?.(message);
    }
    announceTogether();
  }

  function takeTeam(
    place: Extract<Place, { readonly kind: ReplicaMessage['kind'] }>,
    { header, body }: OpenedMessage,
    heard: Omit<Parameters<typeof watch.heard>[0], 'facts'>,
  ): void {
    const replica = replicas.get(place.view);
    if (replica === undefined || place.audience !== audience) return;
    const part = place.kind === 'snapshot' ? { part: place.part } : {};
    const before = replica.state();
    const after = replica.take({ kind: place.kind, ...part, header, body });
    if (after.problem !== null) unusable = after.problem;
    else if (after.team !== null) unusable = null;
    const facts: TeamFacts | undefined = after.team === before.team ? undefined : after.team?.content;
    isOther ||= facts !== undefined;
    watch.heard({ ...heard, ...(facts !== undefined && { facts }) });
    if (facts === undefined && after.needs === before.needs) announceSoon();
    else announceTogether();
    void askWhereNeeded();
  }

  function stop(): void {
    cancel('reconnect', 'silent', 'late', 'announce', 'ask');
    attempt?.abort();
    attempt = null;
    const ended = session;
    session = null;
    problem = null;
    days.lost();
    void ended?.end();
  }

  function follow(listener: (state: FeedState) => void): () => void {
    listeners.add(listener);
    listener(state());
    if (attempt === null && problem === null) void start();
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) stop();
    };
  }

  /** Resolves once something holds, or it takes too long. */
  async function until(holds: () => boolean, signal?: AbortSignal, withinMs?: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = withinMs === undefined ? null : clock.after(withinMs, resolve);
    signal?.addEventListener('abort', () => resolve(), { once: true });
    const unfollow = follow(() => {
      if (holds()) resolve();
    });
    await promise;
    cancel?.();
    unfollow();
  }

  return {
    follow,
    retry() {
      if (problem === null) return;
      problem = null;
      announce();
      void start();
    },
    async day(date, signal) {
      const unfollow = follow(() => undefined);
      await until(() => session !== null || problem !== null, signal);
      // Whose day it is comes with the views; where these are not retained, the day is read without.
      if (session !== null) await until(() => published !== null || session === null, signal, SILENT_AFTER_MS);
      const answer = problem === null ? ok(await days.read(date, signal)) : err(problem.error);
      unfollow();
      return answer;
    },
  };
}
