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
import { publishedMembers, whyNotSent } from './published-members.ts';
import type { TeamOnce } from './read-once.ts';
import { project } from '../viewed-agents.ts';
import { filterMatcher, unknownIn, viewMatcher } from '../views/view-matcher.ts';

/** A publisher that is there has said something by then, whatever its clock says. */
const MAX_WAIT_MS = 45_000;
const NOT_HEARD = appError('timeout', { message: texts.unconfirmed([]) });
/** Over WebSockets, Mosquitto passes the largest message within a second. */
const QUIET_MS = 2_000;
/** With these, a team is the one that was published last. */
const PUBLISHED: readonly FeedLink['kind'][] = ['live', 'publisher', 'unconfirmed', 'unusable'];

/** A team with the views of the desk that are not in it. */
type HeardTeam = FeedTeam & Pick<FeedState, 'missing' | 'views' | 'refused'>;

/** A team as a desk heard it last. */
interface LastTeam {
  readonly team: HeardTeam;
  /** Why it is not up to date; null where it is. */
  readonly health: Health | null;
}

/**
 * Hears the team of a desk once, without a live team: what its publisher knows now. Where the publisher has stopped, or does
 * not say in time that it is there, it is the team that was published last.
 */
export async function hearLast(feed: TeamFeed, { clock }: { readonly clock: Clock }): Promise<Result<LastTeam>> {
  const heard = await hearTeam(feed, clock);
  if (!heard.ok) return heard;
  const { team, problem } = heard.value;
  if (problem !== null) {
    const health = { state: 'stale', since: clock.now(), nextAt: null, message: problem.message } as const;
    return ok({ team, health });
  }
  const ofPublisher = { ...team.health, state: 'stale', message: texts.kore(team.health.message) } as const;
  return ok({ team, health: team.health.state === 'live' ? null : ofPublisher });
}

/** Hears who there is, and who serves which queue: what was published last, whether its publisher is there or not. */
export async function hearPublished(
  feed: TeamFeed,
  { clock }: { readonly clock: Clock },
): Promise<Result<Pick<FeedTeam, 'agents' | 'queues'>>> {
  const heard = await hearTeam(feed, clock, ({ kind }) => kind === 'unconfirmed');
  return heard.ok ? ok(heard.value.team) : heard;
}

/** Hears which views the publisher of a desk has. */
export function hearViews(feed: TeamFeed, { clock }: { readonly clock: Clock }): Promise<Result<FeedViews>> {
  return hear(feed, clock, ({ views }) => views);
}

/**
 * Waits until a state has what is wanted, or says that it will not come.
 * @param isEnough the links with which only what is on its way is waited for
 */
async function hear<T>(
  feed: TeamFeed,
  clock: Clock,
  wanted: (state: FeedState) => T | null,
  isEnough: (link: FeedLink) => boolean = () => false,
): Promise<Result<T>> {
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
    // What a publisher has said last is retained, and on its way.
    const { kind } = state.link;
    if (isEnough(state.link) || (problem !== null && (kind === 'publisher' || kind === 'unusable')))
      cancelQuiet = clock.after(QUIET_MS, () => end(err(late)));
    else if (problem !== null) end(err(problem));
  });
  const answer = await promise;
  cancel();
  cancelQuiet();
  unfollow();
  return answer;
}

/** Hears the first team that is up to date, or else the last one, with the problem that keeps it from that. */
async function hearTeam(
  feed: TeamFeed,
  clock: Clock,
  isEnough?: (link: FeedLink) => boolean,
): Promise<Result<{ readonly team: HeardTeam; readonly problem: AppError | null }>> {
  let last: HeardTeam | null = null;
  const take = ({ link, team, missing, views, refused }: FeedState): HeardTeam | null => {
    last = PUBLISHED.includes(link.kind) && team !== null ? { ...team, missing, views, refused } : null;
    return link.kind === 'live' ? last : null;
  };
  const heard = await hear(feed, clock, take, isEnough);
  if (heard.ok) return ok({ team: heard.value, problem: null });
  return last === null ? heard : ok({ team: last, problem: heard.error });
}

/** Hears it as far as a selection goes. */
export async function hearTeamOnce(
  feed: TeamFeed,
  selection: Selection,
  { clock, profile }: { readonly clock: Clock; readonly profile: Pick<ConnectionProfile, 'relay'> },
): Promise<Result<TeamOnce>> {
  const heard = await hearLast(feed, { clock });
  return heard.ok ? selected(heard.value, selection, profile) : heard;
}

/** What is down; null while it is worth waiting: beside what cannot be believed, the publisher may be there. */
function problemOf(link: FeedLink): AppError | null {
  switch (link.kind) {
    case 'connecting':
    case 'unconfirmed':
    case 'live':
      return null;
    case 'unusable':
      return link.isAlone ? linkError(link) : null;
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

function selected(
  { team, health }: LastTeam,
  selection: Selection,
  profile: Pick<ConnectionProfile, 'relay'>,
): Result<TeamOnce> {
  const { filter } = selection;
  const members = publishedMembers(team);
  const unknown = unknownIn(filter, members);
  if (unknown.length > 0) return fail('not-on-desk', { message: whyNotSent(filter) });
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
