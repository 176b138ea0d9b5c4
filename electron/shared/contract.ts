import type {
  AppInfo,
  BudgetReport,
  ConnectionForm,
  ConnectionState,
  ConnectionSummary,
  DesktopState,
  FieldNotes,
  GapReport,
  HistoryProgress,
  HistoryQuery,
  FilterCheck,
  HistoryReport,
  Notice,
  OffHours,
  RefreshAnswer,
  Settings,
  StorageState,
  TeamDelta,
  SelectionCount,
  Selection,
  TeamFilter,
  TeamSnapshot,
  TestReport,
  Trend,
  ViewDraft,
  ViewImport,
  ViewList,
  ConnectionProfile,
} from './model.ts';
import type { Result } from './result.ts';

/**
 * The contract between the core and every window: two maps split by direction, values are signatures.
 * A command is asked and answered with a `Result`; an event is pushed. No command returns a secret.
 */
export interface Commands {
  /** What is running: version, surface, platform. */
  'app:info': () => AppInfo;
  /** The whole team at its present revision. */
  'team:snapshot': () => TeamSnapshot;
  /** Polls now, or joins the poll in flight, and answers when it has ended; or says when the budget lets it run. */
  'team:refresh': () => RefreshAnswer;
  /** The calls to the present account: what it allows and what is used; `not-connected` without one. */
  'budget:get': () => BudgetReport;
  /** Says whether this window is in sight, which sets the pace. */
  'team:watch': (isWatching: boolean) => null;
  /** Stops polling for a while (milliseconds), or goes on at once with null. */
  'team:pause': (forMs: number | null) => null;
  /** Desktop: copies what the last answer said of an agent; the window does not get it. Elsewhere it is refused. */
  'agent:copy': (userId: string, field: ContactField) => null;
  /** Counts of the last hours (1 to 720) of the team that is looked at. */
  'trend:get': (hours: number) => Trend;
  /** The stretch outside of working hours that is now or next; null without working hours. */
  'hours:get': () => OffHours | null;
  /** What happened while nobody watched, from status details; null when there is nothing to tell. */
  'gap:get': () => GapReport | null;
  /** Puts the report of the gap away, in every window. */
  'gap:dismiss': () => null;
  /** The views of the present connection, and which one is open. */
  'view:list': () => ViewList;
  /**
   * Opens a view, or everybody with null: from now on it decides counts, tray, list and notifications. Like every change
   * of views it names the connection it is meant for, and is refused when that one is not open any more.
   */
  'view:open': (of: ViewList['connectionId'], id: string | null) => ViewList;
  /** Keeps a view, a new one without an id, and opens it. */
  'view:save': (of: ViewList['connectionId'], draft: ViewDraft) => ViewList;
  /** Forgets a view; when it was open, everybody is. */
  'view:remove': (of: ViewList['connectionId'], id: string) => ViewList;
  /** Adds the views of a file that was exported; a name that exists gets a number. */
  'view:import': (of: ViewList['connectionId'], text: string) => ViewImport;
  /** Asks Kore.ai about queue, skill and agent ids: one call, and one per list when it refuses several. */
  'view:check': (filter: TeamFilter) => FilterCheck;
  /** How many of the agents read last a selection matches, without a call; null when others would have to be read. */
  'view:count': (selection: Selection) => SelectionCount | null;
  /** The present connection, without its secret. */
  'connection:get': () => ConnectionState;
  /** Every connection there is, also what another process has saved or removed meanwhile. */
  'connection:list': () => readonly ConnectionSummary[];
  /** Makes a connection the present one, now and at the next start, and polls it; answers when its secret was read. */
  'connection:open': (id: string) => ConnectionState;
  /** Forgets a connection, its secret and its team, whether it is the present one or not. */
  'connection:forget': (id: string) => ConnectionState;
  /** Checks every field of the form without any call. */
  'connection:check': (form: ConnectionForm) => FieldNotes;
  /** Asks both APIs once and reports each. */
  'connection:test': (form: ConnectionForm) => TestReport;
  /** Keeps the connection, in the keychain or for this session only, and starts polling it. */
  'connection:save': (form: ConnectionForm, keep: 'keychain' | 'session') => ConnectionState;
  /** Changes what needs no new test: name, team zone, zone of API times, copies sharing the account. */
  'connection:update': (patch: ConnectionPatch) => ConnectionState;
  /** Forgets the present connection and its secret, or leaves the demo; the next saved one is opened, if there is one. */
  'connection:remove': () => ConnectionState;
  /** Reads the secret from the keychain once more, for example after it was unlocked. */
  'connection:retry': () => ConnectionState;
  /** Opens the embedded demo contact centre. */
  'connection:demo': () => ConnectionState;
  /** Reads status history; progress comes as `history:progress`. */
  'history:load': (query: HistoryQuery) => HistoryReport;
  /** Stops the history read in flight; it answers with what it has. */
  'history:cancel': () => null;
  'settings:get': () => Settings;
  'settings:update': (patch: Partial<Settings>) => Settings;
  /** What is kept on this computer beside settings and secrets, and whether that works. */
  'storage:get': () => StorageState;
  /** Deletes all of it. */
  'storage:purge': () => StorageState;
  /** Shows a notification of the kind the user chose, so that they can see that it works. */
  'notice:test': () => null;
  /** Opens a page of a fixed table in the system's browser. */
  'help:open': (page: HelpPage) => null;
  /** Desktop: opens the history window or hides the popover. Elsewhere it does nothing. */
  'window:show': (name: WindowName) => null;
  /** Desktop: keeps the popover open and in front while others are used, or no longer. Elsewhere it does nothing. */
  'window:pin': (isPinned: boolean) => null;
  /** What only the desktop has; elsewhere nothing of it is on offer. */
  'desktop:get': () => DesktopState;
  /** Desktop: starts Rollcall at login, or no longer. Elsewhere it is refused. */
  'login:set': (startsAtLogin: boolean) => DesktopState;
  /** Desktop: opens a folder or file of a fixed table, each in its program. Elsewhere it is refused. */
  'folder:show': (name: FolderName) => null;
  /** Desktop: begins to look for an update; what comes of it is told by `desktop:changed`. Elsewhere it is refused. */
  'update:check': () => DesktopState;
  /** Desktop: ends Rollcall, installs the update that is ready and starts it again. Elsewhere it is refused. */
  'update:install': () => null;
}

