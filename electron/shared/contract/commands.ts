import type {
  Accuracy,
  AgentBands,
  AgentCard,
  AgentHistory,
  AgentTotals,
  AlertEntry,
  AlertList,
  AppInfo,
  Board,
  RateLimitReport,
  ConnectionForm,
  ConnectionProfile,
  ConnectionState,
  ConnectionSummary,
  CoverageDay,
  CoverageFloor,
  DesktopState,
  Digest,
  Directory,
  DryRun,
  FieldNotes,
  FilterCheck,
  HistoryDay,
  HistoryExport,
  HistoryOverview,
  HistoryRequest,
  Ledger,
  NoticeOutcome,
  OffHours,
  RefreshAnswer,
  RuleDraft,
  RuleImport,
  Selection,
  SelectionCount,
  Settings,
  StatusLengths,
  StorageState,
  TeamFilter,
  TeamSnapshot,
  TestReport,
  Trend,
  ViewDraft,
  ViewImport,
  ViewList,
} from '../model.ts';
import type { NoticeAction } from '../alerts/notices.ts';
import type { Result } from '../result.ts';
import type { SocketCommands } from './socket.ts';

/**
 * What a page may ask. The values are signatures; each command is answered with a `Result`, and none returns a secret.
 * A new command is a line here, a schema in `api/schemas.ts` and a handler.
 */
export interface Commands {
  /** Version, surface, platform, folder and time zone. */
  'app:info': () => AppInfo;

  /** The team at its present revision. */
  'team:snapshot': () => TeamSnapshot;
  /** The counts of every view, for a board on a wall; no agent is in it. */
  'board:get': () => Board;
  /** Polls now or joins the poll in flight, and answers when it has ended; or says when the rate limit lets it run. */
  'team:refresh': () => RefreshAnswer;
  /** Says whether this page is visible, which sets the pace. */
  'team:watch': (isWatching: boolean) => null;
  /** Stops polling for so many milliseconds, or goes on at once with null. */
  'team:pause': (forMs: number | null) => null;
  /** Desktop only: copies the e-mail or phone number of an agent from the last answer; the page does not get it. */
  'agent:copy': (userId: string, field: ContactField) => null;
  /** Everything that is known of one agent, without a call; `not-found` when the team has nobody of that id. */
  'agent:get': (userId: string) => AgentCard;
  /** The day so far of at most 200 agents, from what was read anyway. */
  'agent:bands': (userIds: readonly string[]) => AgentBands;
  /** Counts of the open team over the last 1 to 720 hours. */
  'trend:get': (hours: number) => Trend;
  /** The time outside of working hours that is now or next; null without working hours. */
  'hours:get': () => OffHours | null;
  /** The calls to the present account: what it allows and what is used; `not-connected` without one. */
  'rate-limit:get': () => RateLimitReport;

  /** The views of the present connection, and which one is open. */
  'view:list': () => ViewList;
  /**
   * Opens a view, or everybody with null: from now on it decides counts, tray, list and notifications. Like every change
   * of views it names its connection, and is refused when another one is open by now.
   */
  'view:open': (of: ViewList['connectionId'], id: string | null) => ViewList;
  /** Saves a view, a new one without an id, and opens it. */
  'view:save': (of: ViewList['connectionId'], draft: ViewDraft) => ViewList;
  /** Replaces the agent ids of a saved view and opens nothing. */
  'view:set-agents': (of: ViewList['connectionId'], id: string, agentIds: readonly string[]) => ViewList;
  /** Removes a view; if it was open, everybody is shown. */
  'view:remove': (of: ViewList['connectionId'], id: string) => ViewList;
  /** Adds the views of an exported file; a name that exists gets a number. */
  'view:import': (of: ViewList['connectionId'], text: string) => ViewImport;
  /** Asks Kore.ai about queue, skill and agent ids: one call, and one per list when it refuses several. */
  'view:check': (filter: TeamFilter) => FilterCheck;
  /** Who of the agents read last a selection matches, without a call; null when others would have to be read. */
  'view:count': (selection: Selection) => SelectionCount | null;

