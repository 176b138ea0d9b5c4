import type { CommandName, EventName } from './contract.ts';

// Records rather than arrays: the compiler then insists on every name, so no command can be left out of a transport.
const COMMANDS: Readonly<Record<CommandName, true>> = {
  'app:info': true,
  'team:snapshot': true,
  'team:refresh': true,
  'budget:get': true,
  'team:watch': true,
  'team:pause': true,
  'agent:copy': true,
  'trend:get': true,
  'hours:get': true,
  'gap:get': true,
  'gap:dismiss': true,
  'view:list': true,
  'view:open': true,
  'view:save': true,
  'view:remove': true,
  'view:import': true,
  'view:check': true,
  'view:count': true,
  'connection:get': true,
  'connection:list': true,
  'connection:open': true,
  'connection:forget': true,
  'connection:check': true,
  'connection:test': true,
  'connection:save': true,
  'connection:update': true,
  'connection:remove': true,
  'connection:retry': true,
  'connection:demo': true,
  'history:load': true,
  'history:cancel': true,
  'settings:get': true,
  'settings:update': true,
  'storage:get': true,
  'storage:purge': true,
  'notice:test': true,
  'help:open': true,
  'window:show': true,
  'window:pin': true,
  'desktop:get': true,
  'login:set': true,
  'folder:show': true,
  'update:check': true,
  'update:install': true,
};

const EVENTS: Readonly<Record<EventName, true>> = {
  'team:changed': true,
  'connection:changed': true,
  'view:changed': true,
  'connections:changed': true,
  'settings:changed': true,
  'info:changed': true,
  'hours:changed': true,
  'gap:changed': true,
  'desktop:changed': true,
  'history:progress': true,
  'notice:raised': true,
  'view:requested': true,
};

/** Every command by name, for the transports that register or accept them. */
export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

/** Every event by name. */
export const EVENT_NAMES = Object.keys(EVENTS) as readonly EventName[];

/** Says whether a string from outside names a command. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
