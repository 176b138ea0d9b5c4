import { z } from 'zod';
import type { ConnectionPatch } from '../shared/contract/commands.ts';
import type { LogStart, WantedTeam } from '../shared/contract/socket.ts';
import {
  ALGORITHMS,
  API_TIMES,
  MIN_COPIES,
  MIN_LIMIT_MINUTES,
  MAX_COPIES,
  MAX_HISTORY_DAYS,
  MAX_LIMIT_MINUTES,
  MAX_LIMIT_NAME_CHARACTERS,
  MAX_SECONDARY_LIMITS,
  MAX_VIEW_IDS,
  MAX_VIEW_SECONDARY_STATUSES,
  NOTIFY_CHOICES,
  PACES,
  RULE_BOUNDS,
  SHORTCUTS,
  STATUSES,
  THEMES,
  TRAY_METRICS,
  WEEKDAYS,
  areWorkingHours,
  isTooEarly,
  type AuthKind,
  type ConnectionForm,
  type CoverageFloor,
  type HistoryExport,
  type HistoryRequest,
  type Limits,
  type RuleCondition,
  type RuleDraft,
  type RuleScope,
  type Selection,
  type Settings,
  type StatusChoice,
  type TeamFilter,
  type ViewDraft,
  type WorkingHours,
} from '../shared/model.ts';
import { trimName } from '../shared/names/invisible.ts';

// What the arguments of commands are made of. Limits keep nonsense out; what a value means is judged by the module that
// uses it, which can say more about it. Each is made when it is first used, because making all of them costs a short
// command more than the rest of its work.

export const shortText = once(() => z.string().max(128));
const text = once(() => z.string().max(1_024));
const secretText = once(() => z.string().max(8_192));
/** Ids as the API documents write them: u-..., a-..., qu-..., or 24 hex digits. */
export const id = once(() => shortText().regex(/^[\w-]+$/));
const ids = once(() => z.array(id()).max(MAX_VIEW_IDS));
const timeZone = once(() => shortText().nullable());
const apiTimes = once(() => z.enum(API_TIMES));

export const filter = once(
  () => z.strictObject({ queueIds: ids(), skillIds: ids(), agentIds: ids() }) satisfies z.ZodType<TeamFilter>,
);

const names = once(() => z.array(text()).max(MAX_VIEW_IDS));
export const wantedTeam = once(
  () =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('everybody') }),
      z.strictObject({ kind: z.literal('view'), name: text(), id: text().optional() }),
      z.strictObject({
        kind: z.literal('ids'),
        filter: z.strictObject({ queueIds: names(), skillIds: names(), agentIds: names() }),
      }),
    ]) satisfies z.ZodType<WantedTeam>,
);

const selectionParts = once(() => ({
  filter: filter(),
  text: text(),
  statuses: z.array(z.enum(STATUSES)).max(STATUSES.length),
  secondaryStatuses: z.array(text()).max(MAX_VIEW_SECONDARY_STATUSES),
}));
export const selection = once(() => z.strictObject(selectionParts()) satisfies z.ZodType<Selection>);
export const viewDraft = once(
  () => z.strictObject({ ...selectionParts(), id: id().nullable(), name: text() }) satisfies z.ZodType<ViewDraft>,
);

export const connectionForm = once(
  () =>
    z.strictObject({
      id: id().nullable(),
      name: text(),
      host: text(),
      accountId: text(),
      botId: text(),
      auth: z.enum(['secret', 'token', 'desk'] satisfies AuthKind[]),
      clientId: text(),
      clientSecret: secretText().nullable(),
      token: secretText().nullable(),
      deskLine: secretText().nullable().optional(),
      algorithm: z.enum(ALGORITHMS),
      timeZone: timeZone(),
      isHostConfirmed: z.boolean(),
      isNameConfirmed: z.boolean(),
    }) satisfies z.ZodType<ConnectionForm>,
);

export const connectionPatch = once(() => {
  const copies = z.int().min(MIN_COPIES).max(MAX_COPIES);
  const fields = { name: text(), timeZone: timeZone(), apiTimes: apiTimes(), copies, isHistoryOff: z.boolean() };
  return patchOf(fields) satisfies z.ZodType<ConnectionPatch>;
});

export const date = once(() => z.string().regex(/^\d{4}-\d{2}-\d{2}$/));

const MAX_DATES = 1_000;

export const historyRequest = once(() => {
  // Of a few too many days the history says so itself.
  const dates = z.array(date()).min(1).max(MAX_DATES);
  const who = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('everybody') }),
    z.strictObject({ kind: z.literal('view'), id: id() }),
    z.strictObject({ kind: z.literal('filter'), filter: filter() }),
  ]);
  const fields = { dates, who, timeZone: timeZone(), apiTimes: apiTimes().nullable() };
  return z.strictObject(fields) satisfies z.ZodType<HistoryRequest>;
});

export const coverageFloor = once(() => {
  const fields = { status: z.string().min(1).max(100), fewerThan: z.int().min(1).max(10_000) };
  return z.strictObject(fields) satisfies z.ZodType<CoverageFloor>;
});

export const historyExport = once(
  () =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['intervals', 'totals']), format: z.enum(['csv', 'json']) }),
      z.strictObject({ kind: z.literal('coverage'), format: z.literal('csv'), floor: coverageFloor() }),
    ]) satisfies z.ZodType<HistoryExport>,
);

