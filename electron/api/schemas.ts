import { z } from 'zod';
import type {
  AllCommands,
  CommandArgs,
  CommandName,
  ContactField,
  FolderName,
  HelpPage,
  WindowName,
} from '../shared/contract/commands.ts';
import type { SocketCommands } from '../shared/contract/socket.ts';
import { MAX_BANDS, MAX_NOTE_CHARACTERS, MAX_VIEW_FILE_CHARACTERS, MAX_VIEW_IDS } from '../shared/model.ts';
import { MAX_RULE_FILE_CHARACTERS } from '../shared/alerts/rule-file.ts';
import {
  connectionForm,
  connectionPatch,
  coverageFloor,
  date,
  dryRunWish,
  filter,
  historyExport,
  historyRequest,
  id,
  instant,
  logStart,
  noticeId,
  pauseMs,
  port,
  ruleDraft,
  selection,
  settingsPatch,
  shortText,
  trendHours,
  viewDraft,
  wantedADay,
  wantedTeam,
} from './schema-values.ts';

// The argument tuple of every command. The compiler holds each schema to its signature in the contract, and the keys are
// the names of all commands at run time.
type Schemas<Name extends keyof AllCommands> = { readonly [C in Name]: () => z.ZodType<CommandArgs<C>> };

const nothing = () => z.tuple([]);
const connectionId = () => id().nullable();

/** What a page may ask. */
export const PAGE_SCHEMAS: Schemas<CommandName> = {
  'app:info': nothing,

  'team:snapshot': nothing,
  'board:get': nothing,
  'team:refresh': nothing,
  'team:watch': () => z.tuple([z.boolean()]),
  'team:pause': () => z.tuple([pauseMs()]),
  // The id is only looked up, so it may be any text an agent is known by.
  'agent:copy': () => z.tuple([shortText(), z.enum(['email', 'phone'] satisfies ContactField[])]),
  'agent:get': () => z.tuple([shortText()]),
  'agent:bands': () => z.tuple([z.array(shortText()).max(MAX_BANDS)]),
  'trend:get': () => z.tuple([trendHours()]),
  'hours:get': nothing,
  'rate-limit:get': nothing,

  'view:list': nothing,
  'view:open': () => z.tuple([connectionId(), id().nullable()]),
  'view:save': () => z.tuple([connectionId(), viewDraft()]),
  'view:set-agents': () => z.tuple([connectionId(), id(), z.array(shortText()).max(MAX_VIEW_IDS)]),
  'view:remove': () => z.tuple([connectionId(), id()]),
  'view:import': () => z.tuple([connectionId(), z.string().max(MAX_VIEW_FILE_CHARACTERS)]),
  'view:check': () => z.tuple([filter()]),
  'view:count': () => z.tuple([selection()]),

  'directory:get': nothing,
  'directory:refresh': nothing,
  'queue:agents': () => z.tuple([shortText()]),

  'connection:get': nothing,
  'connection:list': nothing,
  'connection:open': () => z.tuple([id()]),
  'connection:forget': () => z.tuple([id()]),
  'connection:check': () => z.tuple([connectionForm()]),
  'connection:test': () => z.tuple([connectionForm()]),
  'connection:save': () => z.tuple([connectionForm(), z.enum(['keychain', 'session'])]),
  'connection:update': () => z.tuple([connectionPatch()]),
  'connection:remove': nothing,
  'connection:retry': nothing,
  'connection:demo': nothing,

  'history:get': () => z.tuple([historyRequest()]),
  'history:read': () => z.tuple([historyRequest()]),
  'history:read-again': () => z.tuple([historyRequest()]),
  'history:day': () => z.tuple([historyRequest(), date()]),
  'history:agent': () => z.tuple([historyRequest(), shortText()]),
  'history:totals': () => z.tuple([historyRequest()]),
  'history:coverage': () => z.tuple([historyRequest(), coverageFloor()]),
  'history:lengths': () => z.tuple([historyRequest()]),
  'history:export': () => z.tuple([historyRequest(), historyExport()]),
  'history:cancel': nothing,

  'alert:list': nothing,
  'alert:save': () => z.tuple([connectionId(), ruleDraft()]),
  'alert:remove': () => z.tuple([connectionId(), id()]),
  'alert:export-rules': nothing,
  'alert:import-rules': () => z.tuple([connectionId(), z.string().max(MAX_RULE_FILE_CHARACTERS)]),
  'alert:mute': () => z.tuple([connectionId(), shortText(), instant().nullable()]),
  'alert:snooze-rule': () => z.tuple([connectionId(), id(), pauseMs()]),
  'alert:snooze': () => z.tuple([pauseMs()]),
  'alert:seen': nothing,
  'alert:log': () => z.tuple([z.int().min(1).nullable()]),
  'alert:excuse': () => z.tuple([z.int().min(1), z.string().max(MAX_NOTE_CHARACTERS).nullable()]),
  'alert:export': nothing,
  'alert:dry-run': () => z.tuple([ruleDraft(), wantedADay()]),
  'digest:get': nothing,
  'digest:dismiss': nothing,
  'alert:drill': () => z.tuple([id()]),
  'alert:ledger': () => z.tuple([id()]),
  'alert:export-ledger': () => z.tuple([id()]),
  'accuracy:get': nothing,

  'settings:get': nothing,
  'settings:update': () => z.tuple([settingsPatch()]),
  'storage:get': nothing,
  'storage:purge': nothing,
  'notice:test': nothing,
  'notice:act': () => z.tuple([noticeId(), z.enum(['snooze', 'mute'])]),
  'notice:outcome': () => z.tuple([noticeId(), z.enum(['shown', 'in-page', 'failed'])]),

  'help:open': () => z.tuple([z.enum(['create-app', 'scopes', 'project'] satisfies HelpPage[])]),
  'window:show': () => z.tuple([z.enum(['history', 'hide-popover'] satisfies WindowName[])]),
  'window:pin': () => z.tuple([z.boolean()]),
  'desktop:get': nothing,
  'login:set': () => z.tuple([z.boolean()]),
  'folder:show': () => z.tuple([z.enum(['data', 'logs', 'licences'] satisfies FolderName[])]),
  'update:check': nothing,
  'update:install': nothing,
};

/** What another process may ask over the local socket. */
export const SOCKET_SCHEMAS: Schemas<keyof SocketCommands> = {
  'status:get': () => z.union([z.tuple([z.boolean()]), z.tuple([z.boolean(), wantedTeam()])]),
  'status:read': () => z.tuple([z.boolean(), wantedTeam()]),
  'queues:get': nothing,
  'rules:get': () => z.tuple([z.boolean()]),
  'rules:try': () => z.tuple([ruleDraft(), dryRunWish(), z.boolean()]),
  'alerts:get': () => z.tuple([logStart(), z.boolean()]),
  'desk:day': () => z.tuple([id(), date()]),
  'window:open': nothing,
  'connection:renew': nothing,
  'page:serve': () => z.tuple([port(), z.boolean()]),
};

const ALL_SCHEMAS: Schemas<keyof AllCommands> = { ...PAGE_SCHEMAS, ...SOCKET_SCHEMAS };
const made = new Map<keyof AllCommands, z.ZodType>();

/** The schema of a command's arguments, made when the command first runs. */
export function schemaOf<C extends keyof AllCommands>(command: C): z.ZodType<CommandArgs<C>> {
  const schema = made.get(command) ?? ALL_SCHEMAS[command]();
  made.set(command, schema);
  return schema as z.ZodType<CommandArgs<C>>;
}
