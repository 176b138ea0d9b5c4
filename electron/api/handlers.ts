import type { AppParts } from '../app.ts';
import type { DesktopActions } from '../parts.ts';
import type { Connections } from '../connections/types.ts';
import type { LiveTeam } from '../team/types.ts';
import type { Views } from '../team/views/views.ts';
import type { ContactField } from '../shared/contract.ts';
import { fail } from '../shared/messages.ts';
import { NO_DESKTOP, type AppInfo, type BudgetReport, type ConnectionSummary, type GapReport, type FilterCheck, type HistoryQuery, type HistoryReport, type OffHours, type RefreshAnswer, type Settings, type StorageState, type TeamFilter, type Trend } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Handlers, SenderId } from './types.ts';

/** The rooms behind the door, each as narrow as its commands need. */
export interface Services {
  readonly info: () => AppInfo;
  readonly surface: AppParts['surface'];
  readonly team: Pick<LiveTeam, 'snapshot' | 'pause' | 'count'>;
  readonly refresh: () => Promise<RefreshAnswer>;
  readonly budget: () => Promise<Result<BudgetReport>>;
  readonly copyContact: (userId: string, field: ContactField) => Promise<Result<null>>;
  readonly watch: (sender: SenderId, isWatching: boolean) => void;
  readonly connections: Connections;
  readonly listConnections: () => Promise<readonly ConnectionSummary[]>;
  readonly history: {
    load(query: HistoryQuery): Promise<Result<HistoryReport>>;
    cancel(): void;
  };
  readonly settings: {
    get(): Settings;
    update(patch: Partial<Settings>): Promise<Result<Settings>>;
  };
  readonly trend: (hours: number) => Trend;
  readonly offHours: () => OffHours | null;
  readonly gaps: {
    get(): GapReport | null;
    dismiss(): void;
  };
  readonly views: Omit<Views, 'active' | 'nameOf'>;
  readonly checkFilter: (filter: TeamFilter) => Promise<Result<FilterCheck>>;
  readonly storage: {
    state(): StorageState;
    purge(): Promise<Result<StorageState>>;
  };
  readonly testNotice: () => void;
}

/** One line per command: the argument goes to its room, the room's answer goes back. */
export function createHandlers({
  info,
  surface,
  team,
  refresh,
  budget,
  copyContact,
  watch,
  connections,
  listConnections,
  history,
  settings,
  trend,
  offHours,
  gaps,
  views,
  checkFilter,
  storage,
  testNotice,
}: Services): Handlers {
  return {
    'app:info': () => ok(info()),
    'team:snapshot': () => ok(team.snapshot()),
    'team:refresh': async () => ok(await refresh()),
    'budget:get': () => budget(),
    'team:watch': ([isWatching], sender) => done(watch(sender, isWatching)),
    'team:pause': ([forMs]) => done(team.pause(forMs)),
    'agent:copy': ([userId, field]) => copyContact(userId, field),
    'trend:get': ([hours]) => ok(trend(hours)),
    'hours:get': () => ok(offHours()),
    'gap:get': () => ok(gaps.get()),
    'gap:dismiss': () => done(gaps.dismiss()),
    'view:list': () => ok(views.list()),
    'view:open': ([of, id]) => views.open(of, id),
    'view:save': ([of, draft]) => views.save(of, draft),
    'view:remove': ([of, id]) => views.remove(of, id),
    'view:import': ([of, text]) => views.import(of, text),
    'view:check': ([filter]) => checkFilter(filter),
    'view:count': ([selection]) => ok(team.count(selection)),
    'connection:get': () => ok(connections.state()),
    'connection:list': async () => ok(await listConnections()),
    'connection:open': ([id]) => connections.switchTo(id),
    'connection:forget': ([id]) => connections.forget(id),
    'connection:check': ([form]) => ok(connections.check(form)),
    'connection:test': ([form]) => connections.test(form),
    'connection:save': ([form, keep]) => connections.save(form, keep),
    'connection:update': ([patch]) => connections.update(patch),
    'connection:remove': () => connections.remove(),
    'connection:retry': () => connections.retry(),
    'connection:demo': () => connections.demo(),
    'history:load': ([query]) => history.load(query),
    'history:cancel': () => done(history.cancel()),
    'settings:get': () => ok(settings.get()),
    'settings:update': ([patch]) => settings.update(patch),
    'storage:get': () => ok(storage.state()),
    'storage:purge': () => storage.purge(),
    'notice:test': () => done(testNotice()),
    'help:open': ([page]) => done(surface.openPage(page)),
    'window:show': ([name]) => done(surface.showWindow(name)),
    'window:pin': ([isPinned]) => done(surface.desktop?.pinPopover(isPinned)),
    'desktop:get': () => ok(surface.desktop?.state() ?? NO_DESKTOP),
    'login:set': ([isOn]) => onDesktop(surface, (desktop) => desktop.startAtLogin(isOn)),
    'folder:show': ([name]) => onDesktop(surface, (desktop) => desktop.showFolder(name)),
    'update:check': () => onDesktop(surface, (desktop) => desktop.checkForUpdate()),
    'update:install': () => onDesktop(surface, (desktop) => desktop.restartToUpdate()),
  };
}

/** What only the desktop app can do, or a refusal. */
function onDesktop<T>(
  { desktop }: AppParts['surface'],
  act: (desktop: DesktopActions) => Promise<Result<T>> | Result<T>,
): Promise<Result<T>> | Result<T> {
  return desktop === null ? fail('invalid-input', { message: 'Only the desktop app can do this.' }) : act(desktop);
}

/** The answer of a command that only does something. */
function done(_: void): Result<null> {
  return ok(null);
}
