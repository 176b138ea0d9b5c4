import type { CommandName } from '../../electron/shared/contract/commands.ts';
import { defaultRules } from '../../electron/shared/alerts/default-rules.ts';
import type {
  Accuracy,
  Agent,
  AlertEntry,
  AlertList,
  DryRun,
  Ledger,
  LedgerDay,
  Rule,
  RuleDraft,
} from '../../electron/shared/model.ts';
import { fail, ok } from '../../electron/shared/result.ts';
import { writeRuleFile } from '../../electron/shared/alerts/rule-file.ts';
import type { Answer } from './fake-bridge.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What the fake core keeps of alerts, whatever connection is open. */
export interface FakeAlerts extends Omit<AlertList, 'connectionId'> {
  /** The latest first. */
  readonly log: readonly AlertEntry[];
}

type AlertCommand = Extract<CommandName, `alert:${string}`>;
type AlertAnswers = { readonly [C in AlertCommand]: Answer<C> };

/** The default rules, of which one fires about an agent and one is pending, and a log of an hour. */
export function fakeAlerts(agents: readonly Agent[], now: number): FakeAlerts {
  const [first, second] = agents;
  const entry = (id: number, minutesAgo: number, rest: Partial<AlertEntry>): AlertEntry => ({
    id,
    at: now - minutesAgo * MINUTE_MS,
    ruleId: 'too-long',
    kind: 'too-long',
    event: 'fired',
    userId: null,
    text: '',
    held: null,
    excused: null,
    ...rest,
  });
  const about = (agent: Agent | undefined, text: string): Partial<AlertEntry> => ({
    userId: agent?.userId ?? null,
    text: `${agent?.name ?? 'Somebody'}: ${text}`,
  });
  return {
    rules: defaultRules('team-needs-me'),
    states: [
      { ruleId: 'nobody', phase: 'pending', since: now - 40_000, until: now + 20_000, userIds: [], noData: null },
      {
        ruleId: 'too-long',
        phase: 'firing',
        since: now - 2 * MINUTE_MS,
        until: null,
        userIds: first === undefined ? [] : [first.userId],
        noData: null,
      },
      { ruleId: 'stale', phase: 'normal', since: null, until: null, userIds: [], noData: null },
      { ruleId: 'mass-change', phase: 'normal', since: null, until: null, userIds: [], noData: null },
      { ruleId: 'flapping', phase: 'recovering', since: now - 30_000, until: now + 30_000, userIds: [], noData: null },
    ],
    mutes: [],
    snoozedRules: [],
    snoozedUntil: null,
    quietUntil: null,
    newerRules: 0,
    unseen: 2,
    unseenSince: now - 31 * MINUTE_MS,
    dayEndsAt: new Date(now).setHours(24, 0, 0, 0),
    log: [
      entry(5, 2, about(first, 'Lunch 31 min, limit 30 min')),
      entry(4, 12, { ...about(second, 'AWAY 46 min, limit 45 min'), held: 'muted' }),
      entry(3, 25, { ruleId: 'nobody', kind: 'below', event: 'recovered', text: 'Somebody is available again' }),
      entry(2, 31, { ruleId: 'nobody', kind: 'below', text: 'Nobody is available' }),
      entry(1, 55, { ...about(second, 'Lunch 44 min, limit 30 min'), held: 'stale', excused: 'Kore.ai was down' }),
    ],
  };
}

