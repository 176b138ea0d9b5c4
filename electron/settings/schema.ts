import { z } from 'zod';
import {
  NOTHING_LEARNED,
  type ApiTimesEvidence,
  type ConnectionMemory,
  ALGORITHMS,
  AUDIENCES,
  brokerOrigin,
  MAX_DESK_KEYS,
  MAX_DESK_VIEWS,
  API_TIMES,
  DEFAULT_LIMITS,
  DEFAULT_PREFERENCES,
  MIN_COPIES,
  MIN_LIMIT_MINUTES,
  MAX_COPIES,
  MAX_LIMIT_MINUTES,
  MAX_LIMIT_NAME_CHARACTERS,
  MAX_SECONDARY_LIMITS,
  NOTIFY_CHOICES,
  PACES,
  RULE_BOUNDS,
  isTooEarly,
  SHORTCUTS,
  STATUSES,
  THEMES,
  TRAY_METRICS,
  WEEKDAYS,
  areWorkingHours,
  isRuleKind,
  type AuthKind,
  type ConnectionProfile,
  type DeskAccess,
  type Limits,
  type Rule,
  type RuleCondition,
  type RuleScope,
  type Settings,
  type StatusChoice,
  type WorkingHours,
  MAX_RULES,
  MAX_VIEW_NAME_CHARACTERS,
  MAX_VIEWS,
  type View,
} from '../shared/model.ts';
import { SETTINGS_VERSION, type PublisherAccess, type SavedConnection, type SettingsDocument } from './types.ts';
import { trimName, foldName } from '../shared/names/invisible.ts';
import { readNamedSelection } from '../shared/views/view-rules.ts';

// This many fit easily into 1 MB, see small-file.ts.
const MAX_CONNECTIONS = 1_000;
const MAX_USER_ID_CHARACTERS = 200;
const MAX_CONNECTION_NAME_CHARACTERS = 60;
const ID = /^[\w-]{1,128}$/;

const id = z.string().regex(ID);

const limitMinutes = integer(MIN_LIMIT_MINUTES, MAX_LIMIT_MINUTES).nullable();
const secondaryLimit = z.object({
  name: nameOf(MAX_LIMIT_NAME_CHARACTERS),
  minutes: integer(0, MAX_LIMIT_MINUTES).nullable(),
});
const limits = z.object({
  byStatus: z
    .object({
      AWAY: limitMinutes.catch(DEFAULT_LIMITS.byStatus.AWAY),
      BUSY: limitMinutes.catch(DEFAULT_LIMITS.byStatus.BUSY),
    })
    .catch(DEFAULT_LIMITS.byStatus),
  secondary: listOf(secondaryLimit, MAX_SECONDARY_LIMITS).catch(DEFAULT_LIMITS.secondary),
}) satisfies z.ZodType<Limits>;

const workingHours = z
  .object({
    days: listOf(z.literal(WEEKDAYS), Number.POSITIVE_INFINITY).transform((days): WorkingHours['days'] => [
      ...new Set(days),
    ]),
    from: z.string(),
    // The end of a day is the beginning of the next.
    to: z.string().transform((to) => (to === '24:00' ? '00:00' : to)),
  })
  .refine(areWorkingHours) satisfies z.ZodType<WorkingHours>;

// Preferences fall back one by one: an unknown theme must not lose the rest of the file. A value out of range
// becomes the nearest valid one; `damage.ts` finds what was changed, so that it can be said.
const preferences = z.object({
  notify: z.enum(NOTIFY_CHOICES).nullable().catch(null),
  pace: z.enum(PACES).catch(DEFAULT_PREFERENCES.pace),
  theme: z.enum(THEMES).catch(DEFAULT_PREFERENCES.theme),
  limits: limits.catch(DEFAULT_LIMITS),
  workingHours: workingHours.nullable().catch(null),
  quietHours: workingHours.nullable().catch(null),
  isMasked: z.boolean().catch(DEFAULT_PREFERENCES.isMasked),
  openQueues: z.object({ narrow: z.boolean(), wide: z.boolean() }).catch(DEFAULT_PREFERENCES.openQueues),
  trayMetric: z.enum(TRAY_METRICS).catch(DEFAULT_PREFERENCES.trayMetric),
  isNumberInIcon: z.boolean().catch(DEFAULT_PREFERENCES.isNumberInIcon),
  shortcut: z.enum(SHORTCUTS).nullable().catch(null),
}) satisfies z.ZodType<Settings>;

const broker = z
  .string()
  .max(300)
  .refine((address) => brokerOrigin(address) !== null);
const publisherKeys = z
  .array(z.string().regex(/^[\w-]{43}$/))
  .min(1)
  .max(MAX_DESK_KEYS);

const relay = z.object({
  broker,
  site: id,
  deskId: id,
  audience: z.enum(AUDIENCES),
  views: z.array(id).min(1).max(MAX_DESK_VIEWS),
  keys: publisherKeys,
}) satisfies z.ZodType<DeskAccess>;

