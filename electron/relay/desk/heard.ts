import { EVERYBODY_ID, type DeskAccess } from '../../shared/model.ts';
import { readContent } from '../wire/content.ts';
import type { Header, OpenedMessage } from '../wire/envelope.ts';
import type { FeedState, FeedViews, RefusedMessages } from '../wire/team-feed.ts';
import { comparePublishers } from '../wire/replica.ts';
import type { Place } from '../wire/topics.ts';
import type { PublishedHealth, PublisherMessage } from '../wire/types.ts';
import { createHeardViews } from './heard-views.ts';
import { createPublisherWatch, type PublisherWatch } from './publisher-watch.ts';
import { createRefusals } from './refusals.ts';

/** What a desk has heard of its team, whatever the connection is. Instants are by this computer's clock. */
export interface Heard {
  /** Takes a verified message of a team, its views or its publisher; whether that changes more than a time. */
  take(
    place: Exclude<Place, { readonly kind: 'day' }>,
    message: OpenedMessage,
    isRetained: boolean,
    now: number,
  ): boolean;
  /** A message came that cannot be believed, or read. */
  refuse(why: RefusedMessages['why'], place: Place, isRetained: boolean, now: number): void;
  /** Nothing that was heard before says that the publisher is there now, and changes may have been missed. */
  connected(now: number): void;
  /** The broker lets this desk hear nothing of these views. */
  forbid(views: readonly string[]): void;
  /** The views of which something may come. */
  expected(): readonly string[];
  /** Views that lack what only their catch-up tells, or their snapshot and catch-up. */
  needs(now: number): ReturnType<ReturnType<typeof createHeardViews>['needs']>;
  /** Whether every view is at one revision of one publisher: nothing else of it is on its way. */
  isWhole(): boolean;
  /** What all of it comes to, and when that changes by time alone; null for never. */
  look(now: number): FeedState & { readonly changesAt: number | null };
}

/** A publisher that is there says something at once: it is retained. */
export const SILENT_AFTER_MS = 5_000;
/** A message of the present is no older, or newer, where two clocks are right. */
const PRESENT_MS = 60_000;

