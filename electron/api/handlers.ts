import type { Connections, LiveConnection } from '../connections/types.ts';
import type { AttentionRules } from '../shared/team/attention.ts';
import type { Clock } from '../shared/clock.ts';
import type { LogStart } from '../shared/contract/socket.ts';
import type { DemoScene } from '../shared/demo-scene.ts';
import { alertTexts } from '../shared/texts/alerts/alerts.ts';
import { HELP_PAGES } from '../shared/help-pages.ts';
import {
  NO_DESKTOP,
  type Accuracy,
  type AgentHistory,
  type AgentTotals,
  type AlertEntry,
  type AlertList,
  type AppInfo,
  type CoverageDay,
  type CoverageFloor,
  type RateLimitReport,
  type ConnectionSummary,
  type Digest,
  type DryRun,
  type DryRunWish,
  type FilterCheck,
  type HistoryDay,
  type HistoryExport,
  type HistoryOverview,
  type HistoryRequest,
  type Ledger,
  type NoticeOutcome,
  type OffHours,
  type RefreshAnswer,
  type RuleDraft,
  type RuleImport,
  type Settings,
  type StatusLengths,
  type StorageState,
  type TeamFilter,
  type Trend,
  type View,
} from '../shared/model.ts';
import type { NoticeAction } from '../shared/alerts/notices.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeRuleFile } from '../shared/alerts/rule-file.ts';
import { boardOf, type BoardTeamSource } from '../team/board.ts';
import type { AgentCards } from '../team/card/agent-cards.ts';
import type { TeamDirectory } from '../team/directory/types.ts';
import type { AsideTeam } from '../team/once/read-aside.ts';
import type { LiveTeam } from '../team/types.ts';
import type { Views } from '../team/views/views.ts';
import { packed } from '../relay/wire/packing.ts';
import { runningLog, runningRules, triedRule } from './running-alerts.ts';
import { readRuleFile } from './rule-file.ts';
import { readStatus, runningQueues, runningStatus } from './running-team.ts';
import type { Handlers, SenderId } from './types.ts';

/** The parts that the handlers use, each as narrow as its commands need. */
export interface Services {
  readonly clock: Pick<Clock, 'now'>;
  readonly info: () => AppInfo;
  readonly team: Pick<
    LiveTeam,
    | 'snapshot'
    | 'everybody'
    | 'snapshotOf'
    | 'notFoundIn'
    | 'agentIdOf'
    | 'queues'
    | 'pause'
    | 'count'
    | keyof BoardTeamSource
  >;
  /** Reads a team that the last answer does not tell. */
  readonly readAside: (view: View | null) => Promise<Result<AsideTeam>>;
  readonly refresh: () => Promise<RefreshAnswer>;
  readonly rateLimit: () => Promise<Result<RateLimitReport>>;
  readonly watch: (sender: SenderId, isWatching: boolean) => void;
  readonly connections: Connections;
  readonly listConnections: () => Promise<readonly ConnectionSummary[]>;
  readonly history: {
    get(request: HistoryRequest): Promise<Result<HistoryOverview>>;
    read(request: HistoryRequest): Promise<Result<HistoryOverview>>;
    readAgain(request: HistoryRequest): Promise<Result<HistoryOverview>>;
    day(request: HistoryRequest, date: string): Promise<Result<HistoryDay>>;
    agent(request: HistoryRequest, userId: string): Promise<Result<AgentHistory>>;
    totals(request: HistoryRequest): Promise<Result<readonly AgentTotals[]>>;
    coverage(request: HistoryRequest, floor: CoverageFloor): Promise<Result<readonly CoverageDay[]>>;
    lengths(request: HistoryRequest): Promise<Result<readonly StatusLengths[]>>;
    export(request: HistoryRequest, what: HistoryExport): Promise<Result<string>>;
    cancel(): void;
  };
  readonly alerts: {
    list(): AlertList;
    save(of: AlertList['connectionId'], draft: RuleDraft): Promise<Result<AlertList>>;
    remove(of: AlertList['connectionId'], ruleId: string): Promise<Result<AlertList>>;
    import(of: AlertList['connectionId'], drafts: readonly RuleDraft[]): Promise<Result<RuleImport>>;
    mute(of: AlertList['connectionId'], userId: string, until: number | null): Result<AlertList>;
    snooze(forMs: number | null): AlertList;
    snoozeRule(of: AlertList['connectionId'], ruleId: string, forMs: number | null): Result<AlertList>;
    act(noticeId: string, action: Exclude<NoticeAction, 'open'>): void;
    noticeOutcome(noticeId: string, outcome: NoticeOutcome): void;
    seen(): AlertList;
    log(before: number | null): readonly AlertEntry[];
    logAfter(after: LogStart, isMasked: boolean): readonly AlertEntry[];
    excuse(entryId: number, note: string | null): Result<AlertEntry>;
    export(): string;
    dryRun(draft: RuleDraft, wish: DryRunWish): Promise<Result<DryRun>>;
    drill(ruleId: string): Promise<Result<string>>;
    ledger(ruleId: string): Promise<Result<Ledger>>;
    exportLedger(ruleId: string): Promise<Result<string>>;
  };
  readonly accuracy: () => Promise<Accuracy>;
  readonly settings: {
    get(): Settings;
    update(patch: Partial<Settings>): Promise<Result<Settings>>;
  };
  readonly trend: (hours: number) => Trend;
  readonly offHours: () => OffHours | null;
  readonly digest: {
    get(): Digest | null;
    dismiss(): void;
  };
  readonly cards: AgentCards;
  readonly directory: Pick<TeamDirectory, 'get' | 'refresh' | 'members'>;
  readonly views: Omit<Views, 'active' | 'nameOf'>;
  readonly checkFilter: (filter: TeamFilter) => Promise<Result<FilterCheck>>;
  readonly storage: {
    state(): StorageState;
    purge(): Promise<Result<StorageState>>;
  };
  readonly testNotice: () => void;
  readonly attentionRules: () => AttentionRules;
  readonly demoScene: () => DemoScene | null;
}