const profile = z
  .object({
    id,
    name: nameOf(MAX_CONNECTION_NAME_CHARACTERS),
    host: z.string().max(300).transform(originOf).pipe(z.string()),
    accountId: id,
    botId: id,
    auth: z.enum(['secret', 'token', 'desk'] satisfies AuthKind[]),
    clientId: id.nullable().catch(null),
    algorithm: z.enum(ALGORITHMS).catch('HS256'),
    timeZone: z.string().refine(isTimeZone).nullable().catch(null),
    apiTimes: z.enum(API_TIMES).catch('auto'),
    copies: integer(MIN_COPIES, MAX_COPIES).catch(({ value }) =>
      // Older files have no number. Anything else than a number was meant to slow Rollcall down.
      value === undefined ? MIN_COPIES : MAX_COPIES,
    ),
    // Whatever was written there was meant to save less.
    isHistoryOff: z.boolean().optional().catch(true),
    isDemo: z.boolean().optional().catch(undefined),
    relay: relay.optional(),
  })
  .refine(({ auth, clientId }) => auth !== 'secret' || clientId !== null)
  .refine(
    ({ auth, relay: access }) => (auth === 'desk') === (access !== undefined),
  ) satisfies z.ZodType<ConnectionProfile>;

// What was learned can be learned again.
const apiZone = z.enum(['request', 'UTC']);
const apiTimesEvidence = z.object({
  rule: z.enum(['future', 'change', 'silence', 'day']).nullable(),
  witness: z
    .object({ userId: z.string().max(MAX_USER_ID_CHARACTERS), zone: apiZone })
    .nullable()
    .catch(null),
  misfits: integer(0, 2).catch(0),
}) satisfies z.ZodType<ApiTimesEvidence>;
const memory = z.object({
  offsetCounts: z.enum(['records', 'pages']).nullable().catch(null),
  rangeDates: z.enum(['accepted', 'refused']).nullable().catch(null),
  apiTimes: apiZone.nullable().catch(null),
  apiTimesEvidence: apiTimesEvidence.nullable().catch(null),
  recordsListedBy: z.enum(['start', 'overlap']).nullable().catch(null),
  everybody: z.literal('refused').nullable().catch(null),
}) satisfies z.ZodType<ConnectionMemory>;

/** Views of a connection. A long name is cut; a view that cannot be used, or whose id or name is taken, is dropped alone. */
const views = z.array(z.unknown()).catch([]).transform(readViews) satisfies z.ZodType<readonly View[]>;

const statusChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), status: z.enum(STATUSES) }),
  z.object({ kind: z.literal('secondary'), name: nameOf(MAX_LIMIT_NAME_CHARACTERS) }),
]) satisfies z.ZodType<StatusChoice>;

const ruleScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everybody') }),
  z.object({ kind: z.literal('open-view') }),
  z.object({ kind: z.literal('view'), id }),
  z.object({ kind: z.literal('queue'), id: z.string().max(MAX_USER_ID_CHARACTERS) }),
]) satisfies z.ZodType<RuleScope>;

const ruleCondition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('below'), ...ruleNumbers('fewerThan', 'forMinutes') }),
  z.object({ kind: z.literal('above'), status: statusChoice, ...ruleNumbers('moreThan', 'forMinutes') }),
  z
    .object({
      kind: z.literal('too-long'),
      status: statusChoice.nullable(),
      minutes: ruleNumber('minutes').nullable(),
      ...ruleNumbers('earlyMinutes'),
    })
    .transform((condition) =>
      isTooEarly(condition) ? { ...condition, earlyMinutes: (condition.minutes ?? 1) - 1 } : condition,
    ),
  z.object({ kind: z.literal('too-often'), status: statusChoice, ...ruleNumbers('moreThan', 'hours') }),
  z.object({ kind: z.literal('becomes'), status: statusChoice.nullable() }),
  z.object({
    kind: z.literal('tell-me'),
    userId: z.string().max(MAX_USER_ID_CHARACTERS),
    status: statusChoice,
    expiresAt: z.number(),
  }),
  z.object({ kind: z.literal('not-in'), ...ruleNumbers('graceMinutes') }),
  z.object({ kind: z.literal('stale'), ...ruleNumbers('forMinutes') }),
  z.object({ kind: z.literal('mass-change'), ...ruleNumbers('percent', 'withinSeconds') }),
  z.object({ kind: z.literal('flapping'), ...ruleNumbers('changes', 'withinMinutes') }),
]) satisfies z.ZodType<RuleCondition>;

/** Without its hours a rule would notify at night, so it is left out when they cannot be read; the rest has a default. */
const rule = z.object({
  id,
  isOn: z.boolean(),
  scope: ruleScope,
  condition: ruleCondition,
  hours: workingHours.nullable(),
  remindMinutes: ruleNumber('remindMinutes').nullable().catch(null),
  hasSound: z.boolean().catch(false),
  saysRecovery: z.boolean().catch(false),
}) satisfies z.ZodType<Rule>;

const MAX_NEWER_RULE_CHARACTERS = 2_000;

