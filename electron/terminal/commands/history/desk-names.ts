import type { LiveConnection } from '../../../connections/types.ts';
import type { TeamFeed } from '../../../relay/wire/team-feed.ts';
import type { Clock } from '../../../shared/clock.ts';
import { foldName } from '../../../shared/names/invisible.ts';
import { findView, selectionOf, type Agent, type View } from '../../../shared/model.ts';
import { fail, ok, type ErrorCode, type Result } from '../../../shared/result.ts';
import { hearPublished, hearTeamOnce } from '../../../team/once/hear-once.ts';
import { EMPTY_STATE, withPublished, type DirectoryState } from '../../../team/directory/directory-state.ts';
import type { HistoryInvocation } from '../../invocation.ts';
import { hearPublishedViews } from '../published-views.ts';
import type { Session } from '../session.ts';

/** The app that has the desk open has saved the views there are; where they cannot be saved, they are known all the same. */
const STILL_KNOWN: readonly ErrorCode[] = ['desk-in-use', 'storage'];

/**
 * The publisher of a desk may have a view or a queue that nobody has heard of here: hears which there are. Answers what is
 * known of queues by then; null where that is nothing.
 */
export async function hearWanted(
  { target, team, isOffline }: Pick<HistoryInvocation, 'target' | 'team' | 'isOffline'>,
  session: Pick<Session, 'find' | 'open' | 'settings' | 'directory' | 'saveDirectory'>,
  clock: Clock,
): Promise<Result<DirectoryState | null>> {
  const saved = target.kind === 'saved' ? session.find(target.name) : null;
  const directory = saved === null ? null : await session.directory(saved.profile);
  if (isOffline || saved?.profile.relay === undefined) return ok(directory);
  const isView = team.kind === 'view' && findView(saved.views, team.name) === null;
  const isQueue = team.kind === 'ids' && team.filter.queueIds.some((text) => !isKnownQueue(text, directory));
  if (!isView && !isQueue) return ok(directory);
  const live = await session.open(target);
  if (!live.ok) return live;
  const views = isView ? await hearPublishedViews(live.value, session.settings, clock) : ok(null);
  const queues = isQueue ? await hearQueues(live.value, directory ?? EMPTY_STATE, session, clock) : ok(directory);
  for (const heard of [views, queues]) if (!heard.ok && !STILL_KNOWN.includes(heard.error.code)) return heard;
  return queues.ok ? queues : ok(directory);
}

function isKnownQueue(text: string, directory: DirectoryState | null): boolean {
  const queues = [...(directory?.queues.values() ?? [])];
  return queues.some(({ id, name }) => id === text || foldName(name) === foldName(text));
}

/** Hears which queues a desk has and who serves them, and saves that, as the app does. */
async function hearQueues(
  live: LiveConnection,
  before: DirectoryState,
  { saveDirectory }: Pick<Session, 'saveDirectory'>,
  clock: Clock,
): Promise<Result<DirectoryState>> {
  const { feed } = live;
  const heard = feed === null ? fail('not-connected') : await hearPublished(feed, { clock });
  if (!heard.ok) return heard;
  const next = withPublished(before, heard.value.queues);
  await saveDirectory(live, before, next);
  return ok(next);
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