  /** The queues and skills of the present connection's account, as they were last read. */
  'directory:get': () => Directory;
  /** Begins to read them anew; what comes of it is `directory:changed`. */
  'directory:refresh': () => Directory;
  /** The user ids of who serves a queue, of everybody in the last answer; `not-found` while its members are not known. */
  'queue:agents': (queueId: string) => readonly string[];

  /** The present connection, without its secret. */
  'connection:get': () => ConnectionState;
  /** Every connection, including what another process has saved or removed meanwhile. */
  'connection:list': () => readonly ConnectionSummary[];
  /** Opens a connection, now and at the next start; answers when its secret has been read. */
  'connection:open': (id: string) => ConnectionState;
  /** Removes a connection, its secret and its team, whether it is the present one or not. */
  'connection:forget': (id: string) => ConnectionState;
  /** Checks every field of the form without any call. */
  'connection:check': (form: ConnectionForm) => FieldNotes;
  /** Calls both APIs once and reports on each. */
  'connection:test': (form: ConnectionForm) => TestReport;
  /** Saves the connection, in the keychain or for this session only, and starts polling it. */
  'connection:save': (form: ConnectionForm, keep: 'keychain' | 'session') => ConnectionState;
  /**
   * Changes what needs no new test: name, team zone, zone of API times, copies sharing the account, whether its history is
   * saved. Switching that off deletes what was saved of it.
   */
  'connection:update': (patch: ConnectionPatch) => ConnectionState;
  /** Removes the present connection and its secret, or leaves the demo; opens the next saved one, if there is one. */
  'connection:remove': () => ConnectionState;
  /** Reads the secret from the keychain again, for example after it was unlocked. */
  'connection:retry': () => ConnectionState;
  /** Opens the built-in demo contact centre. */
  'connection:demo': () => ConnectionState;

  /** What is known of a request without a call. */
  'history:get': (request: HistoryRequest) => HistoryOverview;
  /**
   * Reads what is missing of a request; answers when all is read or the read has ended. Progress comes as
   * `history:progress`, and `history:changed` says that more can be shown.
   */
  'history:read': (request: HistoryRequest) => HistoryOverview;
  /** The same, and reads again what was read before, also of finished days. */
  'history:read-again': (request: HistoryRequest) => HistoryOverview;
  /** One day of a request with everybody's intervals, without a call; who was not read is not in it. */
  'history:day': (request: HistoryRequest, date: string) => HistoryDay;
  /** One agent's days of a request, without a call. */
  'history:agent': (request: HistoryRequest, userId: string) => AgentHistory;
  /** What each agent did in all days of a request together, without a call. */
  'history:totals': (request: HistoryRequest) => readonly AgentTotals[];
  /** When fewer than some agents were in a status, day by day, without a call. */
  'history:coverage': (request: HistoryRequest, floor: CoverageFloor) => readonly CoverageDay[];
  /** How long agents are away, where that was read often enough, without a call. */
  'history:lengths': (request: HistoryRequest) => readonly StatusLengths[];
  /** The text of a file of what was read, without a call. */
  'history:export': (request: HistoryRequest, what: HistoryExport) => string;
  /** Stops the history read in flight; it answers with what it has. */
  'history:cancel': () => null;

