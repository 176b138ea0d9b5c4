import { setImmediate } from 'node:timers/promises';
import { statusOf } from '../../kore/members.ts';
import type { History } from '../../history/history.ts';
import { firstRecord, startsOfDay, usualDay, type DayStarts, type UsualDay } from '../../history/usual-starts.ts';
import { MIN_USUAL_DAYS } from '../../shared/history/usual-start.ts';
import {
  MAX_HISTORY_DAYS,
  RULE_BOUNDS,
  type DryRun,
  type DryRunDay,
  type DryRunWish,
  type HistoryDay,
  type HistoryWho,
  type Limits,
  type Rule,
  type RuleCondition,
  type RuleDraft,
  type RuleKind,
} from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';
import { alertTexts } from '../../shared/texts/alerts/alerts.ts';
import { addDays, datesBetween, todayIn } from '../../time/days.ts';
import { createDayTeam, createDayTurns, type DayTurns } from './day-team.ts';
import { deliver } from '../delivery/deliver.ts';
import { NOTHING_DELIVERED } from '../delivery/delivery-state.ts';
import type { NoticeDraft } from '../delivery/notice-drafts.ts';
import { createEvaluationCache, evaluate, MAX_STEP_MS } from '../evaluation/evaluate.ts';
import { NOTHING_EVALUATED, type ScopedTeam, type TeamReading } from '../types.ts';

/** As often as a team is polled at a relaxed pace. */
const STEP_MS = 60_000;
/** For longer at a time nothing else, such as a poll, may wait. */
const MAX_BLOCKED_MS = 15;
/** More agents times days would take too long; the latest days are replayed then. */
const MAX_AGENT_DAYS = 20_000;
/** How far back a rule is replayed where nothing else is asked for. */
const DAYS = 14;
/** As many days before those of a rule about who is not in say what is usual. */
const USUAL_DAYS = 14;
const EVERYBODY: ScopedTeam = { name: null, isIn: () => true, couldBeIn: () => true };

/** The number of a condition that makes it notify less often, and whether that is a larger or a smaller one. */
const NUMBERS: Readonly<Partial<Record<RuleKind, readonly [field: keyof typeof RULE_BOUNDS, direction: 1 | -1]>>> = {
  below: ['fewerThan', -1],
  above: ['moreThan', 1],
  'too-long': ['minutes', 1],
  'too-often': ['moreThan', 1],
  'mass-change': ['percent', 1],
  flapping: ['changes', 1],
  'not-in': ['graceMinutes', 1],
};

export interface DryRunParts {
  readonly history: Pick<History, 'days'>;
  /** The team's zone. */
  readonly timeZone: () => string;
  readonly now: () => number;
  readonly whoOf: (scope: Rule['scope']) => HistoryWho;
  readonly scopeOf: TeamReading['scopeOf'];
  readonly isInHours: (rule: Rule, at: number) => boolean;
  /** When nobody wants to be notified of anything. */
  readonly isQuiet: (at: number) => boolean;
  readonly limits: () => Limits;
}

/**
 * Replays a rule over the cached days with the evaluation and the delivery that decide live, as if a poll came each
 * minute. Status details are what agents report about themselves, so it is an estimate. Makes no call.
 */
export async function dryRun(
  parts: DryRunParts,
  draft: RuleDraft,
  { wantedADay, days: dayCount = DAYS }: DryRunWish,
): Promise<Result<DryRun>> {
  const texts = alertTexts.dryRun;
  const rule: Rule = { ...draft, id: draft.id ?? 'dry-run', isOn: true };
  const { kind } = rule.condition;
  if (kind === 'stale' || kind === 'tell-me') return ok(withProblem(texts.cannot[kind]));
  if (parts.scopeOf(rule.scope) === 'queue-gone') return ok(withProblem(texts.queueGone));
  const timeZone = parts.timeZone();
  const today = todayIn(timeZone, parts.now());
  // What is usual on a day follows from the days before it.
  const reach = Math.min(MAX_HISTORY_DAYS - 1, kind === 'not-in' ? dayCount + USUAL_DAYS : dayCount);
  const answer = await parts.history.days({
    dates: datesBetween(addDays(today, -reach), addDays(today, -1)),
    who: parts.whoOf(rule.scope),
    timeZone: null,
    apiTimes: null,
  });
  // Nobody knows whom it is about: other rules can still be tried.
  if (!answer.ok) return answer.error.code === 'not-found' ? ok(withProblem(answer.error.message)) : answer;
  const pause = createPause();
  const read = await latestDays(answer.value, pause);
  if (read.length === 0) return ok({ ...withProblem(texts.nothingRead), needsDays: true });
  const days = kind === 'not-in' ? (await withUsual(read, timeZone, pause)).slice(-dayCount) : read;
  if (days.length === 0) return ok({ ...withProblem(texts.tooFewDays), needsDays: true });
  if (isAboutOffline(rule.condition) && !days.some(hasOffline)) return ok(withProblem(texts.noOffline));
  const replay: Replay = { parts, days, turnsOf: createDayTurns(), pause };
  const replayed = await replayAll(replay, rule);
  return ok({ days: replayed, suggestion: await suggestionFor(replay, { rule, replayed, wantedADay }), problem: null });
}

