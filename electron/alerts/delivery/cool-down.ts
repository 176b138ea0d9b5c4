import { alertTexts as texts } from '../../shared/texts/alerts/alerts.ts';
import { plural, wordDuration } from '../../shared/texts/plurals.ts';
import { subjectKey } from '../evaluation/rule-run.ts';
import { TEAM, type Decision } from '../types.ts';

const MINUTE_MS = 60_000;
/** What comes back is told again after so many minutes, and the last of them from then on: three times in any hour. */
const LEVEL_MINUTES: readonly number[] = [5, 20, 40];
/** All changes of one agent: four times in any hour. */
const CHANGE_MINUTES: readonly number[] = [5, 10, 20, 30];
/** After so long without it, it begins anew. */
const QUIET_MS = 60 * MINUTE_MS;

/** How often the same was told of late. */
interface Call {
  /** Null before the first time. */
  readonly toldAt: number | null;
  /** How many times in a row. */
  readonly told: number;
  /** When it came last, told or not. */
  readonly cameAt: number;
  /** How often it came since it was told. */
  readonly came: number;
}

const NEVER: Call = { toldAt: null, told: 0, cameAt: 0, came: 0 };

/** By `subjectKey`, and by `changesKey` for all that is told of the changes of an agent. */
export type Calls = Record<string, Call>;

/** The key of the changes of an agent, which several rules tell; no id of a rule is empty. */
export function changesKey(userId: string): string {
  return subjectKey('', userId);
}

/** Those that still count. */
export function currentCalls(calls: Readonly<Calls>, at: number): Calls {
  const isCurrent = ({ cameAt }: Call): boolean => cameAt <= at && at - cameAt < QUIET_MS;
  return Object.fromEntries(Object.entries(calls).filter(([, call]) => isCurrent(call)));
}

/** Until when the same is not told again; -Infinity where it may be told. */
export function coolEnd(calls: Readonly<Calls>, key: string): number {
  const { toldAt, told } = calls[key] ?? NEVER;
  if (toldAt === null) return -Infinity;
  const minutes = key.startsWith(':') ? CHANGE_MINUTES : LEVEL_MINUTES;
  return toldAt + (minutes[Math.min(told, minutes.length) - 1] ?? 0) * MINUTE_MS;
}

/** Until when a decision has to wait. */
export function coolDownEnd(calls: Readonly<Calls>, { rule, userId }: Decision): number {
  const own = coolEnd(calls, subjectKey(rule.id, userId ?? TEAM));
  const changes = userId === null ? null : changesKey(userId);
  switch (rule.condition.kind) {
    case 'tell-me':
      return -Infinity;
    case 'becomes':
      return changes === null ? -Infinity : coolEnd(calls, changes);
    case 'flapping': {
      // The first time it says why there are so many changes.
      const isFirst = changes === null || (own === -Infinity && (calls[changes] ?? NEVER).told <= 2);
      return isFirst ? own : Math.max(own, coolEnd(calls, changes));
    }
    default:
      return own;
  }
}

/** Counts that something came back that was told before. */
export function withCame(calls: Calls, { rule, userId, at }: Decision): void {
  const key = subjectKey(rule.id, userId ?? TEAM);
  const call = calls[key];
  if (call !== undefined) calls[key] = { ...call, cameAt: at, came: call.came + 1 };
}

/** Counts that something was told. */
export function withTold(calls: Calls, { rule: { id, condition }, userId }: Decision, at: number): void {
  const isOfChanges = condition.kind === 'becomes' || condition.kind === 'tell-me' || condition.kind === 'flapping';
  const keys = [
    ...(condition.kind === 'becomes' ? [] : [subjectKey(id, userId ?? TEAM)]),
    ...(isOfChanges && userId !== null ? [changesKey(userId)] : []),
  ];
  for (const key of keys) calls[key] = { toldAt: at, told: (calls[key] ?? NEVER).told + 1, cameAt: at, came: 0 };
}

/** `3 times in the last 20 minutes.`: what came back while it was not told again. */
export function cameBack({ rule, userId, event }: Decision, calls: Readonly<Calls>, at: number): string {
  const { toldAt, came } = calls[subjectKey(rule.id, userId ?? TEAM)] ?? NEVER;
  if (event !== 'fired' || toldAt === null || came < 2) return '';
  return texts.facts.again(plural(came, 'time'), wordDuration(at - toldAt));
}
