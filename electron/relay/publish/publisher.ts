import { EVERYBODY_ID, type Audience } from '../../shared/model.ts';
import type { KeyObject } from 'node:crypto';
import { appError, type AppError } from '../../shared/result.ts';
import { publishTexts as texts } from '../../shared/texts/relay/relay.ts';
import type { BrokerMessage, BrokerSession } from '../broker/session.ts';
import { readContent } from '../wire/content.ts';
import { opened, type MessageProblem } from '../wire/envelope.ts';
import { messagesOf } from '../wire/messages.ts';
import { placeOf, publisherTopics, type PlaceOfView } from '../wire/topics.ts';
import type { PublisherMessage, Stamp } from '../wire/types.ts';
import { createDays } from './days.ts';
import { createElection } from './election.ts';
import { createLeftovers } from './leftovers.ts';
import { createBrokerLink, type BrokerLinkParts } from './link.ts';
import { createOutlet } from './outlet.ts';
import { createTeamFeeds, publicHealth } from './team-feeds.ts';
import type { PublishSource } from './types.ts';

/** What a publisher does at present. */
export interface PublisherState {
  /** `live` publishes; `standby` waits for another publisher to end, `listening` for one to be heard: both make no call. */
  readonly role: 'live' | 'standby' | 'listening';
  readonly isConnected: boolean;
  /** What is wrong with the connection to the broker, and when it is tried again; null where nothing is known to be. */
  readonly problem: (AppError & { readonly retryAt: number }) | null;
  /** Why messages of other publishers could not be believed, or read, each reason once. */
  readonly refused: readonly UnreadReason[];
  /** How many views the last poll told of, and of how many nobody knows yet who is in them. */
  readonly told: number;
  readonly untold: number;
}

type UnreadReason = Exclude<MessageProblem, 'empty'>;

/** What a publisher is made of. */
export interface PublisherParts extends Pick<BrokerLinkParts, 'clock' | 'random' | 'connect' | 'target'> {
  readonly site: string;
  /** Its id at the broker. */
  readonly publisher: string;
  readonly key: KeyObject;
  /** The public keys of every publisher of this site, its own among them. */
  readonly keys: readonly KeyObject[];
  readonly audiences: readonly Audience[];
  readonly source: PublishSource;
  readonly version: string;
  /** Begins to read the team, and ends it: only the live publisher makes calls. */
  readonly polls: { start(): void; stop(): void };
  /** Collects garbage; called where there is much of it. */
  readonly collect: () => void;
  readonly onChange: (state: PublisherState) => void;
  readonly onSurprise: (error: unknown) => void;
}

export interface Publisher {
  state(): PublisherState;
  /** The team was polled, successfully or not, or its status details were read. */
  read(what: 'poll' | 'details'): void;
  /** Says that it ends, so that another publisher need not wait. */
  stop(): Promise<void>;
}

/** What a broker has retained comes at once; whoever hears nothing for so long is alone. */
const LISTEN_MS = 2_000;
const LOOK_MS = 1_000;
/** Polls are not exactly an interval apart. */
const LATE = 1.3;
/** Status details come in pages, many of them at the start. */
const DETAILS_MS = 5_000;
/** Without a broker for so many intervals nobody is told anything, so no call is made. */
const INTERVALS_ALONE = 2;