/** What is pushed. Every listener registration gives back its unsubscribe. */
export interface Events {
  'team:changed': TeamDelta;
  'connection:changed': ConnectionState;
  /** Views were saved or removed, another one is open, or the connection is another one. */
  'view:changed': ViewList;
  /** Another one is open, or one was added, changed or forgotten; not for what a poll brings. */
  'connections:changed': readonly ConnectionSummary[];
  'settings:changed': Settings;
  /** This computer's time zone is another one. */
  'info:changed': AppInfo;
  'hours:changed': OffHours | null;
  'gap:changed': GapReport | null;
  'desktop:changed': DesktopState;
  'history:progress': HistoryProgress;
  /** A notification for a surface that shows its own (browser). */
  'notice:raised': Notice;
  /** The surface asks the window to show a view, for example after a click on a notification. */
  'view:requested': ViewRequest;
}

export type ConnectionPatch = Partial<Pick<ConnectionProfile, 'name' | 'timeZone' | 'apiTimes' | 'copies'>>;
export type HelpPage = 'create-app' | 'scopes' | 'project';
export type WindowName = 'history' | 'hide-popover';
/** Two folders, and the file with the licences of all that Rollcall is made of. */
export type FolderName = 'data' | 'logs' | 'licences';
/** What of an agent can be copied: it is in memory only, and never in a window. */
export type ContactField = 'email' | 'phone';
/** A view a surface asks for, and the agent to bring into sight. */
export interface ViewRequest {
  readonly view: 'team' | 'history' | 'settings' | 'connect';
  /** The agent to bring into sight, or null. */
  readonly userId: string | null;
}

export type CommandName = keyof Commands;
export type EventName = keyof Events;
export type CommandArgs<C extends CommandName> = Parameters<Commands[C]>;
export type CommandValue<C extends CommandName> = ReturnType<Commands[C]>;
export type CommandResult<C extends CommandName> = Result<CommandValue<C>>;
