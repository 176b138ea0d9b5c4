import type { Connections, LiveConnection } from '../../../connections/types.ts';
import type { Clock } from '../../../shared/clock.ts';
import { fail } from '../../../shared/result.ts';
import { EMPTY_DIRECTORY, needsDetails, selectionOf, type View } from '../../../shared/model.ts';
import { DETAILS_WAIT_MS } from '../../../team/details/details-reader.ts';
import type { Alerts } from '../../../alerts/alerts.ts';
import { createLiveTeam } from '../../../team/live-team.ts';
import { publishedMembers } from '../../../team/once/published-members.ts';
import type { TeamChoice } from '../../invocation.ts';
import type { LiveStatus } from '../../output/status-report.ts';
import type { Session } from '../session.ts';
import type { RunningApp } from './watch.ts';
import type { OwnAlertsParts } from './watch-alerts.ts';

/** An app that starts is noticed within this also when no call is due, for example because the secret is refused. */
const FIND_APP_MS = 5_000;

/** Stands for the read of status details where it is not wanted. */
const NEVER = new Promise<never>(() => undefined);

/**
 * Reads the team itself, and before each call makes sure that no app has come that does: resolves then, or once
 * `ended`. Nothing is shown after that.
 */
export async function watchAlone(
  {
    live,
    view,
    team: choice,
    withAgents,
    alerts: wanted,
  }: {
    readonly live: LiveConnection;
    readonly view: View | null;
    readonly team: TeamChoice;
    readonly withAgents: boolean;
    /** Null without `--alerts`. */
    readonly alerts: Pick<OwnAlertsParts, 'lines' | 'isMasked' | 'isSaved'> | null;
  },
  session: Pick<Session, 'core' | 'settings' | 'storage' | 'directory'>,
  {
    clock,
    random,
    app,
    ended,
    isWanted,
  }: {
    readonly clock: Clock;
    readonly random: () => number;
    readonly app: RunningApp;
    readonly ended: Promise<unknown>;
    /** Whether somebody is still there to see what a call brings. */
    readonly isWanted: () => boolean;
  },
  show: (status: LiveStatus) => void,
): Promise<void> {
  const { readToday, scheduleLimits, attentionRules, ...core } = await session.core();
  const { promise: appCame, resolve: noticeApp } = Promise.withResolvers<void>();
  const rules = () => attentionRules(live.profile.timeZone);
  let hasApp = false;
  let cancel = (): void => undefined;

  async function findApp(): Promise<boolean> {
    if (!hasApp && (await app.read(false, choice)) !== null) hasApp = true;
    if (hasApp) noticeApp();
    return hasApp;
  }

  function findAppLater(): void {
    cancel = clock.after(FIND_APP_MS, () => void findApp().then((isHere) => (isHere ? undefined : findAppLater())));
  }

  // Whether it is still wanted comes first: the line just printed may have been the last one needed.
  const mayCall = async (): Promise<boolean> => isWanted() && !(await findApp());
  const { client } = live;
  const careful: LiveConnection = {
    ...live,
    client: {
      ...client,
      availability: async (...args) => ((await mayCall()) ? client.availability(...args) : fail('cancelled')),
      statusDetails: async (...args) => ((await mayCall()) ? client.statusDetails(...args) : fail('cancelled')),
    },
  };
  let members = publishedMembers(null);
  const isTimed = withAgents || wanted !== null || needsDetails(selectionOf(view));
  const team = createLiveTeam({
    clock,
    random,
    connections: only(careful),
    view: () => view,
    pace: () => 'standard',
    rules,
    scheduleLimits,
    readToday: (connection, request, agents, signal) =>
      isTimed ? readToday({ ...request, live: connection, agents, signal, maxWaitMs: DETAILS_WAIT_MS }) : NEVER,
    onDelta(delta) {
      if (hasApp) return;
      alerts?.follow(delta);
      show(status());
    },
    onPoll: (outcome) => (hasApp ? undefined : alerts?.afterPoll(outcome)),
    onDetails: () => (hasApp ? undefined : alerts?.refresh()),
    ...(live.feed !== null && {
      directory: { get: () => EMPTY_DIRECTORY, members: () => members },
      onPublished(published) {
        members = publishedMembers(published);
        return true;
      },
    }),
  });
  // Where an app has come, it alone decides: a timer looks for one first.
  const alertClock: Clock = {
    now: clock.now,
    after: (ms, action) => clock.after(ms, () => void findApp().then((isHere) => (isHere ? undefined : action()))),
  };
  let alerts: Alerts | null = null;
  if (wanted !== null) {
    const timeZone = live.profile.timeZone ?? core.localZone.get();
    const { createOwnAlerts } = await import('./watch-alerts.ts');
    alerts = await createOwnAlerts({ ...wanted, session, clock: alertClock, live, view, timeZone }, () => team);
  }

  function status(): LiveStatus {
    const { details, ...facts } = team.snapshot();
    const snapshot = isTimed ? { ...facts, details } : facts;
    const attention = withAgents ? snapshot.attention : null;
    const { profile, isDemo } = core.connections.live() ?? live;
    return { profile, isDemo, team: snapshot, isMasked: false, rules: rules(), attention };
  }

  findAppLater();
  team.start();
  await Promise.race([appCame, ended]);
  // An app has read the memory of the rules already, and saves its own.
  if (!hasApp) alerts?.stop();
  hasApp = true; // nothing is shown, and nothing is called, any more
  cancel();
  team.stop();
}

/** One connection that never changes, for a live team that belongs to one command. */
function only(live: LiveConnection): Pick<Connections, 'live' | 'state' | 'generation' | 'subscribe'> {
  return {
    live: () => live,
    state: () => ({ kind: 'account', profile: live.profile, secret: 'session' }),
    generation: () => 1,
    subscribe: () => () => undefined,
  };
}
