import type { CommandName } from '../shared/contract/commands.ts';
import type { EventName } from '../shared/contract/events.ts';
import { PAGE_SCHEMAS, SOCKET_SCHEMAS } from './schemas.ts';
import type { Transport } from './types.ts';

export const PAGE_COMMANDS = Object.keys(PAGE_SCHEMAS) as readonly CommandName[];

/** Only for the app's own windows: it also serves its page to browsers. */
const DESKTOP_ONLY: ReadonlySet<string> = new Set<CommandName>([
  'agent:copy',
  'login:set',
  'folder:show',
  'update:check',
  'update:install',
]);

/** The commands that each transport may pass on. */
export const ALLOWED_COMMANDS: Readonly<Record<Transport, ReadonlySet<string>>> = {
  window: new Set(PAGE_COMMANDS),
  browser: new Set(PAGE_COMMANDS.filter((name) => !DESKTOP_ONLY.has(name))),
  socket: new Set(Object.keys(SOCKET_SCHEMAS)),
};

// A record rather than an array: the compiler then insists on every name.
const EVENTS: Readonly<Record<EventName, true>> = {
  'team:changed': true,
  'connection:changed': true,
  'view:changed': true,
  'directory:changed': true,
  'connections:changed': true,
  'settings:changed': true,
  'info:changed': true,
  'hours:changed': true,
  'desktop:changed': true,
  'history:progress': true,
  'history:changed': true,
  'alerts:changed': true,
  'digest:changed': true,
  'notice:raised': true,
  'view:requested': true,
};

export const ALL_EVENTS = Object.keys(EVENTS) as readonly EventName[];

/** The events that pages get, by the surface of the running app: the desktop shows notices itself, in the system's way. */
export const PAGE_EVENTS: Readonly<Record<'desktop' | 'browser', readonly EventName[]>> = {
  desktop: ALL_EVENTS.filter((name) => name !== 'notice:raised'),
  browser: ALL_EVENTS,
};