/** Stores rules, mutes and notes like the core; nothing fires. */
export function alertAnswers(core: {
  alerts: FakeAlerts;
  readonly connection: { readonly profile: { readonly id: string } | null };
}): AlertAnswers {
  function list(): AlertList {
    const { log: _log, ...rest } = core.alerts;
    return { ...rest, connectionId: core.connection.profile?.id ?? null };
  }
  function keep(patch: Partial<FakeAlerts>) {
    core.alerts = { ...core.alerts, ...patch };
    return ok(list());
  }
  return {
    'alert:list': () => ok(list()),
    'alert:save'(_of, draft) {
      const { rules, states } = core.alerts;
      const rule: Rule = { ...draft, id: draft.id ?? `r-${rules.length}` };
      const isNew = !rules.some(({ id }) => id === rule.id);
      const state = { ruleId: rule.id, phase: 'normal', since: null, until: null, userIds: [], noData: null } as const;
      return keep({
        rules: isNew ? [...rules, rule] : rules.map((each) => (each.id === rule.id ? rule : each)),
        states: [...states.filter(({ ruleId }) => ruleId !== rule.id), ...(rule.isOn ? [state] : [])],
      });
    },
    'alert:remove': (_of, ruleId) =>
      keep({
        rules: core.alerts.rules.filter(({ id }) => id !== ruleId),
        states: core.alerts.states.filter((state) => state.ruleId !== ruleId),
      }),
    'alert:export-rules': () => ok(writeRuleFile(core.alerts.rules, [])),
    'alert:import-rules'(_of, text) {
      const { rules: imported } = JSON.parse(text) as { readonly rules: readonly Rule[] };
      const { rules } = core.alerts;
      const replaced = rules.map((rule) => imported.find(({ id }) => id === rule.id) ?? rule);
      const added = imported.filter(({ id }) => !rules.some((rule) => rule.id === id));
      keep({ rules: [...replaced, ...added] });
      return ok({ list: list(), added: added.length, replaced: imported.length - added.length });
    },
    'alert:mute'(_of, userId, until) {
      const others = core.alerts.mutes.filter((mute) => mute.userId !== userId);
      return keep({ mutes: until === null ? others : [...others, { userId, until }] });
    },
    'alert:snooze-rule'(_of, ruleId, forMs) {
      const others = core.alerts.snoozedRules.filter((each) => each.ruleId !== ruleId);
      return keep({ snoozedRules: forMs === null ? others : [...others, { ruleId, until: Date.now() + forMs }] });
    },
    'alert:snooze': (forMs) => keep({ snoozedUntil: forMs === null ? null : Date.now() + forMs }),
    'alert:seen': () => keep({ unseen: 0, unseenSince: null }),
    'alert:log': (before) => ok(core.alerts.log.filter(({ id }) => before === null || id < before)),
    'alert:excuse'(entryId, note) {
      const found = core.alerts.log.find(({ id }) => id === entryId);
      if (found === undefined) return fail('not-found');
      const excused = { ...found, excused: note };
      keep({ log: core.alerts.log.map((entry) => (entry.id === entryId ? excused : entry)) });
      return ok(excused);
    },
    'alert:export'() {
      const lines = core.alerts.log.map(({ at, ruleId, text }) => `${new Date(at).toISOString()},${ruleId},"${text}"`);
      return ok(['at,rule,text', ...lines, ''].join('\r\n'));
    },
    'alert:ledger': (ruleId) => ok(fakeLedger(ruleId, Date.now())),
    'alert:export-ledger': (ruleId) => ok(`rule,date\r\n${ruleId},2026-11-19\r\n`),
    'alert:dry-run': (draft, wantedADay) => ok(fakeDryRun(draft, wantedADay, Date.now())),
    'alert:drill': (ruleId) =>
      core.alerts.rules.some(({ id }) => id === ruleId)
        ? ok('The system took the notification. Look whether it is on your screen.')
        : fail('not-found'),
  };
}

/** Three cached days on which a rule fired four times, never, and once. */
function fakeDryRun({ condition }: RuleDraft, wantedADay: number, now: number): DryRun {
  if (condition.kind === 'stale') {
    const problem = 'The cached days do not say when the team could not be read.';
    return { days: [], suggestion: null, problem };
  }
  const days = [4, 0, 1].map((fired, index) => {
    const startsAt = Math.floor(now / DAY_MS) * DAY_MS - (3 - index) * DAY_MS;
    return {
      date: new Date(startsAt).toISOString().slice(0, 10),
      agentsRead: 24,
      notifiedAt: Array.from({ length: fired }, (_, nth) => ({
        at: startsAt + (9 + nth) * 60 * MINUTE_MS,
        userId: null,
      })),
    };
  });
  return { days, suggestion: { value: 35, aDay: Math.min(1, wantedADay) }, problem: null };
}

/** Today in part known, and below twice; a day of status details; one in part; one that nobody knows; one without hours. */
function fakeLedger(ruleId: string, now: number): Ledger {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const HOUR_MS = 60 * MINUTE_MS;
  const day = (daysAgo: number, rest: Partial<LedgerDay>): LedgerDay => {
    const startsAt = today - daysAgo * DAY_MS;
    return {
      date: new Date(startsAt).toISOString().slice(0, 10),
      startsAt,
      endsAt: startsAt + DAY_MS,
      source: 'live',
      below: [],
      hoursMs: 10 * HOUR_MS,
      knownMs: 10 * HOUR_MS,
      ...rest,
    };
  };
  const below = [
    { from: today + 9 * HOUR_MS, to: today + 9 * HOUR_MS + 7 * MINUTE_MS, least: 0 },
    { from: today + 11 * HOUR_MS, to: today + 11 * HOUR_MS + 5 * MINUTE_MS, least: 2 },
  ];
  return {
    ruleId,
    timeZone: 'UTC',
    days: [
      day(0, { below, knownMs: 4 * HOUR_MS, hoursMs: 6 * HOUR_MS }),
      day(1, { source: 'status-details' }),
      day(2, { knownMs: HOUR_MS }),
      day(3, { knownMs: 0 }),
      day(4, { knownMs: 0, hoursMs: 0 }),
    ],
  };
}

/** Three days compared, in which one count was wrong for some minutes. */
export function fakeAccuracy(): Accuracy {
  const at = Date.UTC(2026, 10, 19, 14, 5);
  return {
    dates: ['2026-11-17', '2026-11-18', '2026-11-19'],
    timeZone: 'UTC',
    minutes: 1_200,
    skipped: 12,
    statuses: [
      { status: 'AVAILABLE', right: 1_191, differences: [{ at, showed: 6, was: 5 }] },
      { status: 'BUSY', right: 1_199, differences: [{ at: at - 60_000, showed: 0, was: 1 }] },
      { status: 'AWAY', right: 1_200, differences: [] },
    ],
  };
}
