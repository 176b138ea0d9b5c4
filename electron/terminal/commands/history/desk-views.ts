import type { LiveConnection } from '../../../connections/types.ts';
import type { TeamFeed } from '../../../relay/wire/team-feed.ts';
import type { Clock } from '../../../shared/clock.ts';
import { findView, selectionOf, type Agent, type View } from '../../../shared/model.ts';
import { ok, type ErrorCode, type Result } from '../../../shared/result.ts';
import { hearTeamOnce } from '../../../team/once/hear-once.ts';
import type { HistoryInvocation } from '../../invocation.ts';
import { hearPublishedViews } from '../published-views.ts';
import type { Session } from '../session.ts';

/** The app that has the desk open has saved the views there are; where they cannot be saved, they are known all the same. */
const STILL_KNOWN: readonly ErrorCode[] = ['desk-in-use', 'storage'];

/** The publisher of a desk may have a view that nobody has heard of here: hears which there are. */
export async function hearWantedView(
  { target, team, isOffline }: Pick<HistoryInvocation, 'target' | 'team' | 'isOffline'>,
  session: Pick<Session, 'find' | 'open' | 'settings'>,
  clock: Clock,
): Promise<Result<null>> {
  const saved = target.kind === 'saved' ? session.find(target.name) : null;
  const isKnown = team.kind !== 'view' || saved === null || findView(saved.views, team.name) !== null;
  if (isKnown || isOffline || saved.profile.relay === undefined) return ok(null);
  const live = await session.open(target);
  if (!live.ok) return live;
  const heard = await hearPublishedViews(live.value, session.settings, clock);
  return heard.ok || STILL_KNOWN.includes(heard.error.code) ? ok(null) : heard;
}

/** Who is in a view of a desk: the running app that has the desk open knows, or else the publisher says. */
export async function deskMembers(
  view: View,
  feed: TeamFeed,
  { profile }: LiveConnection,
  { session, clock }: { readonly session: Pick<Session, 'membersInApp'>; readonly clock: Clock },
): Promise<Result<readonly Agent[]>> {
  const inApp = await session.membersInApp(profile, view);
  if (inApp !== null) return ok(inApp);
  const heard = await hearTeamOnce(feed, selectionOf(view), { clock, profile });
  return heard.ok ? ok(heard.value.agents) : heard;
}
