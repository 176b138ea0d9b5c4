import {
  linkError,
  type FeedLink,
  type FeedState,
  type FeedTeam,
  type FeedViews,
  type TeamFeed,
} from '../../relay/wire/team-feed.ts';
import type { Clock } from '../../shared/clock.ts';
import { isCountedByView, type ConnectionProfile, type Health, type Selection } from '../../shared/model.ts';
import { appError, err, fail, ok, type AppError, type Result } from '../../shared/result.ts';
import { clockMinute } from '../../shared/format.ts';
import { deskTexts as texts } from '../../shared/texts/relay/desk.ts';
import { countViewed } from '../given-counts.ts';
import { publishedMembers } from './published-members.ts';
import type { TeamOnce } from './read-once.ts';
import { project } from '../viewed-agents.ts';
import { filterMatcher, unknownIn, viewMatcher } from '../views/view-matcher.ts';

/** A publisher that is there has said something by then, whatever its clock says. */
const MAX_WAIT_MS = 45_000;
const NOT_HEARD = appError('timeout', { message: texts.unconfirmed([]) });
/** Over WebSockets, Mosquitto passes the largest message within a second. */
const QUIET_MS = 2_000;

/** A team with the views of the desk that are not in it. */
type HeardTeam = FeedTeam & Pick<FeedState, 'missing' | 'views' | 'refused'>;

/** Hears the team of a desk once, without a live team: the first that is known to be what its publisher knows. */
export function hearOnce(feed: TeamFeed, { clock }: { readonly clock: Clock }): Promise<Result<HeardTeam>> {
  return hear(feed, clock, liveTeamIn);
}

/** Hears which views the publisher of a desk has. */
export function hearViews(feed: TeamFeed, { clock }: { readonly clock: Clock }): Promise<Result<FeedViews>> {
  return hear(feed, clock, ({ views }) => views);
}

/** Waits until a state has what is wanted, or says that it will not come. */
async function hear<T>(feed: TeamFeed, clock: Clock, wanted: (state: FeedState) => T | null): Promise<Result<T>> {
  const { promise, resolve } = Promise.withResolvers<Result<T>>();
  let isOver = false;
  let late = NOT_HEARD;
  let cancelQuiet = (): void => undefined;
  const end = (answer: Result<T>): void => {
    isOver = true;
    resolve(answer);
  };
  const cancel = clock.after(MAX_WAIT_MS, () => end(err(late)));
  const unfollow = feed.follow((state) => {
    if (isOver) return;
    const found = wanted(state);
    const problem = problemOf(state.link);
    cancelQuiet();
    if (found !== null) return end(ok(found));
    late = problem ?? lateFor(state);
    if (problem === null) return;
    // What a publisher has said last is retained, and on its way.
    if (state.link.kind === 'publisher') cancelQuiet = clock.after(QUIET_MS, () => end(err(problem)));
    else end(err(problem));
  });
  const answer = await promise;
  cancel();
  cancelQuiet();
  unfollow();
  return answer;
}

/**
 * Hears it as far as a selection goes. Where the publisher has stopped, or does not say in time that it is there, it is the
 * team that was published last, and no longer up to date.
 */
export async function hearTeamOnce(
  feed: TeamFeed,
  selection: Selection,
  { clock, profile }: { readonly clock: Clock; readonly profile: Pick<ConnectionProfile, 'relay'> },
): Promise<Result<TeamOnce>> {
  let last: HeardTeam | null = null;
  const heard = await hear(feed, clock, (state) => {
    const isPublished = state.link.kind === 'publisher' || state.link.kind === 'unconfirmed';
    last = isPublished ? teamIn(state) : null;
    return liveTeamIn(state);
  });
  if (!heard.ok) {
    const { message } = heard.error;
    const health = { state: 'stale', since: clock.now(), nextAt: null, message } as const;
    return last === null ? heard : selected(last, selection, profile, health);
  }
  const { health } = heard.value;
  const ofPublisher = { ...health, state: 'stale', message: texts.kore(health.message) } as const;
  return selected(heard.value, selection, profile, health.state === 'live' ? null : ofPublisher);
}

function teamIn({ team, missing, views, refused }: FeedState): HeardTeam | null {
  return team === null ? null : { ...team, missing, views, refused };
}

function liveTeamIn(state: FeedState): HeardTeam | null {
  return state.link.kind === 'live' ? teamIn(state) : null;
}

/** What is down; null while it is worth waiting: whatever cannot be believed, the publisher may still be heard. */
function problemOf(link: FeedLink): AppError | null {
  switch (link.kind) {
    case 'connecting':
    case 'unconfirmed':
    case 'unusable':
    case 'live':
      return null;
    case 'publisher':
      // Over a slow network its team may still be on its way.
      return link.why === 'no-team' ? null : linkError(link);
    default:
      return linkError(link);
  }
}

/** What it was that was waited for in vain. */
function lateFor({ link, refused }: Pick<FeedState, 'link' | 'refused'>): AppError {
  const error = link.kind === 'connecting' || link.kind === 'live' ? NOT_HEARD : linkError(link);
  if (refused === null || link.kind === 'unusable' || link.kind === 'publisher') return error;
  return { ...error, message: `${error.message} ${texts.unusable[refused.why]}` };
}

/** @param health why the team is not up to date; null where it is */
function selected(
  team: HeardTeam,
  selection: Selection,
  profile: Pick<ConnectionProfile, 'relay'>,
  health: Health | null,
): Result<TeamOnce> {
  const { filter } = selection;
  const members = publishedMembers(team);
  const unknown = unknownIn(filter, members);
  if (unknown.length > 0) {
    const isView = filter.viewId !== undefined && unknown.includes(filter.viewId);
    return fail('not-on-desk', { message: isView ? texts.viewNotPublished : texts.queueNotPublished });
  }
  const agents = project(team.agents, viewMatcher(selection, filterMatcher(filter, members)));
  const hasAgents = team.agents.size > 0 || profile.relay?.audience !== 'counts';
  const counts = countViewed(selection, agents.values(), team.unread, hasAgents ? null : team.counts);
  const isUnsummed = isCountedByView(profile) && filter.viewId === undefined && counts.total === null;
  const { missing, refused } = team;
  const lacks = [
    ...(missing.length === 0 ? [] : [texts.missing(missing)]),
    ...(refused === null ? [] : [texts.refusedMessages[refused.why](clockMinute(refused.at))]),
  ];
  return ok({
    agents: [...agents.values()],
    counts,
    ignored: team.ignored,
    notFound: filter.agentIds.filter((id) => !team.agents.has(id)),
    takenAt: team.asOf + (team.clockOffsetMs ?? 0),
    details: null,
    lack: lacks.join(' ') || null,
    ...(isUnsummed && { views: viewsOf(team, profile) }),
    ...(health !== null && { health }),
  });
}

/** Others of its audience are in no role of this desk. */
function viewsOf({ views }: Pick<FeedState, 'views'>, { relay }: Pick<ConnectionProfile, 'relay'>): readonly string[] {
  return (views?.views ?? []).flatMap(({ id, name }) => (relay?.views.includes(id) ? [name] : []));
}
