import type { DeskAccess } from '../../shared/model.ts';
import { readContent } from '../wire/content.ts';
import type { Header, OpenedMessage } from '../wire/envelope.ts';
import type { FeedState, FeedTeam, FeedViews, RefusedMessages } from '../wire/team-feed.ts';
import { comparePublishers, compareSent, createReplica, type Replica } from '../wire/replica.ts';
import type { Place } from '../wire/topics.ts';
import type { PublishedHealth, PublisherMessage, Stamp, TeamFacts, ViewsMessage } from '../wire/types.ts';
import { createPublisherWatch, type PublisherWatch } from './publisher-watch.ts';
import { createRefusals } from './refusals.ts';
import { isOneRevision, unionOf, viewTeams, type ViewTeam } from './union.ts';

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
  /** Views that lack what only their snapshot and catch-up tell. */
  needy(now: number): readonly string[];
  /** Whether every view is at one revision of one publisher: nothing else of it is on its way. */
  isWhole(): boolean;
  /** What all of it comes to, and when that changes by time alone; null for never. */
  look(now: number): FeedState & { readonly changesAt: number | null };
}

/** A publisher that is there says something at once: it is retained. */
export const SILENT_AFTER_MS = 5_000;
/** The views of one poll follow each other this closely, also over a slow network. */
const LAG_MS = 10_000;
/** A message of the present is no older, or newer, where two clocks are right. */
const PRESENT_MS = 60_000;

