import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { DeskAccess } from '../../shared/model.ts';
import { err, ok } from '../../shared/result.ts';
import type { BrokerMessage, BrokerSession, connectBroker } from '../broker/session.ts';
import { opened } from '../wire/envelope.ts';
import { linkError, type FeedLink, type FeedState, type FeedViews, type TeamFeed } from '../wire/team-feed.ts';
import { readPublicKey } from '../wire/keys.ts';
import { placeOf, publisherTopics, snapshotTopics, topicOf } from '../wire/topics.ts';
import { createDayReader } from './day-reader.ts';
import { createHeard, SILENT_AFTER_MS } from './heard.ts';
import { createDeskLink } from './link.ts';

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

/** The views of one poll follow each other closely. */
const ONE_POLL_MS = 300;
/** What is missing is asked for again. */
const ASK_AGAIN_MS = 10_000;
/** Of several days, the next one is asked for this soon. */
const NEXT_DAY_MS = 1_000;

/** Creates the feed of a desk; it connects once somebody follows it. */
export function createDeskFeed({ onViews, ...parts }: FeedParts): TeamFeed {
  const { access, clock } = parts;
  const { site, audience, views } = access;
  const keys = access.keys.flatMap((key) => readPublicKey(key) ?? []);
  const listeners = new Set<(state: FeedState) => void>();
  const heard = createHeard(access, onViews);
  const viewsTopic = topicOf(site, { kind: 'views', audience });
  const link = createDeskLink({ ...parts, onMessage: take, onUp, onDown });
  const days = createDayReader({ clock, access, session: link.session, expected: heard.expected });

  let isRefused = false;
  let isSilent = false;
  /** Views whose catch-up is subscribed to, or their snapshot too. */
  const asked = new Map<string, 'catchup' | 'snapshot'>();
  const timers = new Map<'silent' | 'later' | 'announce' | 'ask' | 'next day', () => void>();
  /** Ends what keeps the connection for the next day. */
  let letGo = (): void => undefined;

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

  function stateAt(now: number): ReturnType<typeof heard.look> {
    const state = heard.look(now);
    return { ...state, link: linkOver(state.link) };
  }

  /** The nearest link that is down, of the one to the broker and those beyond it. */
  function linkOver(beyond: FeedLink): FeedLink {
    const problem = link.problem();
    if (problem !== null) return { kind: 'broker', ...problem };
    if (link.session() === null) return { kind: 'connecting' };
    if (isRefused) return { kind: 'refused' };
    if (isSilent && beyond.kind === 'unusable') return { ...beyond, isAlone: true };
    return isSilent && beyond.kind === 'connecting' ? { kind: 'silent' } : beyond;
  }

  function announce(): void {
    cancel('announce');
    const now = clock.now();
    const state = stateAt(now);
    if (state.changesAt === null) cancel('later');
    else after('later', state.changesAt - now, later);
    for (const listener of [...listeners]) listener(state);
  }

  function later(): void {
    announce();
    void askWhereNeeded();
  }

  /**
   * The views of one poll come one after the other: they are announced together. However many messages come that say nothing
   * new, or cannot be believed, they are announced now and then.
   */
  function announceTogether(): void {
    if (!timers.has('announce')) after('announce', ONE_POLL_MS, announce);
  }

  function onUp(session: BrokerSession): void {
    isSilent = false;
    isRefused = false;
    heard.connected(clock.now());
    asked.clear();
    after('silent', SILENT_AFTER_MS, () => {
      isSilent = true;
      announce();
    });
    announce();
    void subscribe(session);
  }

  function onDown(): void {
    cancel('silent', 'announce', 'ask');
    days.lost();
    announce();
  }

  /** Deltas first, so that none is missed while the snapshot is read. */
  async function subscribe(to: BrokerSession): Promise<void> {
    const deltas = views.map((view) => topicOf(site, { kind: 'delta', audience, view }));
    const common = [publisherTopics(site), viewsTopic];
    const refused = await to.subscribe([...common, ...deltas]);
    if (link.session() !== to || !refused.ok) return;
    const forbidden = views.filter((view) => refused.value.includes(topicOf(site, { kind: 'delta', audience, view })));
    heard.forbid(forbidden);
    isRefused = forbidden.length === views.length;
    if (isRefused) return announce();
    await askWhereNeeded();
  }

  /**
   * Takes what the views lack, and leaves those alone that have what they need. A catch-up is a small part of a snapshot and
   * enough after a short absence, so the snapshot is taken only where it begins later than what is there.
   */
  async function askWhereNeeded(): Promise<void> {
    const to = link.session();
    if (to === null) return;
    const needs = heard.needs(clock.now());
    const settled = [...asked].filter(([view]) => !needs.has(view));
    const next = [...needs].filter(([view, what]) => what !== asked.get(view) && asked.get(view) !== 'snapshot');
    const topics = next.flatMap(([view, what]) => topicsOf(view, what, asked.get(view)));
    for (const [view] of settled) asked.delete(view);
    for (const [view, what] of next) asked.set(view, what);
    if (needs.size > 0 && !timers.has('ask')) after('ask', ASK_AGAIN_MS, askAgain);
    if (settled.length > 0) await to.unsubscribe(settled.flatMap(([view, what]) => topicsOf(view, what)));
    // The views that are retained may be those of a publisher that wins only now.
    const common = stateAt(clock.now()).views === null ? [viewsTopic] : [];
    if (topics.length > 0) await to.subscribe([...common, ...topics]);
  }

  /** What was retained comes again with each subscription; whoever lacks the catch-up alone is sent no more snapshots. */
  function askAgain(): void {
    const needs = heard.needs(clock.now());
    const inVain = [...asked].flatMap(([view, what]) =>
      what === 'snapshot' && needs.get(view) === 'catchup' ? [snapshotTopics(site, { audience, view })] : [],
    );
    if (inVain.length > 0) void link.session()?.unsubscribe(inVain);
    for (const [view] of asked) if (needs.has(view)) asked.delete(view);
    void askWhereNeeded();
  }

  /** Where a view says what it lacks, beside what it `has` asked for. */
  function topicsOf(view: string, what: 'catchup' | 'snapshot', has?: 'catchup' | 'snapshot'): readonly string[] {
    const catchUp = topicOf(site, { kind: 'catchup', audience, view });
    const snapshot = snapshotTopics(site, { audience, view });
    return [...(what === 'snapshot' ? [snapshot] : []), ...(has === undefined ? [catchUp] : [])];
  }

  function take({ topic, bytes, isRetained }: BrokerMessage): void {
    const place = placeOf(site, topic);
    if (place === null) return;
    const message = opened(topic, bytes, keys);
    if ('problem' in message) {
      if (message.problem !== 'empty') heard.refuse(message.problem, place, isRetained, clock.now());
      return announceTogether();
    }
    cancel('silent');
    isSilent = false;
    if (place.kind === 'day') return days.take(place, message);
    // As long as parts of a snapshot come, it need not be asked for again: over a slow network they take longer.
    if (place.kind === 'snapshot' && timers.has('ask')) after('ask', ASK_AGAIN_MS, askAgain);
    const isNew = heard.take(place, message, isRetained, clock.now());
    if (isNew && heard.isWhole()) announce();
    else announceTogether();
    void askWhereNeeded();
  }

  function stop(): void {
    cancel('silent', 'later', 'announce', 'ask');
    link.stop();
    days.lost();
  }

  function follow(listener: (state: FeedState) => void): () => void {
    listeners.add(listener);
    listener(stateAt(clock.now()));
    link.start();
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
      if (link.retry()) announce();
    },
    async day(date, signal, following = []) {
      const unfollow = follow(() => undefined);
      cancel('next day');
      letGo();
      await until(() => link.session() !== null || link.problem() !== null, signal);
      // Whose day it is comes with the views; where these are not retained, the day is read without.
      if (link.session() !== null)
        await until(() => link.session() === null || stateAt(clock.now()).views !== null, signal, SILENT_AFTER_MS);
      const [found] = link.problem() === null ? [date, ...following].map((each) => days.read(each, signal)) : [];
      const content = (await found) ?? null;
      // What did not come because the connection broke off may have been published all the same.
      const problem = content === null ? link.problem() : null;
      const answer = problem === null ? ok(content ?? []) : err(linkError({ kind: 'broker', ...problem }));
      if (following.length === 0 || signal?.aborted === true) unfollow();
      else {
        letGo();
        letGo = unfollow;
        after('next day', NEXT_DAY_MS, unfollow);
      }
      return answer;
    },
  };
}
