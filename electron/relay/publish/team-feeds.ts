import { firstKeptDate } from '../../history/cache/history-tables.ts';
import type { Clock } from '../../shared/clock.ts';
import { EVERYBODY_ID, type Audience, type Health, type View } from '../../shared/model.ts';
import type { PublishedHealth, TeamContent, ViewsMessage } from '../wire/types.ts';
import { createAgentsFor, viewFor } from './audience.ts';
import type { Outlet } from './outlet.ts';
import type { PublishSource } from './types.ts';
import { createViewFeed, SAY_AGAIN_MS, type ViewFeed } from './view-feed.ts';
import { queuesOfView } from './view-queues.ts';

/** The team of each view, as each audience is told of it. */
export interface TeamFeeds {
  /** Publishes what the last answer says, at this revision, as long as it is to; how many views that told, and how many it could not tell. */
  publish(revision: number, isLive?: () => boolean): Promise<Readonly<Record<'told' | 'untold', number>>>;
  /** The broker may have lost everything: the next one has snapshots. */
  sayAgain(): void;
  /** What was said was of another epoch. */
  forget(): void;
}

export interface TeamFeedsParts {
  readonly clock: Clock;
  readonly audiences: readonly Audience[];
  readonly source: PublishSource;
  /** Collects garbage; called where there is much of it. */
  readonly collect: () => void;
}

export function createTeamFeeds({ clock, audiences, source, collect }: TeamFeedsParts, out: Outlet): TeamFeeds {
  const agentsFor = new Map(audiences.map((audience) => [audience, createAgentsFor(audience)]));
  const feeds = new Map<string, ViewFeed>();
  const saidViews = new Map<Audience, { readonly text: string; readonly at: number }>();

  function feedOf(audience: Audience, viewId: string): ViewFeed {
    const id = `${audience} ${viewId}`;
    const feed = feeds.get(id) ?? createViewFeed();
    feeds.set(id, feed);
    return feed;
  }

  async function sayViews(audience: Audience, views: readonly (View | null)[]): Promise<void> {
    const message: ViewsMessage = {
      views: views.map((view) => viewFor(audience, view)),
      timeZone: source.timeZone(),
      isDemo: source.isDemo(),
      daysFrom: source.isHistoryOff() ? null : firstKeptDate(clock.now(), source.retentionDays()),
    };
    const text = JSON.stringify(message);
    const last = saidViews.get(audience);
    if (last?.text === text && clock.now() - last.at < SAY_AGAIN_MS) return;
    if ((await out.say({ kind: 'views', audience }, message)) === 'said')
      saidViews.set(audience, { text, at: clock.now() });
  }

  /** Whether the broker has all of it. */
  async function sayTeam(audience: Audience, view: string, content: TeamContent, revision: number): Promise<boolean> {
    const feed = feedOf(audience, view);
    const of = { audience, view };
    for (const isCold of [false, true]) {
      const { snapshot, catchUp, delta } = feed.step(content, revision, clock.now(), isCold);
      // A catch-up that became too large is as long as a snapshot.
      const said = [
        snapshot === null ? 'said' : await out.say({ ...of, kind: 'snapshot' }, snapshot),
        await out.say({ ...of, kind: 'catchup' }, catchUp),
      ];
      collect();
      if (said.includes('too-large') && !isCold) continue;
      const last = said.includes('too-large') ? 'too-large' : await out.say({ ...of, kind: 'delta' }, delta);
      if (last === 'too-large' && !isCold) continue;
      const isSaid = last === 'said' && !said.includes('lost');
      if (!isSaid) feed.sayAgain();
      return isSaid;
    }
    return false;
  }

  return {
    async publish(revision, isLive = () => true) {
      const views = [null, ...source.views()];
      // All of it is read before anything is said: the next poll may come meanwhile, and is another revision.
      const known = { queues: source.directory().queues, members: source.members(), everybody: source.teamOf(null) };
      const teams = views.map((view) => ({ view, team: source.teamOf(view) }));
      const { asOf, ignored, health, intervalMs: paceMs, clockOffsetMs = null } = source.facts();
      const facts = { ignored, unread: source.unread(), health: publicHealth(health), paceMs, clockOffsetMs };
      let untold = 0;
      for (const audience of audiences) await sayViews(audience, views);
      for (const { view, team } of teams) {
        if (team === null || asOf === null) {
          untold += 1;
          continue;
        }
        const queues = queuesOfView(view, team, known);
        for (const audience of audiences) {
          const agents = agentsFor.get(audience)?.(team.agents) ?? [];
          const content = { counts: team.counts, ...facts, agents, queues: audience === 'counts' ? [] : queues };
          // The retained snapshot may be another publisher's by now.
          if (!isLive() || !(await sayTeam(audience, view?.id ?? EVERYBODY_ID, content, revision)))
            return { told: 0, untold };
        }
      }
      const ids = new Set(views.map((view) => view?.id ?? EVERYBODY_ID));
      for (const key of feeds.keys()) if (!ids.has(key.slice(key.indexOf(' ') + 1))) feeds.delete(key);
      await out.clear(
        (place) =>
          'audience' in place && (!audiences.includes(place.audience) || ('view' in place && !ids.has(place.view))),
      );
      const told = views.length - untold;
      // Without a team, it is not the members of a view that nobody knows.
      return told === 0 ? { told: 0, untold: 0 } : { told, untold };
    },
    sayAgain() {
      for (const feed of feeds.values()) feed.sayAgain();
      saidViews.clear();
    },
    forget() {
      feeds.clear();
      saidViews.clear();
    },
  };
}

/** Of the health of a team what desks are told. */
export function publicHealth({ state, since, nextAt, message }: Health): PublishedHealth {
  return { state, since, nextAt, message };
}