/** The commands of the core, a line each. */
export function coreHandlers(services: Services): Partial<Handlers> {
  const { info, team, cards, directory, connections, history, alerts, digest, settings, views, storage } = services;
  return {
    // The tray app serves its page to browsers, too.
    'app:info': (_args, { transport }) => ok(transport === 'browser' ? { ...info(), surface: 'browser' } : info()),

    'team:snapshot': () => ok(team.snapshot()),
    'board:get': () =>
      ok(boardOf({ team, connection: connections.state(), views: views.list().views, version: info().version })),
    'team:refresh': async () => ok(await services.refresh()),
    'team:watch': ([isWatching], { id }) => done(services.watch(id, isWatching)),
    'team:pause': ([forMs]) => done(team.pause(forMs)),
    'agent:get': ([userId]) => cards.get(userId),
    'agent:bands': ([userIds]) => ok(cards.bands(userIds)),
    'trend:get': ([hours]) => ok(services.trend(hours)),
    'hours:get': () => ok(services.offHours()),
    'rate-limit:get': () => services.rateLimit(),

    'view:list': () => ok(views.list()),
    'view:open': ([of, id]) => views.open(of, id),
    'view:save': ([of, draft]) => views.save(of, draft),
    'view:set-agents': ([of, id, agentIds]) => views.setAgents(of, id, agentIds),
    'view:remove': ([of, id]) => views.remove(of, id),
    'view:import': ([of, text]) => views.import(of, text),
    'view:check': ([filter]) => services.checkFilter(filter),
    'view:count': ([selection]) => ok(team.count(selection)),

    'directory:get': () => ok(directory.get()),
    // What a desk has of it comes with the team.
    'directory:refresh': () =>
      connections.state().profile?.auth === 'desk' ? fail('not-on-desk') : ok(directory.refresh()),
    'queue:agents': ([queueId]) => queueAgents(queueId, services),

    'connection:get': () => ok(connections.state()),
    'connection:list': async () => ok(await services.listConnections()),
    'connection:open': ([id]) => connections.switchTo(id),
    'connection:forget': ([id]) => connections.forget(id),
    'connection:check': ([form]) => ok(connections.check(form)),
    'connection:test': ([form]) => connections.test(form),
    'connection:save': ([form, keep]) => connections.save(form, keep),
    'connection:update': ([patch]) => connections.update(patch),
    'connection:remove': () => connections.remove(),
    'connection:retry': () => connections.retry(),
    'connection:demo': () => connections.demo(),

    'history:get': ([request]) => history.get(request),
    'history:read': ([request]) => history.read(request),
    'history:read-again': ([request]) => history.readAgain(request),
    'history:day': ([request, date]) => history.day(request, date),
    'history:agent': ([request, userId]) => history.agent(request, userId),
    'history:totals': ([request]) => history.totals(request),
    'history:coverage': ([request, floor]) => history.coverage(request, floor),
    'history:lengths': ([request]) => history.lengths(request),
    'history:export': ([request, what]) => history.export(request, what),
    'history:cancel': () => done(history.cancel()),

    'alert:list': () => ok(alerts.list()),
    'alert:save': ([of, draft]) => alerts.save(of, draft),
    'alert:remove': ([of, ruleId]) => alerts.remove(of, ruleId),
    'alert:export-rules': () => ok(writeRuleFile(alerts.list().rules, views.list().views)),
    'alert:import-rules': ([of, text]) => importRules(of, text, services),
    'alert:mute': ([of, userId, until]) => alerts.mute(of, userId, until),
    'alert:snooze-rule': ([of, ruleId, forMs]) => alerts.snoozeRule(of, ruleId, forMs),
    'alert:snooze': ([forMs]) => ok(alerts.snooze(forMs)),
    'alert:seen': () => ok(alerts.seen()),
    'alert:log': ([before]) => ok(alerts.log(before)),
    'alert:excuse': ([entryId, note]) => alerts.excuse(entryId, note),
    'alert:export': () => ok(alerts.export()),
    'alert:dry-run': ([draft, wantedADay]) => alerts.dryRun(draft, { wantedADay }),
    'alert:drill': ([ruleId]) => alerts.drill(ruleId),
    'alert:ledger': ([ruleId]) => alerts.ledger(ruleId),
    'alert:export-ledger': ([ruleId]) => alerts.exportLedger(ruleId),
    'accuracy:get': async () => ok(await services.accuracy()),
    'digest:get': () => ok(digest.get()),
    'digest:dismiss': () => done(digest.dismiss()),

    'settings:get': () => ok(settings.get()),
    'settings:update': ([patch]) => settings.update(patch),
    'storage:get': () => ok(storage.state()),
    'storage:purge': () => storage.purge(),
    'notice:test': () => done(services.testNotice()),
    'notice:act': ([noticeId, action]) => done(alerts.act(noticeId, action)),
    'notice:outcome': ([noticeId, kind]) =>
      done(
        alerts.noticeOutcome(
          noticeId,
          kind === 'failed' ? { kind, advice: alertTexts.drill.notShownByBrowser } : { kind },
        ),
      ),

    'status:get': ([withAgents, wanted]) => ok(runningStatus(services, withAgents, wanted)),
    'status:read': ([withAgents, wanted]) => readStatus(services, withAgents, wanted),
    'queues:get': () => ok(runningQueues(services)),
    'rules:get': ([isMasked]) => ok(runningRules(services, isMasked, services.clock.now())),
    'rules:try': ([draft, wish, isMasked]) => triedRule(services, draft, wish, isMasked),
    'alerts:get': ([after, isMasked]) => ok(runningLog(services, after, isMasked)),
    'desk:day': ([deskId, date]) => deskDay(connections.live(), deskId, date),
    'connection:renew': async () => done(await connections.renew()),
  };
}

