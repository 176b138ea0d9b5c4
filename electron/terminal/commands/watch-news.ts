import { statusChanges } from '../../shared/delta.ts';
import { isNarrowed, selectionKey, selectionOf, type Agent } from '../../shared/model.ts';
import { isGapBetween } from '../../team/merge.ts';
import type { Sighting } from './sighting.ts';

/** What is news between two looks at one team. */
export interface TeamNews {
  /** Who is in another status than before, or has come into a view that shows a part of the team. */
  readonly changed: readonly Agent[];
  /** Who is in such a view no more; what they do now is not known through it. */
  readonly left: readonly Agent[];
}

const NO_NEWS: TeamNews = { changed: [], left: [] };

/**
 * What happened between two looks; nothing where they are of two teams, or where so long a time lies between them that
 * nobody watched. Whoever came to the team or left it has changed no status.
 */
export function teamNews(before: Sighting | null, after: Sighting): TeamNews {
  if (before === null || !isOneStretch(before, after)) return NO_NEWS;
  const [was, is] = [byId(before), byId(after)];
  const changed = statusChanges(was, is).map((change) => change.after);
  // Whose list could not be understood, then or now, has not come or gone.
  const isKnown = ({ status }: Agent): boolean => [before, after].every(({ team }) => team.counts[status] !== null);
  if (!isNarrowed(selectionOf(after.team.view))) return { changed, left: [] };
  // Not those whose secondary status of long ago has only now been read.
  const { asOf, intervalMs, clockOffsetMs = 0 } = before.team;
  const recently = (asOf ?? 0) + clockOffsetMs - 2 * intervalMs;
  const came = after.team.agents.filter(
    (agent) => !was.has(agent.userId) && (agent.since.at ?? 0) > recently && isKnown(agent),
  );
  return {
    changed: [...changed, ...came],
    left: before.team.agents.filter((agent) => !is.has(agent.userId) && isKnown(agent)),
  };
}

function isOneStretch(before: Sighting, after: Sighting): boolean {
  const [from, to] = [before.team.asOf, after.team.asOf];
  if (from === null || to === null || before.profile.id !== after.profile.id) return false;
  const isOneView = selectionKey(selectionOf(before.team.view)) === selectionKey(selectionOf(after.team.view));
  return isOneView && to >= from && !isGapBetween(from, to, Math.max(before.team.intervalMs, after.team.intervalMs));
}

function byId({ team }: Sighting): ReadonlyMap<string, Agent> {
  return new Map(team.agents.map((agent) => [agent.userId, agent]));
}
