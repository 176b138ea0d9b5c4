import { openAlertRepository } from '../../../alerts/log/alert-repository.ts';
import { createAlerts, type Alerts } from '../../../alerts/alerts.ts';
import { createRules } from '../../../alerts/rules/rules.ts';
import { createScopes } from '../../../alerts/rules/scopes.ts';
import type { LiveConnection } from '../../../connections/types.ts';
import { createUsualStarts } from '../../../history/usual-starts.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ConnectionState, View } from '../../../shared/model.ts';
import { EMPTY_STATE, namesOf } from '../../../team/directory/directory-state.ts';
import type { LiveTeam } from '../../../team/types.ts';
import type { AlertLines } from '../../output/alert-lines.ts';
import { createCommandTeam } from '../history/history-team.ts';
import { savedMembers } from '../history/history-who.ts';
import type { Session } from '../session.ts';

export interface OwnAlertsParts {
  readonly session: Pick<Session, 'settings' | 'storage' | 'directory' | 'core'>;
  /** Its timers do nothing once an app evaluates the rules. */
  readonly clock: Clock;
  readonly live: LiveConnection;
  /** Whether the connection is saved, so that the app goes on from what is decided here. */
  readonly isSaved: boolean;
  readonly view: View | null;
  readonly isMasked: boolean;
  readonly timeZone: string;
  readonly lines: AlertLines;
}

/**
 * The rules of a connection, evaluated by the watch while no app does, with the same memory and log: an app that comes later
 * goes on from there, and tells nothing twice.
 */
export async function createOwnAlerts(
  { session, clock, live, isSaved, view, isMasked, timeZone, lines }: OwnAlertsParts,
  team: () => LiveTeam,
): Promise<Alerts> {
  const { profile } = live;
  const storage = await session.storage(isSaved);
  const directory = (await session.directory(profile)) ?? EMPTY_STATE;
  const views = session.settings.get().connections.find((saved) => saved.profile.id === profile.id)?.views ?? [];
  const names = namesOf(directory);
  const members = savedMembers(directory);
  const state: ConnectionState = { kind: 'account', profile, secret: isSaved ? 'stored' : 'session' };
  const connections = { state: () => state, list: () => [] };
  const settings = {
    ...session.settings,
    get() {
      const document = session.settings.get();
      const { preferences } = document;
      return { ...document, preferences: { ...preferences, isMasked: isMasked || preferences.isMasked } };
    },
  };
  const nothing = (): void => undefined;
  const scopeOf = createScopes({
    team: { agentIdOf: (userId) => team().agentIdOf(userId), canShow: (shown) => team().canShow(shown) },
    views: { list: () => ({ views }), active: () => view },
    directory: { get: () => names, members: () => members },
  });
  const { history: historyOf } = await session.core();
  const history = historyOf({
    storage,
    closed: profile,
    team: createCommandTeam(views, directory),
    onProgress: nothing,
    onChange: nothing,
  });
  const usual = createUsualStarts({
    clock,
    history,
    key: () => profile.id,
    timeZone: () => timeZone,
    isHistoryOff: () => profile.isHistoryOff === true,
    onChange: () => alerts.refresh(),
  });
  const alerts: Alerts = createAlerts({
    clock,
    settings,
    connections,
    rules: createRules({ settings: session.settings, connections, randomUUID: () => crypto.randomUUID() }),
    team: { everybody: () => team().everybody() },
    scopeOf,
    usual: usual.get,
    timeZone: () => timeZone,
    disk: openAlertRepository(storage.disk),
    session: openAlertRepository(storage.memory),
    gaps: { get: () => null, dismiss: nothing, forget: nothing },
    isSomebodyThere: () => true,
    show: () =>
      lines.print(profile.id, alerts.logAfter(lines.after(profile.id), settings.get().preferences.isMasked), {
        timeZone,
        isDemo: false,
      }),
    onChange: nothing,
    onDigest: nothing,
  });
  return alerts;
}
