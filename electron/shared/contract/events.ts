import type {
  AlertList,
  AppInfo,
  ConnectionState,
  ConnectionSummary,
  DesktopState,
  Digest,
  Directory,
  HistoryProgress,
  Notice,
  OffHours,
  Settings,
  TeamDelta,
  ViewList,
} from '../model.ts';

/** What is pushed to pages. */
export interface Events {
  'team:changed': TeamDelta;
  'connection:changed': ConnectionState;
  /** Views were saved or removed, another one was opened, or the connection is another one. */
  'view:changed': ViewList;
  /** Names or members were read, or another connection is open. */
  'directory:changed': Directory;
  /** A connection was opened, added, changed or removed; not pushed for what a poll brings. */
  'connections:changed': readonly ConnectionSummary[];
  'settings:changed': Settings;
  /** This computer's time zone changed. */
  'info:changed': AppInfo;
  'hours:changed': OffHours | null;
  'desktop:changed': DesktopState;
  'history:progress': HistoryProgress;
  /** More status details were read, or their times are read in another zone: `history:get` has a new answer. */
  'history:changed': null;
  /** Rules, their states or mutes changed, or the connection did. */
  'alerts:changed': AlertList;
  'digest:changed': Digest | null;
  /** A notice for the user: the desktop shows it natively, and a page where nothing else does. */
  'notice:raised': Notice;
  /** Asks the page to show a view, for example after a click on a notification. */
  'view:requested': ViewRequest;
}

export type EventName = keyof Events;

/** A view that the surface wants shown, and an agent in it. */
export interface ViewRequest {
  readonly view: 'team' | 'history' | 'alerts' | 'settings' | 'connect';
  /** The agent to scroll to, or null. */
  readonly userId: string | null;
}
