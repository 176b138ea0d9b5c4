import { linkError, type FeedLink, type FeedState, type FeedTeam } from '../../relay/wire/team-feed.ts';
import { diffAgents } from '../../shared/team/delta.ts';
import { clockMinute } from '../../shared/format.ts';
import {
  EMPTY_FILTER,
  filterKey,
  selectionOf,
  STATUSES,
  type Agent,
  type DeskLink,
  type Health,
} from '../../shared/model.ts';
import { fail } from '../../shared/result.ts';
import { deskTexts as texts } from '../../shared/texts/relay/desk.ts';
import type { AnswerSource, SourcedTeam } from './answer-source.ts';
import { healthAfter, pausedHealth, startingHealth } from '../health.ts';
import { isGapBetween, type MergedAnswer } from '../merge.ts';
import { whyNotSent } from '../once/published-members.ts';
import type { AnswerFacts } from '../team-store.ts';
import type { LiveTeamParts } from '../types.ts';

/** Of today as much is published so often at most. */
const DAY_EVERY_MS = 5 * 60_000;
/** To read a day and publish it takes so long at most. */
const PUBLISHING_MS = 60_000;
/** Before anything was heard, as a publisher is likely to poll. */
const USUAL_PACE_MS = 30_000;
/** After a wake the network needs a moment, and many desks wake together. */
const WAKE_MIN_MS = 1_000;
const WAKE_SPREAD_MS = 2_000;

/** Creates what keeps the team of a desk true: what its publisher says, and nothing that this computer could ask. */
export function createFeedSource(parts: LiveTeamParts, team: () => SourcedTeam): AnswerSource {
  const { clock, random, connections, readToday, onPublished, onPublishedViews } = parts;
  let unfollow: (() => void) | null = null;
  /** What was taken over last. */
  let last: FeedTeam | null = null;
  /** When the answer before was true, with which the next is compared; null where that is a baseline. */
  let previousAt: number | null = null;
  /** The filter of which it was said that it is not published. */
  let notSent: string | null = null;
  let cancelBegin = (): void => undefined;
  let dayReadAt = Number.NEGATIVE_INFINITY;
  let dayRead: AbortController | null = null;
  /** Whether a gap has ended since the last read of today: what is published may be older than that. */
  let isAfterGap = false;

  const intervalMs = (): number => last?.paceMs ?? USUAL_PACE_MS;

  function heard(state: FeedState): void {
    const { store, answered, unanswered } = team();
    const before = store.meta();
    const health = healthOf(state, before.health, clock.now());
    const next = state.team;
    const isNew = next !== null && next !== last;
    if (isNew) answered(mergedWith(next), EMPTY_FILTER, health, factsOf(next));
    else if (!isSameHealth(health, before.health)) unanswered(health);
    if (isNew) last = next;
    if (state.views !== null) onPublishedViews?.(state.views);
    sayWhatIsNotSent();
    if (health.state === 'live') readDayWhenDue();
  }

  function factsOf(published: FeedTeam): AnswerFacts {
    const { asOf, clockOffsetMs, counts, agents } = published;
    const areMembersOther = onPublished?.(published) ?? false;
    return { asOf, clockOffsetMs, counts: isCounted(agents) ? null : counts, areMembersOther };
  }

  /** Whether the agents are there to be counted: a role may have counts alone. */
  function isCounted(agents: ReadonlyMap<string, Agent>): boolean {
    return agents.size > 0 || connections.live()?.profile.relay?.audience !== 'counts';
  }

  function mergedWith({ agents, asOf, clockOffsetMs, ignored, unread, health, paceMs }: FeedTeam): MergedAnswer {
    const before = team().store.all();
    const { changed, removed } = diffAgents(before, agents);
    const statusChanges = changed.flatMap((after) => {
      const known = before.get(after.userId);
      return known === undefined || known.rawStatus === after.rawStatus ? [] : [{ before: known, after }];
    });
    const from = previousAt ?? team().store.meta().asOf;
    const isGap = from !== null && isGapBetween(from, asOf, paceMs);
    const byServer = (at: number): number => at + (clockOffsetMs ?? 0);
    const isBaseline = previousAt === null || asOf < previousAt || isGap || health.state !== 'live';
    previousAt = asOf;
    if (isGap) {
      isAfterGap = true;
      dayReadAt = Number.NEGATIVE_INFINITY;
    }
    return {
      agents: changed.length + removed.length === 0 ? before : agents,
      members: new Map(),
      ...{ changed, removed, statusChanges, isBaseline, ignored },
      unread: isCounted(agents) ? unread : STATUSES,
      gap: isGap ? { from: byServer(from), to: byServer(asOf) } : null,
    };
  }

  /** A view of queues that are not published would wait for ever. */
  function sayWhatIsNotSent(): void {
    const { store } = team();
    if (last === null || !store.isWaiting()) return;
    const { filter } = selectionOf(store.meta().view);
    if (notSent === filterKey(filter)) return;
    notSent = filterKey(filter);
    store.takeNamed(filter, fail('not-on-desk', { message: whyNotSent(filter) }));
  }

  /** Cards and history of today follow what is published of it. */
  function readDayWhenDue(): void {
    const live = connections.live();
    const now = clock.now();
    const isDue = now >= dayReadAt + DAY_EVERY_MS || now < dayReadAt - PUBLISHING_MS;
    if (live === null || dayRead !== null || !isDue || live.profile.relay?.audience === 'counts') return;
    // What happened in a gap is known once today was published again: a part of it promises nothing.
    const request = isAfterGap ? { emails: [], pages: 1 } : { emails: [] };
    dayReadAt = isAfterGap ? now + PUBLISHING_MS : now;
    isAfterGap = false;
    const abort = new AbortController();
    dayRead = abort;
    void readToday(live, request, team().store.all(), abort.signal).then(() => {
      if (dayRead !== abort) return;
      dayRead = null;
      parts.onDetails?.();
    });
  }

  function begin(): void {
    end();
    const feed = connections.live()?.feed ?? null;
    if (feed === null) return;
    // The first state comes before `follow` has answered.
    let isOver = false;
    const stop = feed.follow((state) => {
      if (!isOver) heard(state);
    });
    unfollow = () => {
      isOver = true;
      stop();
    };
  }

  function end(): void {
    cancelBegin();
    unfollow?.();
    unfollow = null;
    dayRead?.abort();
    dayRead = null;
  }

  function beginIn(delayMs: number): void {
    end();
    cancelBegin = clock.after(delayMs, begin);
  }

  return {
    intervalMs,
    begin: (delayMs) => (delayMs > 0 ? beginIn(delayMs) : begin()),
    restart: () => sayWhatIsNotSent(),
    refresh() {
      connections.live()?.feed?.retry();
      return Promise.resolve({ runsAt: null });
    },
    wake() {
      previousAt = null;
      // The connection may have been cut while the computer slept.
      beginIn(WAKE_MIN_MS + random() * WAKE_SPREAD_MS);
    },
    pause(forMs) {
      const { store } = team();
      if (forMs === null) return begin();
      beginIn(forMs);
      store.setHealth(pausedHealth(store.meta().health, clock.now(), clock.now() + forMs));
    },
    forget() {
      end();
      last = null;
      previousAt = null;
      notSent = null;
      dayReadAt = Number.NEGATIVE_INFINITY;
    },
    stop: end,
    isAnsweredAlone: () => false,
    progress: () => undefined,
    people: () => null,
    rows: () => [],
  };
}

