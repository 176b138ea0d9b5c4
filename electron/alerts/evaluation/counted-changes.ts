import type { NoDataReason, RuleCondition } from '../../shared/model.ts';
import { NOTHING, ONLY_TEAM, type Finding, type Found } from './finding.ts';
import { ONLINE_GRACE_MS } from './recent.ts';
import type { Run } from './rule-run.ts';
import type { Scoped } from './scoped.ts';
import type { AgentChange, RuleMemory, Wording } from '../types.ts';
import { massChangeWording } from './wording.ts';

const SECOND_MS = 1_000;
/** In a smaller team a few who go home are no fault. */
const MIN_MASS = 3;
/** More would not change what a rule says. */
const MAX_INSTANTS = 1_001;

/** Counts what each agent did within some time. */
export function countedFinding(
  { reading, isNews, memory, recent, focus }: Run,
  scoped: Scoped,
  rule: {
    readonly withinMs: number;
    readonly counts: (change: AgentChange) => boolean;
    readonly holds: (times: number) => boolean;
    /** What fires is over only well below the limit, so that nobody at the limit is told of again and again. */
    readonly goesOn: (times: number) => boolean;
    readonly wording: (times: number) => Wording;
  },
): Finding {
  const { withinMs } = rule;
  const instants = currentInstants(memory.instants, { at: reading.at, withinMs, focus });
  if (isNews) addInstants(instants, scoped.changes(), rule.counts, reading.at);
  function about(userId: string): Found {
    const times = instants[userId];
    if (times === undefined) return NOTHING;
    const onlineAt = recent.cameOnline[userId];
    const isKnown = memory.subjects[userId] !== undefined;
    const isHeld = isKnown ? rule.goesOn(times.length) : rule.holds(times.length) && onlineAt === undefined;
    return {
      wording: isHeld ? () => rule.wording(times.length) : null,
      dueAt: Infinity,
      staleAt: Math.min((times[0] ?? Infinity) + withinMs, (onlineAt ?? Infinity) + ONLINE_GRACE_MS),
    };
  }
  return { about, keys: () => Object.keys(instants), instants };
}

export function massFinding(
  condition: Extract<RuleCondition, { readonly kind: 'mass-change' }>,
  run: Run,
  scoped: Scoped,
): Finding | NoDataReason {
  const { reading, isNews, memory } = run;
  if (reading.unread.length > 0) return 'not-understood';
  const withinMs = condition.withinSeconds * SECOND_MS;
  // They are about others than the team, which is what it looks at.
  const focus = run.focus && Object.keys(memory.instants);
  const instants = currentInstants(memory.instants, { at: reading.at, withinMs, focus });
  if (isNews) addInstants(instants, scoped.changes(), isGone, reading.at);
  let [offline, oldest] = [0, Infinity];
  for (const userId of Object.keys(instants)) {
    if (reading.agents.get(userId)?.status === 'OFFLINE') offline += 1;
    oldest = Math.min(oldest, instants[userId]?.[0] ?? Infinity);
  }
  const of = scoped.online() + offline;
  const isMass = offline >= MIN_MASS && offline * 100 >= condition.percent * of;
  const wording = isMass ? () => massChangeWording(condition, { offline, of }, reading, scoped.scope) : null;
  const found = { wording, dueAt: Infinity, staleAt: oldest + withinMs };
  return { about: () => found, keys: () => ONLY_TEAM, instants };
}

function isGone({ before, after }: AgentChange): boolean {
  return before.status !== 'OFFLINE' && after.status === 'OFFLINE';
}

/** The instants that still count; with a focus those of its agents are changed in place. */
function currentInstants(
  known: RuleMemory['instants'],
  { at, withinMs, focus }: { readonly at: number; readonly withinMs: number; readonly focus: Run['focus'] },
): RuleMemory['instants'] {
  const instants: RuleMemory['instants'] = focus === null ? {} : known;
  const isCurrent = (time: number): boolean => time > at - withinMs && time <= at;
  for (const userId of focus ?? Object.keys(known)) {
    const times = known[userId];
    if (times === undefined) continue;
    const current = times.every(isCurrent) ? times : times.filter(isCurrent);
    if (current.length === 0) delete instants[userId];
    else if (current !== instants[userId]) instants[userId] = current;
  }
  return instants;
}

function addInstants(
  instants: RuleMemory['instants'],
  changes: readonly AgentChange[],
  counts: (change: AgentChange) => boolean,
  at: number,
): void {
  for (const change of changes) {
    if (!counts(change)) continue;
    const { userId } = change;
    const times = instants[userId];
    instants[userId] = times === undefined ? [at] : [...times.slice(1 - MAX_INSTANTS), at];
  }
}
