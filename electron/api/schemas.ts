import { z } from 'zod';
import type {
  CommandArgs,
  CommandName,
  ConnectionPatch,
  ContactField,
  FolderName,
  HelpPage,
  WindowName,
} from '../shared/contract.ts';
import {
  ALGORITHMS,
  API_TIMES,
  LEAST_COPIES,
  LEAST_LIMIT_MINUTES,
  MOST_COPIES,
  MOST_LIMIT_MINUTES,
  MOST_LIMIT_NAME_CHARACTERS,
  MOST_SECONDARY_LIMITS,
  MOST_VIEW_FILE_CHARACTERS,
  MOST_VIEW_IDS,
  MOST_VIEW_SECONDARY_STATUSES,
  NOTIFY_CHOICES,
  PACES,
  SHORTCUTS,
  STATUSES,
  THEMES,
  TRAY_METRICS,
  WEEKDAYS,
  areWorkingHours,
  type AuthKind,
  type ConnectionForm,
  type HistoryQuery,
  type Limits,
  type Selection,
  type Settings,
  type TeamFilter,
  type ViewDraft,
  type WorkingHours,
} from '../shared/model.ts';
import { trimName } from '../shared/unseen.ts';

// Caps keep nonsense out; what a value means is judged by the room that uses it, which can say more about it.
const MAX_LIST = MOST_VIEW_IDS;
const shortText = z.string().max(128);
const text = z.string().max(1_024);
const secretText = z.string().max(8_192);
// Ids as the API documents write them: u-..., a-..., qu-..., or 24 hex digits.
const id = shortText.regex(/^[\w-]+$/);
const ids = z.array(id).max(MAX_LIST);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const timeZone = shortText.nullable();
const apiTimes = z.enum(API_TIMES);

const filter = z.strictObject({ queueIds: ids, skillIds: ids, agentIds: ids }) satisfies z.ZodType<TeamFilter>;
const selectionParts = {
  filter,
  text,
  statuses: z.array(z.enum(STATUSES)).max(STATUSES.length),
  secondaryStatuses: z.array(text).max(MOST_VIEW_SECONDARY_STATUSES),
};
const selection = z.strictObject(selectionParts) satisfies z.ZodType<Selection>;
const viewDraft = z.strictObject({
  ...selectionParts,
  id: id.nullable(),
  name: text,
}) satisfies z.ZodType<ViewDraft>;

const form = z.strictObject({
  id: id.nullable(),
  name: text,
  host: text,
  accountId: text,
  botId: text,
  auth: z.enum(['secret', 'token'] satisfies AuthKind[]),
  clientId: text,
  clientSecret: secretText.nullable(),
  token: secretText.nullable(),
  algorithm: z.enum(ALGORITHMS),
  timeZone,
  isHostConfirmed: z.boolean(),
  isNameConfirmed: z.boolean(),
}) satisfies z.ZodType<ConnectionForm>;

const query = z.strictObject({
  from: date,
  to: date,
  timeZone,
  // `filter.agents` of status details takes e-mails; 254 characters is the longest address (RFC 5321, 4.5.3.1.3).
  agents: z.array(z.string().min(1).max(254)).max(MAX_LIST),
  apiTimes: apiTimes.nullable(),
}) satisfies z.ZodType<HistoryQuery>;

const limitMinutes = z.int().min(LEAST_LIMIT_MINUTES).max(MOST_LIMIT_MINUTES).nullable();
const secondaryLimit = z.strictObject({
  name: z.string().transform(trimName).pipe(z.string().min(1).max(MOST_LIMIT_NAME_CHARACTERS)),
  minutes: z.int().min(0).max(MOST_LIMIT_MINUTES).nullable(),
});
const limits = z.strictObject({
  byStatus: z.strictObject({ AWAY: limitMinutes, BUSY: limitMinutes }),
  secondary: z.array(secondaryLimit).max(MOST_SECONDARY_LIMITS),
}) satisfies z.ZodType<Limits>;