/** What the links of a desk come to, the one that is down named. */
function healthOf({ link, team, missing, refused }: FeedState, previous: Health, now: number): Health {
  switch (link.kind) {
    case 'connecting':
      return previous.state === 'live' ? startingHealth(now) : { ...previous, nextAt: now };
    case 'live':
      return team === null || team.health.state === 'live'
        ? {
            ...healthAfter(null, previous, now, team?.health.nextAt ?? null),
            message: [
              ...(missing.length === 0 ? [] : [texts.missing(missing)]),
              ...(refused === null ? [] : [texts.refusedMessages[refused.why](clockMinute(refused.at))]),
            ].join(' '),
          }
        : { ...behind('kore', texts.kore(team.health.message), previous, now), nextAt: team.health.nextAt };
    case 'kore':
      return { ...behind('kore', linkError(link).message, previous, now), nextAt: link.health.nextAt };
    case 'broker':
      return { ...healthAfter(linkError(link), previous, now, link.nextAt), link: 'broker' };
    case 'refused':
      return { ...healthAfter(linkError(link), previous, now, null), link: 'broker' };
    case 'unconfirmed':
      return behind(link.late.length > 0 ? 'view' : 'publisher', linkError(link).message, previous, now);
    case 'silent':
      return behind('publisher', linkError(link).message, previous, now);
    case 'unusable':
      return behind(REFUSED_FOR[link.why], linkError(link).message, previous, now);
    case 'deleted':
      return behind('role', linkError(link).message, previous, now);
    case 'publisher':
      return behind(LACKING_FOR[link.why], linkError(link).message, previous, now);
  }
}

const REFUSED_FOR: Record<Extract<FeedLink, { readonly kind: 'unusable' }>['why'], DeskLink> = {
  forged: 'key',
  damaged: 'messages',
  'newer-version': 'version',
  'older-version': 'version',
};

const LACKING_FOR: Record<Extract<FeedLink, { readonly kind: 'publisher' }>['why'], DeskLink> = {
  unused: 'publisher',
  gone: 'publisher',
  late: 'publisher',
  stranger: 'key',
  clock: 'clock',
  audience: 'role',
  'no-team': 'team',
};

/** A link behind the broker is down. */
function behind(link: DeskLink, message: string, { state, since, ...previous }: Health, now: number): Health {
  const isSame = state === 'stale' && previous.link === link;
  return { state: 'stale', since: isSame ? since : now, nextAt: null, message, link };
}

function isSameHealth(a: Health, b: Health): boolean {
  return a.state === b.state && a.nextAt === b.nextAt && a.message === b.message && a.link === b.link;
}