/** Creates what has heard nothing. */
export function createHeard(desk: Pick<DeskAccess, 'audience' | 'views'>, onViews?: (said: FeedViews) => void): Heard {
  const views = createHeardViews(desk.views);
  const refusals = createRefusals();
  let watch = createPublisherWatch();
  /** The publisher that wins of all that were heard, at its highest revision. */
  let leader: Header | null = null;
  /** Since when the desk is connected, or follows a publisher whose clock is right. */
  let connectedAt = 0;
  /** What the publisher that wins has said of itself. */
  let speaker: PublisherMessage | null = null;
  /** When something new came of a publisher that does not win. */
  let outrankedAt: number | null = null;

  /** Of which nothing came by now although others have: it is said to be missing, and shows nothing. */
  function isAbsent(view: string, now: number): boolean {
    return !views.hasTeam(view) && now - connectedAt >= SILENT_AFTER_MS;
  }

  /**
   * Whether the publisher that won until now cannot be right: it began in the future, is heard no more, and another one says
   * something new at the present time. What was recorded earlier is not of the present time.
   */
  function isReplaced({ sentAt }: Header, now: number): boolean {
    return leader !== null && leader.epoch > now && Math.abs(now - sentAt) < PRESENT_MS;
  }

  /** Follows the order of publishers; false for a message of one that does not win. */
  function follows(header: Header, isSpeaking: boolean, isRetained: boolean, now: number): boolean {
    const order = leader === null ? 1 : comparePublishers(header, leader);
    if (order > 0 && isSpeaking) outrankedAt = null;
    if (order >= 0) {
      if (isSpeaking && (order > 0 || header.revision > (leader?.revision ?? 0))) leader = header;
      return true;
    }
    if (isRetained || !isSpeaking || isThere(now)) return false;
    if (!isReplaced(header, now)) {
      outrankedAt = now;
      return false;
    }
    watch = createPublisherWatch();
    views.restart();
    speaker = null;
    outrankedAt = null;
    connectedAt = now;
    leader = header;
    return true;
  }

  function takeTeam(
    { view, ...place }: Extract<Place, { readonly kind: 'snapshot' | 'catchup' | 'delta' }>,
    { header, body }: OpenedMessage,
    heard: Omit<Parameters<PublisherWatch['heard']>[0], 'facts'>,
  ): boolean {
    if (place.audience !== desk.audience) return false;
    const part = place.kind === 'snapshot' ? { part: place.part } : {};
    const taken = views.take(view, { kind: place.kind, ...part, header, body });
    if (taken === null) return false;
    const { isNew, facts, problem } = taken;
    if (problem !== null) refusals.add({ why: problem, at: heard.arrivedAt });
    watch.heard({ ...heard, ...(facts !== undefined && { facts }) });
    return isNew;
  }

  function isThere(now: number): boolean {
    const { presence } = watch.state(now);
    return presence === 'live' || presence === 'unconfirmed';
  }

  function linkAt(now: number): FeedState['link'] {
    const { presence } = watch.state(now);
    if (!isThere(now) && outrankedAt !== null) return { kind: 'publisher', why: 'clock' };
    const refused = refusals.last(now);
    const why = refused !== null && refused.at >= connectedAt ? refused.why : null;
    const strangerAt = refusals.strangerAt(now);
    const hasStranger = strangerAt !== null && strangerAt >= connectedAt;
    if (presence === 'gone' || presence === 'late') {
      if (hasStranger) return { kind: 'publisher', why: 'stranger' };
      // It may have come back, or its standby may have taken over.
      const isOtherVersion = why === 'newer-version' || why === 'older-version';
      if (isOtherVersion) return { kind: 'unusable', why, isAlone: true };
      // A check of the broker leaves behind that the publisher is gone, before anything was published.
      const hasPublished = leader !== null || views.list() !== null;
      return { kind: 'publisher', why: hasPublished ? presence : 'unused' };
    }
    if (presence === 'unheard') {
      const unheard = hasStranger ? 'forged' : why;
      return unheard === null ? { kind: 'connecting' } : { kind: 'unusable', why: unheard, isAlone: false };
    }
    const expected = views.expected();
    if (expected.length === 0) return { kind: 'deleted' };
    const hasTeam = views.team() !== null;
    // What is not signed by the publisher does not keep its team away; what cannot be read does.
    const isUnreadable = why !== null && why !== 'forged';
    if (!hasTeam && isUnreadable) return { kind: 'unusable', why, isAlone: false };
    const { audiences, health = null } = speaker ?? {};
    if (presence === 'live' && audiences?.includes(desk.audience) === false)
      return { kind: 'publisher', why: 'audience' };
    if (!hasTeam && presence === 'live' && health !== null && isFailing(health)) {
      const { since, nextAt } = health;
      const next = nextAt === null ? null : watch.localTime(nextAt);
      return { kind: 'kore', health: { ...health, since: watch.localTime(since), nextAt: next } };
    }
    const isOverdue = presence === 'live' && now - connectedAt >= SILENT_AFTER_MS;
    if (!hasTeam) return isOverdue ? { kind: 'publisher', why: 'no-team' } : { kind: 'connecting' };
    // A snapshot may be older than the last poll by hours, and one view older than the others.
    const late = views.lagging(leader, now).filter((view) => view === EVERYBODY_ID || !isAbsent(view, now));
    if (presence === 'live' && late.length === 0 && expected.some(views.hasTeam)) return { kind: 'live' };
    const isSome = presence === 'live' && late.length < expected.length;
    return { kind: 'unconfirmed', late: isSome ? late.flatMap((view) => views.nameOf(view) ?? []) : [] };
  }

  return {
    take(place, message, isRetained, now) {
      const { header, body } = message;
      const heard = { header, isRetained, arrivedAt: now };
      const publisher = place.kind === 'publisher' ? readContent('publisher', [body]) : null;
      if (place.kind === 'publisher' && (publisher === null || place.publisher !== header.publisher)) {
        refusals.add({ why: 'damaged', at: now });
        return false;
      }
      // A will was signed earlier, and a standby does not speak for the team.
      const isSpeaking = publisher === null ? place.kind !== 'views' : publisher.state === 'live';
      const isFollowed = follows(header, isSpeaking, isRetained, now);
      const { presence } = watch.state(now);
      let isNew = false;
      if (publisher !== null) {
        watch.heard({ ...heard, publisher });
        const before = speaker?.health?.message;
        if (isFollowed && isSpeaking) speaker = publisher;
        isNew = watch.state(now).presence !== presence || speaker?.health?.message !== before;
      } else if (place.kind === 'views') {
        const list = readContent('views', [body]);
        if (list === null) refusals.add({ why: 'damaged', at: now });
        else if (views.takeList(list, header)) onViews?.(list);
      } else if (place.kind !== 'publisher' && isFollowed) isNew = takeTeam(place, message, heard);
      views.compare(leader, now);
      return isNew;
    },
    refuse(why, place, isRetained, now) {
      // Another publisher does no harm while that of this desk is there. What is retained of it does not say that it runs.
      const isStranger = why === 'forged' && place.kind === 'publisher' && place.publisher !== leader?.publisher;
      if (!isStranger) refusals.add({ why, at: now });
      else if (!isRetained) refusals.addStranger(now);
    },
    connected(now) {
      connectedAt = now;
      outrankedAt = null;
      watch.connected();
      views.connected();
    },
    forbid: views.forbid,
    expected: views.expected,
    needs: views.needs,
    isWhole: views.isWhole,
    look(now) {
      const expected = views.expected();
      const { presence, changesAt } = watch.state(now);
      // Whose clock is not known yet, and may be hours ahead, does not say of when the team is.
      const isOfFuture = leader !== null && leader.sentAt > now + PRESENT_MS;
      const isDatable = watch.clockOffsetMs() !== null || (presence !== 'unconfirmed' && !isOfFuture);
      if (isDatable) views.update(watch, now);
      const later = [
        changesAt,
        ...refusals.changesAt(now),
        ...views.changesAt(),
        expected.every(views.hasTeam) ? null : connectedAt + SILENT_AFTER_MS,
      ].filter((at) => at !== null && at > now);
      return {
        link: linkAt(now),
        team: views.team(),
        views: views.list(),
        missing: desk.views.filter((view) => !expected.includes(view) || isAbsent(view, now)).map(views.nameOf),
        refused: refusals.last(now),
        changesAt: later.length === 0 ? null : Math.min(...later.map(Number)),
      };
    },
  };
}

function isFailing({ state }: PublishedHealth): boolean {
  return state !== 'live' && state !== 'starting';
}
