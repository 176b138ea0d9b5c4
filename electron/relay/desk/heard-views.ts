import { EVERYBODY_ID } from '../../shared/model.ts';
import type { FeedTeam } from '../wire/team-feed.ts';
import {
  comparePublishers,
  compareSent,
  createReplica,
  type ReplicaMessage,
  type ReplicaState,
} from '../wire/replica.ts';
import type { Stamp, ViewsMessage } from '../wire/types.ts';
import type { PublisherWatch } from './publisher-watch.ts';
import { unionOf, type ViewTeam } from './union.ts';

/** The views of one poll follow each other this closely, also over a slow network. */
const LAG_MS = 10_000;

/** Creates what a desk has heard of its views, and the team that they make. */
export function createHeardViews(views: readonly string[]) {
  const newReplicas = () => new Map(views.map((view) => [view, createReplica()]));
  let replicas = newReplicas();
  let list: { readonly message: ViewsMessage; readonly stamp: Stamp } | null = null;
  let forbidden: readonly string[] = [];
  /** Since when a view has had less than its publisher has said. */
  const behindSince = new Map<string, number>();
  let team: FeedTeam | null = null;
  /** Whether something came that the team does not have. */
  let isOutdated = false;

  /** Those that the publisher has, as far as that is known, and the broker lets this desk hear. */
  function expected(): readonly string[] {
    const listed = list?.message.views.map(({ id }) => id);
    return views.filter((view) => !forbidden.includes(view) && (listed === undefined || listed.includes(view)));
  }

  const teamOf = (view: string): ReplicaState['team'] => replicas.get(view)?.state().team ?? null;

  /** Those last that were said last: they know best what an agent does now. */
  function teams(): readonly ViewTeam[] {
    const all = expected().flatMap((view) => {
      const of = teamOf(view);
      return of === null ? [] : [{ view, ...of }];
    });
    return all.toSorted((a, b) => comparePublishers(a.stamp, b.stamp) || a.stamp.revision - b.stamp.revision);
  }

  function isLate(view: string, now: number): boolean {
    const since = behindSince.get(view);
    return since !== undefined && (now < since || now - since >= LAG_MS);
  }

  return {
    expected,
    hasTeam: (view: string) => teamOf(view) !== null,
    nameOf: (view: string) => list?.message.views.find(({ id }) => id === view)?.name ?? null,
    list: () => list?.message ?? null,
    team: () => team,
    /** When a view that is behind is late. */
    changesAt: () => [...behindSince.values()].map((since) => since + LAG_MS),
    /** Whether every view is at one revision of one publisher: nothing else of it is on its way. */
    isWhole: () => teams().length === expected().length && isOneRevision(teams()),
    /** Those of which the publisher that wins has said more, or may have. */
    lagging: (leader: Stamp | null, now: number) =>
      expected().filter((view) => {
        const { team: had = null, needs = null } = replicas.get(view)?.state() ?? {};
        // The next publisher is there before it has read a team; that of the last one may be hours old by then.
        const isOfOther = had !== null && leader !== null && comparePublishers(had.stamp, leader) < 0;
        return isLate(view, now) || isOfOther || needs !== null;
      }),
    /**
     * Those that lack what only their catch-up tells, or their snapshot and catch-up. Of a publisher that takes over a delta
     * comes behind these: until then, what is retained is of the one before.
     */
    needs: (now: number): ReadonlyMap<string, NonNullable<ReplicaState['needs']>> =>
      new Map(
        expected().flatMap((view) => {
          const needs = replicas.get(view)?.state().needs ?? (isLate(view, now) ? 'catchup' : null);
          return needs === null ? [] : [[view, needs]];
        }),
      ),
    /** Takes a verified message; null where its view is none of this desk's. */
    take(view: string, message: ReplicaMessage) {
      const replica = replicas.get(view);
      if (replica === undefined) return null;
      const before = replica.state();
      const after = replica.take(message);
      const facts = after.team === before.team ? undefined : after.team?.content;
      isOutdated ||= facts !== undefined;
      return { facts, problem: after.problem, isNew: facts !== undefined || after.needs !== before.needs };
    },
    /** Takes the list of a publisher; false where it is older than the last one. */
    takeList(message: ViewsMessage, stamp: Stamp): boolean {
      const order = list === null ? 1 : comparePublishers(stamp, list.stamp);
      if (order < 0 || (order === 0 && list !== null && compareSent(stamp, list.stamp) < 0)) return false;
      list = { message, stamp };
      isOutdated = true;
      return true;
    },
    /** A view that has less than `leader` has said is behind from now on. */
    compare(leader: Stamp | null, now: number): void {
      for (const view of views) {
        const stamp = teamOf(view)?.stamp;
        const isBehind =
          stamp !== undefined &&
          leader !== null &&
          (comparePublishers(stamp, leader) < 0 || stamp.revision < leader.revision);
        if (!isBehind) behindSince.delete(view);
        else if (!behindSince.has(view)) behindSince.set(view, now);
      }
    },
    /** Has the team take over what came since, unless the rest of a poll is on its way. */
    update(clock: PublisherWatch, now: number): void {
      if (!isOutdated) return;
      // The others are parts of everybody, and would be taken for the whole team.
      if (expected().includes(EVERYBODY_ID) && teamOf(EVERYBODY_ID) === null) return;
      const all = teams();
      // Counts of one poll under the time of another would be true of neither. A team that lacks a view which has come is
      // no better.
      const isShown = all.every(({ view }) => team?.members.has(view) === true);
      if (isShown && !isOneRevision(all) && !all.some(({ view }) => isLate(view, now))) return;
      team = unionOf(all, clock, now) ?? team;
      isOutdated = false;
    },
    /** The broker lets this desk hear nothing of these views. */
    forbid(of: readonly string[]): void {
      forbidden = of;
      isOutdated = true;
    },
    /** Changes may have been missed, and what the broker forbids is not known yet. */
    connected(): void {
      forbidden = [];
      for (const replica of replicas.values()) replica.missed();
    },
    /** Another publisher tells all of it anew; the team stays until then. */
    restart(): void {
      replicas = newReplicas();
      list = null;
      behindSince.clear();
    },
  };
}

/** Whether all of them are what one publisher said at one revision. */
function isOneRevision(teams: readonly ViewTeam[]): boolean {
  const [first, ...others] = teams;
  return others.every(
    ({ stamp }) =>
      first !== undefined && comparePublishers(first.stamp, stamp) === 0 && first.stamp.revision === stamp.revision,
  );
}
