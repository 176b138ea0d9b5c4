import { setImmediate } from 'node:timers/promises';
import type { History } from '../history/history.ts';
import { firstRecord, startsOfDay, usualDay, type UsualDay } from '../history/usual-starts.ts';
import { MIN_USUAL_DAYS } from '../shared/history/usual-start.ts';
import {
  MAX_HISTORY_DAYS,
  RULE_BOUNDS,
  type DryRun,
  type DryRunDay,
  type HistoryDay,
  type HistoryWho,
  type Limits,
  type Rule,
  type RuleCondition,
  type RuleDraft,
  type RuleKind,
} from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { alertTexts } from '../shared/texts/alerts.ts';
import { addDays, datesBetween, todayIn } from '../time/days.ts';
import { createDayTeam } from './day-team.ts';
import { createEvaluationCache, evaluate, MAX_STEP_MS } from './evaluate.ts';
import { NOTHING_EVALUATED, type ScopedTeam, type TeamReading } from './types.ts';

/** As often as a team is polled at a relaxed pace. */
const STEP_MS = 60_000;
/** A few milliseconds. */
const STEPS_AT_ONCE = 120;
/** More agents times days would take too long; the latest days are replayed then. */
const MAX_AGENT_DAYS = 20_000;
/** How far back a rule is replayed where nothing else is asked for. */
const DAYS = 14;
/** As many days before those of a rule about who is not in say what is usual. */
const USUAL_DAYS = 14;
const EVERYBODY: ScopedTeam = { name: null, isIn: () => true, couldBeIn: () => true };

/** The number of a condition that makes it fire less often, and whether that is a larger or a smaller one. */
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
  readonly limits: () => Limits;
}

/** Over how many finished days a rule is tried, and how often a day it should fire at most. */
export interface DryRunWish {
  readonly wantedADay: number;
  readonly days?: number;
}

/**
 * Replays a rule over the cached days with the evaluation that decides live, as if it came each minute. Status details are what
 * agents report about themselves, so it is an estimate. Makes no call.
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
  if (!answer.ok) return answer;
  const read = await latestDays(answer.value);
  if (read.length === 0) return ok(withProblem(texts.nothingRead));
  const days = kind === 'not-in' ? withUsual(read, timeZone).slice(-dayCount) : read;
  if (days.length === 0) return ok(withProblem(texts.tooFewDays));
  const replayed = await replayAll(parts, rule, { days });
  return ok({
    days: replayed,
    suggestion: await suggestionFor(parts, { rule, days, replayed, wantedADay }),
    problem: null,
  });
}

function withProblem(problem: string): DryRun {
  return { days: [], suggestion: null, problem };
}

/** A day to replay, with what was usual by then. */
type ReplayedDay = HistoryDay & { readonly usualAt?: (at: number) => UsualDay };

/** The days that have enough days before them to say what is usual. */
function withUsual(days: readonly HistoryDay[], timeZone: string): readonly ReplayedDay[] {
  const starts = days.map((day) => startsOfDay(day, timeZone));
  return days.flatMap((day, index): ReplayedDay[] => {
    if (index < MIN_USUAL_DAYS) return [];
    const usual = usualDay(day.date, timeZone, starts.slice(0, index), () => null);
    const firsts = new Map(day.agents.map((agent) => [agent.userId, firstRecord(agent)]));
    // Who has no record yet is not in the team, so their records so far decide.
    const soFarAt = (at: number) => (userId: string) => {
      const first = firsts.get(userId);
      return first === undefined ? null : { hasRecord: first !== null && first <= at, knownUntil: at };
    };
    return [{ ...day, usualAt: (at) => ({ ...usual, soFar: soFarAt(at) }) }];
  });
}

async function latestDays(all: AsyncIterable<HistoryDay>): Promise<readonly HistoryDay[]> {
  const days: HistoryDay[] = [];
  let agentDays = 0;
  for await (const day of all) {
    if (day.agents.length === 0) continue;
    days.push(day);
    agentDays += day.agents.length;
    while (agentDays > MAX_AGENT_DAYS && days.length > 1) agentDays -= days.shift()?.agents.length ?? 0;
  }
  return days;
}