/** Starts to connect, and publishes as long as no other publisher wins. */
export function createPublisher(parts: PublisherParts): Publisher {
  const { clock, site, publisher, key, keys, audiences, source, version, polls, onChange, onSurprise } = parts;
  const election = createElection(publisher);
  /** Null until it was live once. */
  let epoch: number | null = null;
  let revision = 0;
  let asOf = 0;
  let connectedAt = clock.now();
  let lostAt = clock.now();
  let isBusy = false;
  let isDue = false;
  let isStopped = false;
  let beatAt = 0;
  let cancelBeat = (): void => undefined;
  let cancelLook = (): void => undefined;
  let state: PublisherState = {
    ...{ role: 'listening', isConnected: false, problem: null, refused: [], told: 0, untold: 0 },
  };

  const stamp = (): Stamp => ({ epoch: epoch ?? 0, publisher, revision, asOf, sentAt: clock.now() });
  const link = createBrokerLink({
    ...parts,
    will() {
      const [will] = messagesOf(site, { kind: 'publisher', publisher }, messageOf('gone'), stamp(), key) ?? [];
      return will;
    },
    onUp: (session) => void up(session).catch(onSurprise),
    onDown(problem, retryAt) {
      if (state.isConnected) lostAt = clock.now();
      change({ isConnected: false, problem: { ...problem, retryAt } });
    },
    onMessage: take,
  });
  const { session } = link;
  const out = createOutlet({ site, key, stamp, session });
  const feeds = createTeamFeeds(parts, out);
  const days = createDays(parts, out);
  const leftovers = createLeftovers({ clock, site, keys, out, session, isPublished, expired: days.expired });

  function change(next: Partial<PublisherState>): void {
    const before = JSON.stringify(state);
    state = { ...state, ...next };
    if (JSON.stringify(state) !== before) onChange(state);
  }

  function messageOf(role: PublisherMessage['state']): PublisherMessage {
    const isTeamless = role === 'live' && asOf === 0;
    return {
      ...{ state: role, paceMs: source.intervalMs(), version, audiences },
      ...(isTeamless && { health: publicHealth(source.facts().health) }),
    };
  }

  function isPublished({ audience, view }: PlaceOfView): boolean {
    return audiences.includes(audience) && (view === EVERYBODY_ID || source.views().some(({ id }) => id === view));
  }

  function sayAgain(): void {
    feeds.sayAgain();
    days.sayAgain();
  }

  async function up(to: BrokerSession): Promise<void> {
    connectedAt = clock.now();
    const heard = await to.subscribe([publisherTopics(site)]);
    if (!heard.ok) return; // the connection is lost, which comes by itself
    if (heard.value.length > 0) return link.fail(appError('forbidden', { message: texts.cannotListen }));
    // What it stood by for may be gone.
    change({ isConnected: true, problem: null, role: state.role === 'live' ? 'live' : 'listening' });
    await out.say({ kind: 'publisher', publisher }, messageOf(state.role === 'live' ? 'live' : 'standby'));
    sayAgain(); // a broker may come back without what it had retained
    if (state.role === 'live') await publish();
  }

  function take(message: BrokerMessage): void {
    const { topic, bytes, isRetained } = message;
    const place = placeOf(site, topic);
    if (place?.kind !== 'publisher') return leftovers.take(message);
    const read = opened(topic, bytes, keys);
    const said = 'header' in read ? readContent('publisher', [read.body]) : null;
    if (!('header' in read) || said === null) {
      const why = 'problem' in read ? read.problem : 'damaged';
      // An earlier run of this publisher may have been another version.
      const isOwn = isRetained && place.publisher === publisher;
      if (why !== 'empty' && !isOwn) change({ refused: [...new Set([...state.refused, why])] });
      return;
    }
    election.hear(read.header, said, clock.now(), isRetained);
    if (state.role !== 'live') return;
    if (election.isBeaten(stamp(), clock.now())) stepBack('standby');
    // One that steps back may have replaced what is retained.
    else if (said.state === 'live' && read.header.publisher !== publisher) sayAgain();
  }

  /** Looks once a second what has become of the others and of the connection. */
  function look(): void {
    cancelLook = clock.after(LOOK_MS, look);
    const now = clock.now();
    // Where the clock was set back, it counts anew from here on.
    connectedAt = Math.min(connectedAt, now);
    lostAt = Math.min(lostAt, now);
    if (state.role === 'live') {
      const isAlone = !state.isConnected && now - lostAt > INTERVALS_ALONE * source.intervalMs();
      if (isAlone) stepBack('listening');
      return;
    }
    const hasListened = state.isConnected && now - connectedAt >= LISTEN_MS;
    if (!hasListened) return;
    if (election.isBeaten(null, now)) change({ role: election.isHeard(now) ? 'standby' : 'listening' });
    // What is still under way must not be signed with another epoch.
    else if (!isBusy) takeOver();
  }

  function takeOver(): void {
    epoch = election.nextEpoch(clock.now());
    revision = 0;
    feeds.forget();
    days.sayAgain();
    change({ role: 'live' });
    void out.say({ kind: 'publisher', publisher }, messageOf('live'));
    const to = session();
    if (to !== null) void leftovers.look(to);
    polls.start();
    publishSoon(LATE * source.intervalMs());
  }

  function stepBack(role: 'standby' | 'listening'): void {
    cancelBeat();
    change({ role, told: 0, untold: 0 });
    polls.stop();
    void out.say({ kind: 'publisher', publisher }, messageOf('standby'));
  }

  function publishSoon(delayMs: number): void {
    cancelBeat();
    if (isStopped) return;
    beatAt = clock.now() + delayMs;
    const run = (): void => void publish().catch(onSurprise);
    cancelBeat = delayMs === 0 ? () => undefined : clock.after(delayMs, run);
    if (delayMs === 0) run();
  }

  async function publish(): Promise<void> {
    if (state.role !== 'live' || isStopped) return;
    // Desks have to hear that the publisher is there also while Kore.ai lets polls wait.
    publishSoon(LATE * source.intervalMs());
    isDue = isBusy || !state.isConnected;
    if (isDue) return;
    isBusy = true;
    try {
      revision += 1;
      parts.collect(); // what the team was before, and what followed from its changes
      asOf = (source.teamOf(null) && source.facts().asOf) ?? asOf;
      // The team is read at once: it is that of this time.
      const [, told] = await Promise.all([
        out.say({ kind: 'publisher', publisher }, messageOf('live')),
        feeds.publish(revision, () => state.role === 'live'),
      ]);
      if (state.role === 'live') change(told);
      parts.collect(); // what views were compared with; the next answer needs the room
      void days.publish().catch(onSurprise);
    } finally {
      isBusy = false;
    }
    // Polls that came meanwhile are one change.
    if (isDue) await publish();
  }

  look();
  return {
    state: () => state,
    read(what) {
      if (what === 'poll') publishSoon(0);
      else if (clock.now() + DETAILS_MS < beatAt) publishSoon(DETAILS_MS);
    },
    async stop() {
      isStopped = true; // what is under way must not begin again
      cancelBeat();
      cancelLook();
      days.stop();
      if (epoch !== null) await out.say({ kind: 'publisher', publisher }, messageOf('gone'));
      await link.stop();
    },
  };
}