function isAboutOffline(condition: RuleCondition): boolean {
  if (condition.kind === 'mass-change') return true;
  return 'status' in condition && condition.status?.kind === 'status' && condition.status.status === 'OFFLINE';
}

/** Many tenants keep no record of who is offline. */
function hasOffline({ agents }: HistoryDay): boolean {
  return agents.some(({ intervals }) => intervals.some(({ primaryStatus }) => statusOf(primaryStatus) === 'OFFLINE'));
}

function withProblem(problem: string): DryRun {
  return { days: [], suggestion: null, problem };
}

/** Gives way to everything else, such as a poll, where it is time. */
type Pause = () => Promise<void>;

function createPause(): Pause {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < MAX_BLOCKED_MS) return;
    await setImmediate();
    since = performance.now();
  };
}

/** A day to replay, with what was usual by then. */
type ReplayedDay = HistoryDay & { readonly usualAt?: (at: number) => UsualDay };

/** What stays the same for each number that is tried. */
interface Replay {
  readonly parts: DryRunParts;
  readonly days: readonly ReplayedDay[];
  readonly turnsOf: DayTurns;
  readonly pause: Pause;
}

/** The days that have enough days before them to say what is usual. */
async function withUsual(days: readonly HistoryDay[], timeZone: string, pause: Pause): Promise<readonly ReplayedDay[]> {
  const starts: DayStarts[] = [];
  const usualDays: ReplayedDay[] = [];
  for (const day of days) {
    if (starts.length >= MIN_USUAL_DAYS) {
      const usual = usualDay(day.date, timeZone, starts, () => null);
      const firsts = new Map(day.agents.map((agent) => [agent.userId, firstRecord(agent)]));
      // Who has no record yet is not in the team, so their records so far decide.
      const soFarAt = (at: number) => (userId: string) => {
        const first = firsts.get(userId);
        return first === undefined ? null : { hasRecord: first !== null && first <= at, knownUntil: at };
      };
      usualDays.push({ ...day, usualAt: (at) => ({ ...usual, soFar: soFarAt(at) }) });
    }
    starts.push(startsOfDay(day, timeZone));
    await pause();
  }
  return usualDays;
}

async function latestDays(all: AsyncIterable<HistoryDay>, pause: Pause): Promise<readonly HistoryDay[]> {
  const days: HistoryDay[] = [];
  let agentDays = 0;
  for await (const day of all) {
    await pause();
    if (day.agents.length === 0) continue;
    days.push(day);
    agentDays += day.agents.length;
    while (agentDays > MAX_AGENT_DAYS && days.length > 1) agentDays -= days.shift()?.agents.length ?? 0;
  }
  return days;
}

/** Replays days until it has notified more often than `max` times. */
async function replayAll(replay: Replay, rule: Rule, max = Infinity): Promise<readonly DryRunDay[]> {
  const replayed: DryRunDay[] = [];
  let notified = 0;
  let previous: ReplayedDay | null = null;
  let progress = createProgress(replay, rule);
  for (const day of replay.days) {
    // Of the time between days that do not follow each other nothing is known.
    if (previous !== null && previous.endsAt !== day.startsAt) {
      previous = null;
      progress = createProgress(replay, rule);
    }
    const next: DryRunDay = await progress.replay(day, previous);
    previous = day;
    replayed.push(next);
    notified += next.notifiedAt.length;
    if (notified > max) break;
  }
  return replayed;
}