/** Replays days until it has fired more often than `max` times. */
async function replayAll(
  parts: DryRunParts,
  rule: Rule,
  { days, max = Infinity }: { readonly days: readonly ReplayedDay[]; readonly max?: number },
): Promise<readonly DryRunDay[]> {
  const replayed: DryRunDay[] = [];
  let fired = 0;
  for (const day of days) {
    const next = await replay(parts, rule, day);
    replayed.push(next);
    fired += next.firedAt.length;
    if (fired > max) break;
  }
  return replayed;
}

/** Replays a day. The minutes in which nothing can become another one are left out. */
async function replay({ scopeOf, isInHours, limits }: DryRunParts, rule: Rule, day: ReplayedDay): Promise<DryRunDay> {
  const firedAt: { readonly at: number; readonly userId: string | null }[] = [];
  const team = createDayTeam(day);
  const { agents } = team;
  const scope = scopeOf(rule.scope);
  const scopeOfDay = () => (typeof scope === 'string' ? EVERYBODY : scope);
  const health = { state: 'live', since: day.startsAt, nextAt: null, message: '' } as const;
  const shared = { clockOffsetMs: 0, unread: [], limits: limits(), scopeOf: scopeOfDay, health };
  const cache = createEvaluationCache();
  let state = NOTHING_EVALUATED;
  for (let at = day.startsAt, step = 1; at < day.endsAt; step += 1) {
    const isBaseline = at === day.startsAt;
    const turned = team.turn(at);
    const diffs = isBaseline ? [] : turned;
    const now = at;
    const usual = () => day.usualAt?.(now) ?? 'too-few-days';
    const reading = { ...shared, at, asOf: at, isBaseline, before: agents, agents, diffs, usual };
    const evaluation = evaluate([rule], reading, state, cache);
    ({ state } = evaluation);
    const fired = evaluation.decisions.filter(({ event }) => event === 'fired');
    if (fired.length > 0 && isInHours(rule, at)) firedAt.push(...fired.map(({ userId }) => ({ at: now, userId })));
    // Who is not in depends on what was read until each minute.
    const until = day.usualAt === undefined ? Math.min(evaluation.sameUntil, team.turnsAt(), at + MAX_STEP_MS) : at;
    at += Math.max(1, Math.ceil((until - at) / STEP_MS)) * STEP_MS;
    if (step % STEPS_AT_ONCE === 0) await setImmediate(); // the team is still polled meanwhile
  }
  await setImmediate();
  return { date: day.date, agentsRead: day.agents.length, firedAt };
}

/** The number nearest to the rule's with which it fires as seldom as wanted, found by halving. */
async function suggestionFor(
  parts: DryRunParts,
  given: {
    readonly rule: Rule;
    readonly days: readonly ReplayedDay[];
    readonly replayed: readonly DryRunDay[];
    readonly wantedADay: number;
  },
): Promise<DryRun['suggestion']> {
  const { rule, days, replayed, wantedADay } = given;
  const [field, direction] = NUMBERS[rule.condition.kind] ?? [];
  if (field === undefined || direction === undefined) return null;
  const value = (rule.condition as Partial<Record<string, unknown>>)[field];
  if (typeof value !== 'number') return null;
  const aDayWith = async (number: number): Promise<number> => {
    const condition = { ...rule.condition, [field]: number } as RuleCondition;
    // One that fires too often is known to before its end.
    const max = (wantedADay + 0.1) * days.length;
    return perDay(await replayAll(parts, { ...rule, condition }, { days, max }), days.length);
  };
  const present = perDay(replayed, days.length);
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

/** With one digit after the point. */
function perDay(replayed: readonly DryRunDay[], days: number): number {
  const fired = replayed.reduce((sum, { firedAt }) => sum + firedAt.length, 0);
  return Math.round((fired / Math.max(1, days)) * 10) / 10;
}