/** A rule of a kind that only a newer version knows is kept as it is. */
const newerRule = z
  .looseObject({ id, condition: z.looseObject({ kind: z.string() }) })
  .refine((each) => !isRuleKind(each.condition.kind) && JSON.stringify(each).length <= MAX_NEWER_RULE_CHARACTERS);

/** A rule that cannot be used, or whose id is taken, is left out alone. */
const rules = listOf(z.union([rule, newerRule]), MAX_RULES).transform((all) => {
  const ids = new Set<string>();
  return all.filter((each) => ids.size < ids.add(each.id).size);
});

/** Without all of it nothing can be published, so it is left out where a part cannot be read. */
const publisher = z.object({
  broker,
  site: id,
  publisherId: id,
  user: id,
  keys: publisherKeys,
}) satisfies z.ZodType<PublisherAccess>;

const connection = z.object({
  profile,
  isSecretStored: z.boolean().catch(true), // the keychain knows
  memory: memory.catch(NOTHING_LEARNED),
  views,
  activeViewId: id.nullable().catch(null),
  rules: rules.optional().catch(undefined),
  publisher: publisher.optional().catch(undefined),
}) satisfies z.ZodType<SavedConnection>;

/** What settings.json holds. Unknown keys are dropped, so nothing foreign survives a write. */
export const settingsSchema = z.object({
  // A file without a version, or with "1", is ours; a newer one is read as far as it can be.
  version: z.literal(SETTINGS_VERSION).catch(SETTINGS_VERSION),
  preferences: preferences.catch(DEFAULT_PREFERENCES),
  connections: listOf(connection, MAX_CONNECTIONS).transform(firstOfEachId).catch([]),
  activeConnectionId: id.nullable().catch(null),
}) satisfies z.ZodType<SettingsDocument>;

/** The origin of a web address or a broker's, without path and credentials; null for anything else. */
function originOf(host: string): string | null {
  const url = URL.parse(host);
  return url !== null && /^https?:$/.test(url.protocol) ? url.origin : brokerOrigin(host);
}

/** Two connections must not share an id: saved data and the secret belong to it. */
function firstOfEachId(connections: readonly SavedConnection[]): readonly SavedConnection[] {
  const ids = new Set<string>();
  return connections.filter(({ profile }) => ids.size < ids.add(profile.id).size);
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError is how Intl says that it does not know a zone
  }
}

/** A whole number; one that is out of range becomes the nearest in it. */
function integer(min: number, max: number) {
  return z.number().transform((value) => Math.min(max, Math.max(min, Math.round(value))));
}

/** A number of a rule's condition. */
function ruleNumber(field: keyof typeof RULE_BOUNDS) {
  const [min, max] = RULE_BOUNDS[field];
  return integer(min, max);
}

function ruleNumbers<Field extends keyof typeof RULE_BOUNDS>(...fields: readonly Field[]) {
  const numbers = fields.map((field) => [field, ruleNumber(field)] as const);
  return Object.fromEntries(numbers) as Record<Field, ReturnType<typeof ruleNumber>>;
}

/** A name of at least one character; a longer one than `max` is cut. */
export function nameOf(max: number) {
  return z
    .string()
    .transform((value) => cutName(value, max))
    .pipe(z.string().min(1));
}

/** A name without invisible characters around it, at most `max` UTF-16 units, cut between characters. */
function cutName(name: string, max: number): string {
  const trimmed = trimName(name);
  if (trimmed.length <= max) return trimmed;
  return trimmed
    .slice(0, max)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}

/** A list that drops invalid entries, and those after the first `max`. */
function listOf<T>(entry: z.ZodType<T>, max: number) {
  return z.array(z.unknown()).transform((values): readonly T[] => {
    const read = values.map((value) => entry.safeParse(value));
    return read.flatMap((result) => (result.success ? [result.data] : [])).slice(0, max);
  });
}

function readViews(values: readonly unknown[]): readonly View[] {
  const views: View[] = [];
  for (const value of values) {
    const view = readView(value);
    const isTwice = views.some(({ id, name }) => id === view?.id || foldName(name) === foldName(view?.name ?? ''));
    if (view !== null && !isTwice && views.length < MAX_VIEWS) views.push(view);
  }
  return views;
}

function readView(value: unknown): View | null {
  const fields = Object(value) as { readonly id?: unknown; readonly name?: unknown; readonly filter?: unknown };
  const { id, name } = fields;
  const isText = typeof name === 'string';
  const read = readNamedSelection({ ...fields, name: isText ? cutName(name, MAX_VIEW_NAME_CHARACTERS) : name });
  if (typeof id !== 'string' || !ID.test(id) || !read.ok) return null;
  const { viewId } = Object(fields.filter) as { readonly viewId?: unknown };
  if (viewId === undefined) return { id, ...read.value };
  // Without it the view would be everybody.
  const isUsable = typeof viewId === 'string' && ID.test(viewId);
  return isUsable ? { id, ...read.value, filter: { ...read.value.filter, viewId } } : null;
}