/** What goes on from day to day. */
function createProgress({ parts, turnsOf, pause }: Replay, rule: Rule) {
  const { scopeOf, isInHours, isQuiet, limits } = parts;
  const team = createDayTeam();
  const { agents } = team;
  const found = scopeOf(rule.scope);
  const scope = typeof found === 'string' ? EVERYBODY : found;
  const shared = { clockOffsetMs: 0, unread: [], limits: limits(), scopeOf: () => scope, before: agents, agents };
  const cache = createEvaluationCache();
  let state = NOTHING_EVALUATED;
  let delivered = NOTHING_DELIVERED;

  /** Evaluates and delivers at an instant; whom it notifies of, and until when it need not be asked again. */
  function poll(day: ReplayedDay, at: number): { readonly notices: readonly NoticeDraft[]; readonly until: number } {
    const isBaseline = state.at === null;
    const turned = team.turn(at);
    const health = { state: 'live', since: day.startsAt, nextAt: null, message: '' } as const;
    const usual = () => day.usualAt?.(at) ?? 'too-few-days';
    const diffs = isBaseline ? [] : turned;
    const evaluation = evaluate([rule], { ...shared, at, asOf: at, health, isBaseline, diffs, usual }, state, cache);
    const facts = {
      at,
      mutes: [],
      snoozedUntil: null,
      snoozedRules: [],
      isQuiet: isQuiet(at),
      isLocked: false,
      isAlone: false,
      isInHours: () => isInHours(rule, at),
      isMasked: false,
    };
    const delivery = deliver(evaluation, facts, delivered);
    ({ state } = evaluation);
    delivered = delivery.state;
    // Who is not in depends on what was read until each minute, and what is held back on the hour.
    const { owed, heldChanges, heldRecoveries } = delivered;
    const isWaiting = [owed, heldChanges, heldRecoveries].some((held) => !isEmpty(held));
    const isSame = day.usualAt === undefined && !isWaiting;
    const until = isSame ? Math.min(evaluation.sameUntil, team.turnsAt(), at + MAX_STEP_MS) : at;
    return { notices: delivery.notices, until };
  }

  return {
    /** Replays the next day. The minutes in which nothing can become another one are left out. */
    async replay(day: ReplayedDay, previous: ReplayedDay | null): Promise<DryRunDay> {
      const notifiedAt: { readonly at: number; readonly userId: string | null }[] = [];
      team.add(turnsOf(day, previous));
      for (let at = day.startsAt; at < day.endsAt;) {
        const { notices, until } = poll(day, at);
        for (const { userId } of notices) notifiedAt.push({ at, userId });
        at += Math.max(1, Math.ceil((until - at) / STEP_MS)) * STEP_MS;
        await pause();
      }
      return { date: day.date, agentsRead: day.agents.length, notifiedAt };
    },
  };
}

function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).length === 0;
}

/** The number nearest to the rule's with which it notifies as seldom as wanted, found by halving. */
async function suggestionFor(
  replay: Replay,
  given: { readonly rule: Rule; readonly replayed: readonly DryRunDay[]; readonly wantedADay: number },
): Promise<DryRun['suggestion']> {
  const { rule, replayed, wantedADay } = given;
  const { length } = replay.days;
  const [field, direction] = NUMBERS[rule.condition.kind] ?? [];
  if (field === undefined || direction === undefined) return null;
  const value = (rule.condition as Partial<Record<string, unknown>>)[field];
  if (typeof value !== 'number') return null;
  const aDayWith = async (number: number): Promise<number> => {
    const condition = { ...rule.condition, [field]: number } as RuleCondition;
    // One that notifies too often is known to before its end.
    const max = (wantedADay + 0.1) * length;
    return perDay(await replayAll(replay, { ...rule, condition }, max), length);
  };
  const present = perDay(replayed, length);
  if (present <= wantedADay) return { value, aDay: present };
  const [min, max] = RULE_BOUNDS[field];
  let tooOften = value;
  let good: number = direction === 1 ? max : min;
  let aDay = await aDayWith(good);
  if (aDay > wantedADay) return null;
  while (Math.abs(good - tooOften) > 1) {
    const middle = Math.floor((good + tooOften) / 2);
    const found = await aDayWith(middle);
    if (found > wantedADay) tooOften = middle;
    else [good, aDay] = [middle, found];
  }
  return { value: good, aDay };
}

function perDay(replayed: readonly DryRunDay[], days: number): number {
  const notified = replayed.reduce((sum, { notifiedAt }) => sum + notifiedAt.length, 0);
  return notified / Math.max(1, days);
}
