import type { FeedState, FeedTeam, TeamFeed } from '../../relay/wire/team-feed.ts';
import type { Clock } from '../../shared/clock.ts';
import { isCountedByView, type ConnectionProfile, type Selection } from '../../shared/model.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { deskTexts as texts } from '../../shared/texts/relay/desk.ts';
import { countViewed } from '../given-counts.ts';
import { publishedMembers } from './published-members.ts';
import type { TeamOnce } from './read-once.ts';
import { project } from '../viewed-agents.ts';
import { filterMatcher, unknownIn, viewMatcher } from '../views/view-matcher.ts';

/** A publisher that is there has said something by then, whatever its clock says. */
const MAX_WAIT_MS = 45_000;

/** A team with how many views of the desk are not in it. */
type HeardTeam = FeedTeam & Pick<FeedState, 'missing' | 'views'>;

/** Hears the team of a desk once, without a live team: the first that is known to be up to date. */
export async function hearOnce(feed: TeamFeed, { clock }: { readonly clock: Clock }): Promise<Result<HeardTeam>> {
  const { promise, resolve } = Promise.withResolvers<Result<HeardTeam>>();
  let isOver = false;
  let isWithoutTeam = false;
  const end = (answer: Result<HeardTeam>): void => {
    isOver = true;
    resolve(answer);
  };
  const cancel = clock.after(MAX_WAIT_MS, () =>
    end(fail('timeout', { message: isWithoutTeam ? texts.publisher['no-team'] : texts.unconfirmed })),
  );
  const unfollow = feed.follow((state) => {
    isWithoutTeam = state.link.kind === 'publisher' && state.link.why === 'no-team';
    // Over a slow network its team may still be on its way.
    const answer = isOver || isWithoutTeam ? null : answerOf(state);
    if (answer !== null) end(answer);
  });
  const answer = await promise;
  cancel();
  unfollow();
  return answer;
}

/** Hears it as far as a selection goes. */
export async function hearTeamOnce(
  feed: TeamFeed,
  selection: Selection,
  { clock, profile }: { readonly clock: Clock; readonly profile: Pick<ConnectionProfile, 'relay'> },
): Promise<Result<TeamOnce>> {
  const heard = await hearOnce(feed, { clock });
  return heard.ok ? selected(heard.value, selection, profile) : heard;
}

/** What a state comes to; null while it is worth waiting. */
function answerOf({ link, team, missing, views }: FeedState): Result<HeardTeam> | null {
  switch (link.kind) {
    case 'connecting':
    case 'unconfirmed':
      return null;
    case 'broker':
      return fail(link.error.code, { message: texts.broker(link.error) });
    case 'refused':
      return fail('forbidden', { message: texts.refused });
    case 'silent':
      return fail('timeout', { message: texts.silent });
    case 'unusable':
      return fail('unexpected-shape', { message: texts.unusable[link.why] });
    case 'deleted':
      return fail('forbidden', { message: texts.deleted });
    case 'publisher':
      return fail('timeout', { message: texts.publisher[link.why] });
    case 'live':
      if (team === null) return null;
      return team.health.state === 'live'
        ? ok({ ...team, missing, views })
        : fail('server-error', { message: texts.kore(team.health.message) });
  }
}

function selected(team: HeardTeam, selection: Selection, profile: Pick<ConnectionProfile, 'relay'>): Result<TeamOnce> {
  const { filter } = selection;
  const members = publishedMembers(team);
  if (unknownIn(filter, members).length > 0) return fail('not-on-desk', { message: texts.queueNotPublished });
  const agents = project(team.agents, viewMatcher(selection, filterMatcher(filter, members)));
  const hasAgents = team.agents.size > 0 || profile.relay?.audience !== 'counts';
  const counts = countViewed(selection, agents, team.unread, hasAgents ? null : team.counts);
  const isUnsummed = isCountedByView(profile) && filter.viewId === undefined && counts.total === null;
  const lacks = [
    ...(team.missing === 0 ? [] : [texts.missing(team.missing)]),
    ...(isUnsummed ? [texts.countsOnly.chooseOneOf(viewsOf(team, profile))] : []),
  ];
  return ok({
    agents: [...agents.values()],
    counts,
    ignored: team.ignored,
    notFound: filter.agentIds.filter((id) => !team.agents.has(id)),
    takenAt: team.asOf + (team.clockOffsetMs ?? 0),
    details: null,
    lack: lacks.join(' ') || null,
  });
}

/** Others of its audience are in no role of this desk. */
function viewsOf({ views }: Pick<FeedState, 'views'>, { relay }: Pick<ConnectionProfile, 'relay'>): readonly string[] {
  return (views?.views ?? []).flatMap(({ id, name }) => (relay?.views.includes(id) ? [name] : []));
}