/** The commands of a surface whose pages are in a browser. */
export function browserHandlers({
  openUrl,
  openWindow,
}: {
  readonly openUrl: (url: string) => void;
  readonly openWindow: () => void;
}): Partial<Handlers> {
  return {
    'help:open': ([page]) => done(openUrl(HELP_PAGES[page])),
    'window:open': () => done(openWindow()),
    'window:show': () => ok(null),
    'window:pin': () => ok(null),
    'desktop:get': () => ok(NO_DESKTOP),
  };
}

async function importRules(
  of: AlertList['connectionId'],
  text: string,
  { alerts, views }: Pick<Services, 'alerts' | 'views'>,
): Promise<Result<RuleImport>> {
  const drafts = readRuleFile(text, views.list().views);
  return drafts.ok ? alerts.import(of, drafts.value) : drafts;
}

function queueAgents(
  queueId: string,
  { directory, team }: Pick<Services, 'directory' | 'team'>,
): Result<readonly string[]> {
  const members = directory.members().ofQueue(queueId);
  if (members === null) return fail('not-found');
  const everybody = team.everybody();
  return ok([...members].filter((userId) => everybody.has(userId)));
}

async function deskDay(live: LiveConnection | null, deskId: string, date: string): Promise<Result<readonly string[]>> {
  if (live === null || live.feed === null || live.profile.relay?.deskId !== deskId) return fail('not-connected');
  const days = await live.feed.day(date);
  return days.ok ? ok(days.value.map((day) => packed(day).toString('base64'))) : days;
}

/** The answer of a command that only does something. */
function done(_: void): Result<null> {
  return ok(null);
}