const time = z.string().max(5);
const workingHours = z
  .strictObject({ days: z.array(z.literal(WEEKDAYS)).max(WEEKDAYS.length), from: time, to: time })
  .refine(areWorkingHours) satisfies z.ZodType<WorkingHours>;

const settingsPatch = patchOf({
  notify: z.enum(NOTIFY_CHOICES).nullable(),
  pace: z.enum(PACES),
  theme: z.enum(THEMES),
  limits,
  workingHours: workingHours.nullable(),
  isMasked: z.boolean(),
  trayMetric: z.enum(TRAY_METRICS),
  isNumberInIcon: z.boolean(),
  shortcut: z.enum(SHORTCUTS).nullable(),
}) satisfies z.ZodType<Partial<Settings>>;

const copies = z.int().min(LEAST_COPIES).max(MOST_COPIES);
const connectionPatch = patchOf({ name: text, timeZone, apiTimes, copies }) satisfies z.ZodType<ConnectionPatch>;

// A pause longer than a day would be a forgotten one.
const pauseMs = z.int().min(1).max(86_400_000).nullable();

// As far back as anything is kept: 30 days.
const trendHours = z.int().min(1).max(720);

const nothing = z.tuple([]);

/** The argument tuple of every command. The compiler holds each schema to the hand-written contract. */
export const COMMAND_SCHEMAS = {
  'app:info': nothing,
  'team:snapshot': nothing,
  'team:refresh': nothing,
  'budget:get': nothing,
  'team:watch': z.tuple([z.boolean()]),
  'team:pause': z.tuple([pauseMs]),
  // Looked up only, so any text an agent may be known by.
  'agent:copy': z.tuple([shortText, z.enum(['email', 'phone'] satisfies ContactField[])]),
  'trend:get': z.tuple([trendHours]),
  'hours:get': nothing,
  'gap:get': nothing,
  'gap:dismiss': nothing,
  'view:list': nothing,
  'view:open': z.tuple([id.nullable(), id.nullable()]),
  'view:save': z.tuple([id.nullable(), viewDraft]),
  'view:remove': z.tuple([id.nullable(), id]),
  'view:import': z.tuple([id.nullable(), z.string().max(MOST_VIEW_FILE_CHARACTERS)]),
  'view:check': z.tuple([filter]),
  'view:count': z.tuple([selection]),
  'connection:get': nothing,
  'connection:list': nothing,
  'connection:open': z.tuple([id]),
  'connection:forget': z.tuple([id]),
  'connection:check': z.tuple([form]),
  'connection:test': z.tuple([form]),
  'connection:save': z.tuple([form, z.enum(['keychain', 'session'])]),
  'connection:update': z.tuple([connectionPatch]),
  'connection:remove': nothing,
  'connection:retry': nothing,
  'connection:demo': nothing,
  'history:load': z.tuple([query]),
  'history:cancel': nothing,
  'settings:get': nothing,
  'settings:update': z.tuple([settingsPatch]),
  'storage:get': nothing,
  'storage:purge': nothing,
  'notice:test': nothing,
  'help:open': z.tuple([z.enum(['create-app', 'scopes', 'project'] satisfies HelpPage[])]),
  'window:show': z.tuple([z.enum(['history', 'hide-popover'] satisfies WindowName[])]),
  'window:pin': z.tuple([z.boolean()]),
  'desktop:get': nothing,
  'login:set': z.tuple([z.boolean()]),
  'folder:show': z.tuple([z.enum(['data', 'logs', 'licences'] satisfies FolderName[])]),
  'update:check': nothing,
  'update:install': nothing,
} satisfies { readonly [C in CommandName]: z.ZodType<CommandArgs<C>> };

/**
 * Any of the fields and no other. A field that is present but undefined, which IPC can carry and JSON cannot, is left
 * out, so that spreading the patch over what is kept never erases a value.
 */
function patchOf<S extends z.ZodRawShape>(shape: S) {
  return z
    .strictObject(shape)
    .partial()
    .transform(
      (patch) => Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as typeof patch,
    );
}