const limits = once(() => {
  const minutes = z.int().min(MIN_LIMIT_MINUTES).max(MAX_LIMIT_MINUTES).nullable();
  const secondary = z.strictObject({
    name: z.string().transform(trimName).pipe(z.string().min(1).max(MAX_LIMIT_NAME_CHARACTERS)),
    minutes: z.int().min(0).max(MAX_LIMIT_MINUTES).nullable(),
  });
  return z.strictObject({
    byStatus: z.strictObject({ AWAY: minutes, BUSY: minutes }),
    secondary: z.array(secondary).max(MAX_SECONDARY_LIMITS),
  }) satisfies z.ZodType<Limits>;
});

const workingHours = once(() => {
  const time = z.string().max(5);
  const days = z.array(z.literal(WEEKDAYS)).max(WEEKDAYS.length);
  return z.strictObject({ days, from: time, to: time }).refine(areWorkingHours) satisfies z.ZodType<WorkingHours>;
});

const statusChoice = once(
  () =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('status'), status: z.enum(STATUSES) }),
      z.strictObject({
        kind: z.literal('secondary'),
        name: z.string().transform(trimName).pipe(z.string().min(1).max(MAX_LIMIT_NAME_CHARACTERS)),
      }),
    ]) satisfies z.ZodType<StatusChoice>,
);

const ruleScope = once(
  () =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('everybody') }),
      z.strictObject({ kind: z.literal('open-view') }),
      z.strictObject({ kind: z.literal('view'), id: id() }),
      z.strictObject({ kind: z.literal('queue'), id: shortText() }),
    ]) satisfies z.ZodType<RuleScope>,
);

const ruleNumber = (field: keyof typeof RULE_BOUNDS) => z.int().min(RULE_BOUNDS[field][0]).max(RULE_BOUNDS[field][1]);

const ruleCondition = once(() => {
  const [status, forMinutes, moreThan] = [statusChoice(), ruleNumber('forMinutes'), ruleNumber('moreThan')];
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('below'), fewerThan: ruleNumber('fewerThan'), forMinutes }),
    z.strictObject({ kind: z.literal('above'), status, moreThan, forMinutes }),
    z
      .strictObject({
        kind: z.literal('too-long'),
        status: status.nullable(),
        minutes: ruleNumber('minutes').nullable(),
        earlyMinutes: ruleNumber('earlyMinutes'),
      })
      .refine((condition) => !isTooEarly(condition), { path: ['earlyMinutes'] }),
    z.strictObject({ kind: z.literal('too-often'), status, moreThan, hours: ruleNumber('hours') }),
    z.strictObject({ kind: z.literal('becomes'), status: status.nullable() }),
    z.strictObject({ kind: z.literal('tell-me'), userId: shortText(), status, expiresAt: instant() }),
    z.strictObject({ kind: z.literal('not-in'), graceMinutes: ruleNumber('graceMinutes') }),
    z.strictObject({ kind: z.literal('stale'), forMinutes }),
    z.strictObject({
      kind: z.literal('mass-change'),
      percent: ruleNumber('percent'),
      withinSeconds: ruleNumber('withinSeconds'),
    }),
    z.strictObject({
      kind: z.literal('flapping'),
      changes: ruleNumber('changes'),
      withinMinutes: ruleNumber('withinMinutes'),
    }),
  ]) satisfies z.ZodType<RuleCondition>;
});

export const ruleDraft = once(
  () =>
    z.strictObject({
      id: id().nullable(),
      isOn: z.boolean(),
      scope: ruleScope(),
      condition: ruleCondition(),
      hours: workingHours().nullable(),
      remindMinutes: ruleNumber('remindMinutes').nullable(),
      hasSound: z.boolean(),
      saysRecovery: z.boolean(),
    }) satisfies z.ZodType<RuleDraft>,
);

/** A scope, a rule and an agent. */
export const noticeId = once(() => z.string().max(1_000));

/** Epoch milliseconds, as far as a date reaches. */
export const instant = once(() => z.int().min(0).max(8_640_000_000_000_000));

/** Where the log begins that another process asks for. */
export const logStart = once(
  () =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('entry'), id: z.int().min(0) }),
      z.strictObject({ kind: z.literal('time'), at: instant() }),
    ]) satisfies z.ZodType<LogStart>,
);

export const settingsPatch = once(
  () =>
    patchOf({
      notify: z.enum(NOTIFY_CHOICES).nullable(),
      pace: z.enum(PACES),
      theme: z.enum(THEMES),
      limits: limits(),
      workingHours: workingHours().nullable(),
      quietHours: workingHours().nullable(),
      isMasked: z.boolean(),
      trayMetric: z.enum(TRAY_METRICS),
      isNumberInIcon: z.boolean(),
      openQueues: z.strictObject({ narrow: z.boolean(), wide: z.boolean() }),
      shortcut: z.enum(SHORTCUTS).nullable(),
    }) satisfies z.ZodType<Partial<Settings>>,
);

/** A longer pause than a day was forgotten. */
export const pauseMs = once(() => z.int().min(1).max(86_400_000).nullable());
export const wantedADay = once(() => z.int().min(0).max(1_000));
export const dryRunWish = once(() =>
  z.strictObject({ wantedADay: wantedADay(), days: z.int().min(1).max(MAX_HISTORY_DAYS).optional() }),
);
/** 30 days, as long as counts are saved. */
export const trendHours = once(() => z.int().min(1).max(720));
export const port = once(() => z.int().min(0).max(65_535).nullable());

/** Makes a value at the first call and returns the same one from then on. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/**
 * Any of the fields and no other. A field that is present but undefined, which IPC can carry and JSON cannot, is left
 * out, so that spreading the patch over saved values never erases one.
 */
function patchOf<S extends z.ZodRawShape>(shape: S) {
  return z
    .strictObject(shape)
    .partial()
    .transform(
      (patch) => Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as typeof patch,
    );
}