  /** The rules of the present connection, their state, and what is muted. */
  'alert:list': () => AlertList;
  /** Saves a rule, a new one without an id. Like every change of rules it names its connection. */
  'alert:save': (of: AlertList['connectionId'], draft: RuleDraft) => AlertList;
  'alert:remove': (of: AlertList['connectionId'], ruleId: string) => AlertList;
  /** The text of a file of the rules. */
  'alert:export-rules': () => string;
  /** Adds the rules of such a file; one with an id that is there replaces that one. Of a bad file nothing is taken. */
  'alert:import-rules': (of: AlertList['connectionId'], text: string) => RuleImport;
  /** Delivers nothing about an agent until then; null ends it. */
  'alert:mute': (of: AlertList['connectionId'], userId: string, until: number | null) => AlertList;
  /** Delivers nothing of a rule for so many milliseconds; null ends it. */
  'alert:snooze-rule': (of: AlertList['connectionId'], ruleId: string, forMs: number | null) => AlertList;
  /** Delivers nothing at all for so many milliseconds; null ends it. */
  'alert:snooze': (forMs: number | null) => AlertList;
  /** All delivered entries so far were looked at. */
  'alert:seen': () => AlertList;
  /** The log, the latest first: at most 500 entries before an id, or the latest with null. */
  'alert:log': (before: number | null) => readonly AlertEntry[];
  /** Marks an entry as excused with a note, or no longer with null. */
  'alert:excuse': (entryId: number, note: string | null) => AlertEntry;
  /** The text of a CSV file of the log. */
  'alert:export': () => string;
  /** Replays a rule over the cached days; `wantedADay` is how often at most it should fire. */
  'alert:dry-run': (draft: RuleDraft, wantedADay: number) => DryRun;
  /** Sends a rule's notice through its delivery path, marked as a drill; what came of it, in a sentence. */
  'alert:drill': (ruleId: string) => string;
  /** When fewer agents than a rule wants were available, on the last 14 days, without a call. */
  'alert:ledger': (ruleId: string) => Ledger;
  /** The text of a CSV file of that. */
  'alert:export-ledger': (ruleId: string) => string;
  /** How often the live counts of the last 14 finished days were also those of status details, without a call. */
  'accuracy:get': () => Accuracy;
  /** What happened while nobody was told anything; null when there is nothing to report. */
  'digest:get': () => Digest | null;
  /** Dismisses it on every page. */
  'digest:dismiss': () => null;

  'settings:get': () => Settings;
  'settings:update': (patch: Partial<Settings>) => Settings;
  /** What is saved on this computer besides settings and secrets, and whether that works. */
  'storage:get': () => StorageState;
  /** Deletes all of it. */
  'storage:purge': () => StorageState;
  /** Shows a notification of the kind the user chose, so that they can see that it works. */
  'notice:test': () => null;
  /** Does what a button of a notice says. */
  'notice:act': (noticeId: string, action: Exclude<NoticeAction, 'open'>) => null;
  /** A page reports what became of a notice; one that failed is shown in the page. */
  'notice:outcome': (noticeId: string, outcome: NoticeOutcome['kind']) => null;

  /** Opens a page of a fixed table in the system's browser. */
  'help:open': (page: HelpPage) => null;
  /** Opens the history window or hides the popover; does nothing in a browser. */
  'window:show': (name: WindowName) => null;
  /** Keeps the popover open and in front of other programs, or no longer; does nothing in a browser. */
  'window:pin': (isPinned: boolean) => null;
  /** What only the desktop has; nothing of it in a browser. */
  'desktop:get': () => DesktopState;
  /** Desktop only: starts Rollcall at login, or no longer. */
  'login:set': (startsAtLogin: boolean) => DesktopState;
  /** Desktop only: opens a folder or file of a fixed table in the system's program for it. */
  'folder:show': (name: FolderName) => null;
  /** Desktop only: begins to look for an update; the outcome comes as `desktop:changed`. */
  'update:check': () => DesktopState;
  /** Desktop only: quits, installs the update that is ready and starts again. */
  'update:install': () => null;
}

/** Every command of the router, whatever transport it comes by. */
export interface AllCommands extends Commands, SocketCommands {}

export type CommandName = keyof Commands;
export type CommandArgs<C extends keyof AllCommands> = Parameters<AllCommands[C]>;
export type CommandValue<C extends keyof AllCommands> = ReturnType<AllCommands[C]>;
export type CommandResult<C extends keyof AllCommands> = Result<CommandValue<C>>;

export type ConnectionPatch = Partial<
  Pick<ConnectionProfile, 'name' | 'timeZone' | 'apiTimes' | 'copies' | 'isHistoryOff'>
>;
export type HelpPage = 'create-app' | 'scopes' | 'project';
export type WindowName = 'history' | 'hide-popover';
/** Two folders, and the file with the licences of everything Rollcall is made of. */
export type FolderName = 'data' | 'logs' | 'licences';
/** What can be copied of an agent: it is in memory only and never reaches a page. */
export type ContactField = 'email' | 'phone';