/** Creates what has heard nothing. */
export function createHeard(
  { audience, views }: Pick<DeskAccess, 'audience' | 'views'>,
  onViews?: (said: FeedViews) => void,
): Heard {
  let watch: PublisherWatch;
  let replicas: ReadonlyMap<string, Replica>;
  /** The publisher that wins of all that were heard, at its highest revision. */
  let leader: Header | null = null;
  let published: { readonly message: ViewsMessage; readonly stamp: Stamp } | null = null;
  let team: FeedTeam | null = null;
  /** Whether the team is another one than was looked at last. */
  let isOther = false;
  /** Since when a view has had less than its publisher has said. */
  const behindSince = new Map<string, number>();
  let forbidden: readonly string[] = [];
  const refusals = createRefusals();
  /** Since when the desk is connected, or follows a publisher whose clock is right. */
  let connectedAt = 0;
  /** What the publisher that wins has said of itself. */
  let speaker: PublisherMessage | null = null;
  /** When something new came of a publisher that does not win. */
  let outrankedAt: number | null = null;
  reset();

  function reset(): void {
    watch = createPublisherWatch();
    replicas = new Map<string, Replica>(views.map((view) => [view, createReplica()]));
    leader = null;
    published = null;
    speaker = null;
    outrankedAt = null;
    behindSince.clear();
  }

  /** The views of this desk that its publisher has, as far as that is known, and the broker lets it hear. */
  function expected(): readonly string[] {
    const listed = published?.message.views.map(({ id }) => id);
    return views.filter((view) => !forbidden.includes(view) && (listed === undefined || listed.includes(view)));
  }

  function nameOf(view: string): string | null {
    return published?.message.views.find(({ id }) => id === view)?.name ?? null;
  }

  function teamsOf(of: readonly string[]): readonly ViewTeam[] {
    return viewTeams(
      of.flatMap((view) => {
        const replica = replicas.get(view);
        return replica === undefined ? [] : [[view, replica.state()] as const];
      }),
    );
  }

  function hasTeam(view: string): boolean {
    return (replicas.get(view)?.state().team ?? null) !== null;
  }

  function isLate(view: string, now: number): boolean {
    const since = behindSince.get(view);
    return since !== undefined && (now < since || now - since >= LAG_MS);
  }

  function lags(view: string, now: number): boolean {
    const { team: had = null, needs = null } = replicas.get(view)?.state() ?? {};
    // The next publisher is there before it has read a team; that of the last one may be hours old by then.
    const isOfOther = had !== null && leader !== null && comparePublishers(had.stamp, leader) < 0;
    return isLate(view, now) || isOfOther || needs !== null;
  }

  /**
   * Whether the rest of a poll is on its way: counts of one poll under the time of another would be true of neither. A team
   * that lacks a view which has come is no better.
   */
  function isUnderWay(teams: readonly ViewTeam[], now: number): boolean {
    const isShown = teams.every(({ view }) => team?.members.has(view) === true);
    return isShown && !isOneRevision(teams) && !teams.some(({ view }) => isLate(view, now));
  }

  /** Of which nothing came by now although others have: it is said to be missing, and shows nothing. */
  function isAbsent(view: string, now: number): boolean {
    return !hasTeam(view) && now - connectedAt >= SILENT_AFTER_MS;
  }

  function compareRevisions(now: number): void {
    for (const view of views) {
      const stamp = replicas.get(view)?.state().team?.stamp;
      const isBehind =
        stamp !== undefined &&
        leader !== null &&
        (comparePublishers(stamp, leader) < 0 || stamp.revision < leader.revision);
      if (!isBehind) behindSince.delete(view);
      else if (!behindSince.has(view)) behindSince.set(view, now);
    }
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
    reset();
    connectedAt = now;
    leader = header;
    return true;
  }

  function takeViews(message: ViewsMessage | null, stamp: Stamp, now: number): void {
    const order = published === null ? 1 : comparePublishers(stamp, published.stamp);
    const isOlder = order < 0 || (order === 0 && published !== null && compareSent(stamp, published.stamp) < 0);
    if (message === null) refusals.add({ why: 'damaged', at: now });
    else if (!isOlder) {
      published = { message, stamp };
      isOther = true;
      onViews?.(message);
    }
  }

  function takeTeam(
    { view, ...place }: Extract<Place, { readonly kind: 'snapshot' | 'catchup' | 'delta' }>,
    { header, body }: OpenedMessage,
    heard: Omit<Parameters<PublisherWatch['heard']>[0], 'facts'>,
  ): boolean {
    const replica = replicas.get(view);
    if (replica === undefined || place.audience !== audience) return false;
    const part = place.kind === 'snapshot' ? { part: place.part } : {};
    const before = replica.state();
    const after = replica.take({ kind: place.kind, ...part, header, body });
    if (after.problem !== null) refusals.add({ why: after.problem, at: heard.arrivedAt });
    const facts: TeamFacts | undefined = after.team === before.team ? undefined : after.team?.content;
    isOther ||= facts !== undefined;
    watch.heard({ ...heard, ...(facts !== undefined && { facts }) });
    return facts !== undefined || after.needs !== before.needs;
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
      const hasPublished = leader !== null || published !== null;
      return { kind: 'publisher', why: hasPublished ? presence : 'unused' };
    }
    if (presence === 'unheard') {
      const unheard = hasStranger ? 'forged' : why;
      return unheard === null ? { kind: 'connecting' } : { kind: 'unusable', why: unheard, isAlone: false };
    }
    if (expected().length === 0) return { kind: 'deleted' };
    // What is not signed by the publisher does not keep its team away; what cannot be read does.
    const isUnreadable = why !== null && why !== 'forged';
    if (team === null && isUnreadable) return { kind: 'unusable', why, isAlone: false };
    const { audiences, health = null } = speaker ?? {};
    if (presence === 'live' && audiences?.includes(audience) === false) return { kind: 'publisher', why: 'audience' };
    if (team === null && presence === 'live' && health !== null && isFailing(health)) {
      const { since, nextAt } = health;
      const next = nextAt === null ? null : watch.localTime(nextAt);
      return { kind: 'kore', health: { ...health, since: watch.localTime(since), nextAt: next } };
    }
    const isOverdue = presence === 'live' && now - connectedAt >= SILENT_AFTER_MS;
    if (team === null) return isOverdue ? { kind: 'publisher', why: 'no-team' } : { kind: 'connecting' };
    // A snapshot may be older than the last poll by hours, and one view older than the others.
    const all = expected();
    const late = all.filter((view) => lags(view, now) && !isAbsent(view, now));
    if (presence === 'live' && late.length === 0 && all.some(hasTeam)) return { kind: 'live' };
    const isSome = presence === 'live' && late.length < all.length;
    return { kind: 'unconfirmed', late: isSome ? late.flatMap((view) => nameOf(view) ?? []) : [] };
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
      } else if (place.kind === 'views') takeViews(readContent('views', [body]), header, now);
      else if (place.kind !== 'publisher' && isFollowed) isNew = takeTeam(place, message, heard);
      compareRevisions(now);
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
      forbidden = [];
      outrankedAt = null;
      watch.connected();
      for (const replica of replicas.values()) replica.missed();
    },
    forbid(of) {
      forbidden = of;
      isOther = true;
    },
    needy: (now) => expected().filter((view) => lags(view, now)),
    isWhole() {
      const all = expected();
      const teams = teamsOf(all);
      return teams.length === all.length && isOneRevision(teams);
    },
    look(now) {
      const all = expected();
      const { presence, changesAt } = watch.state(now);
      // Whose clock is not known yet, and may be hours ahead, does not say of when the team is.
      const isOfFuture = leader !== null && leader.sentAt > now + PRESENT_MS;
      const isDatable = watch.clockOffsetMs() !== null || (presence !== 'unconfirmed' && !isOfFuture);
      const teams = isDatable && isOther ? teamsOf(all) : [];
      const isHeld = isUnderWay(teams, now);
      if (teams.length > 0 && !isHeld) team = unionOf(teams, watch, now);
      if (isDatable && !isHeld) isOther = false;
      const later = [
        changesAt,
        ...refusals.changesAt(now),
        ...[...behindSince.values()].map((since) => since + LAG_MS),
        all.every(hasTeam) ? null : connectedAt + SILENT_AFTER_MS,
      ].filter((at) => at !== null && at > now);
      return {
        link: linkAt(now),
        team,
        views: published?.message ?? null,
        missing: views.filter((view) => !all.includes(view) || isAbsent(view, now)).map(nameOf),
        refused: refusals.last(now),
        changesAt: later.length === 0 ? null : Math.min(...later.map(Number)),
      };
    },
  };
}

function isFailing({ state }: PublishedHealth): boolean {
  return state !== 'live' && state !== 'starting';
}
