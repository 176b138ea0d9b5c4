import type { Clock } from '../shared/clock.ts';
import type { AlertMute, RuleSnooze } from '../shared/model.ts';
import { withoutEmail, type Named } from '../shared/names/names.ts';
import type { TeamSource } from '../team/saved/team-memory.ts';
import { NOTHING_DELIVERED, withSnoozed, type DeliveryState } from './delivery/delivery-state.ts';
import type { LogLine } from './delivery/notice-drafts.ts';
import type { AlertRepository, SavedMemory } from './log/alert-repository.ts';
import { NOTHING_EVALUATED, type EvaluationState, type RuleMemory } from './types.ts';

/** What alerts remember of a connection, also over a restart. */
interface Memory {
  readonly evaluation: EvaluationState;
  readonly delivery: DeliveryState;
  readonly mutes: readonly AlertMute[];
  readonly snoozedRules: readonly RuleSnooze[];
  readonly snoozedUntil: number | null;
  /** Since when these have been quiet hours; null when they are not. */
  readonly quietSince: number | null;
}

const EMPTY: Memory = {
  evaluation: NOTHING_EVALUATED,
  delivery: NOTHING_DELIVERED,
  mutes: [],
  snoozedRules: [],
  snoozedUntil: null,
  quietSince: null,
};
/** What rules counted since, and the time of the last evaluation, are lost when the program is killed in between. */
const SAVE_EVERY_MS = 60_000;

/** Creates the memory of no connection. */
export function createAlertMemory({
  clock,
  repositoryOf,
}: {
  readonly clock: Clock;
  readonly repositoryOf: (source: TeamSource) => AlertRepository;
}) {
  let source: TeamSource | null = null;
  let memory = EMPTY;
  let savedAt = Number.NEGATIVE_INFINITY;
  let savedText = '';

  /** Saves lines and what is remembered after them; the ids of the lines in the log. */
  function save(lines: readonly LogLine[], isForced = false): readonly number[] {
    if (source === null) return [];
    const now = clock.now();
    const hasCounts = isForced || now < savedAt || now - savedAt >= SAVE_EVERY_MS;
    const text = textOf(memory);
    // How long something has been pending must not be lost over and over.
    const isNeeded = hasCounts || lines.length > 0 || text !== savedText || isPending(memory.evaluation);
    if (!isNeeded) return [];
    savedText = text;
    if (hasCounts) savedAt = now;
    const counts = hasCounts ? JSON.stringify(countsOf(memory.evaluation)) : null;
    const saved = { memory: `{"at":${memory.evaluation.at},${text.slice(1)}`, counts };
    return repositoryOf(source).save(source, now, saved, lines);
  }

  function set(patch: Partial<Memory>): void {
    memory = { ...memory, ...patch };
    save([]);
  }

  return {
    get: (): Memory => memory,
    /** Remembers an evaluation and what became of it, with its lines of the log; their ids. */
    add(patch: Pick<Memory, 'evaluation' | 'delivery'>, lines: readonly LogLine[]): readonly number[] {
      memory = { ...memory, ...patch };
      return save(lines);
    },
    /** Opens what is saved of a connection; false where it is open already. */
    open(next: TeamSource | null): boolean {
      if (next?.connectionId === source?.connectionId && next?.account === source?.account) {
        // A connection of a session may have been saved meanwhile.
        source = next;
        return false;
      }
      save([], true);
      // Nothing is delivered while it is snoozed, whichever connection is open.
      const { snoozedUntil } = memory;
      source = next;
      const saved = remembered(next === null ? null : repositoryOf(next).memory(next));
      memory = { ...saved, snoozedUntil: latest(snoozedUntil, saved.snoozedUntil) };
      savedAt = Number.NEGATIVE_INFINITY;
      return true;
    },
    mute(userId: string, until: number | null): void {
      const others = memory.mutes.filter((mute) => mute.userId !== userId && mute.until > clock.now());
      set({ mutes: until === null ? others : [...others, { userId, until }] });
    },
    snoozeRule(ruleId: string, until: number | null): void {
      const others = memory.snoozedRules.filter((each) => each.ruleId !== ruleId && each.until > clock.now());
      if (until === null) set({ snoozedRules: others });
      else set({ snoozedRules: [...others, { ruleId, until }], delivery: withSnoozed(memory.delivery, ruleId) });
    },
    /** A snooze ends with its rule. */
    keepSnoozes(ruleIds: ReadonlySet<string>): void {
      const snoozedRules = memory.snoozedRules.filter(({ ruleId }) => ruleIds.has(ruleId));
      if (snoozedRules.length < memory.snoozedRules.length) set({ snoozedRules });
    },
    /** A clock that was set back since the last evaluation makes no snooze longer, and no mute longer than today. */
    followClock(dayEndsAt: number): void {
      const backMs = (memory.evaluation.at ?? -Infinity) - clock.now();
      if (backMs <= 0) return;
      const { mutes, snoozedRules, snoozedUntil } = memory;
      set({
        mutes: mutes.map(({ userId, until }) => ({ userId, until: Math.min(until, dayEndsAt) })),
        snoozedRules: snoozedRules.map(({ ruleId, until }) => ({ ruleId, until: until - backMs })),
        snoozedUntil: snoozedUntil === null ? null : snoozedUntil - backMs,
      });
    },
    snooze: (snoozedUntil: number | null) => set({ snoozedUntil }),
    setQuietSince: (quietSince: number | null) => set({ quietSince }),
    /** When a mute or a snooze ends; null without any. */
    nextAt(): number | null {
      const { mutes, snoozedRules, snoozedUntil } = memory;
      const ends = [...[...mutes, ...snoozedRules].map(({ until }) => until), snoozedUntil ?? 0];
      const ahead = ends.filter((end) => end > clock.now());
      return ahead.length === 0 ? null : Math.min(...ahead);
    },
    flush: () => void save([], true),
  };
}

/** What is saved whenever it is another one: all but what rules count, and the time, which is another one each time. */
function textOf({ evaluation, delivery, ...rest }: Memory): string {
  const rules = mapped(evaluation.rules, ({ instants: _counts, ...rule }) => rule);
  const heldChanges = mapped(delivery.heldChanges, (held) => ({ ...held, who: savedName(held.who) }));
  const heldRecoveries = mapped(delivery.heldRecoveries, (said) => ({ ...said, who: savedName(said.who) }));
  return JSON.stringify({ ...rest, delivery: { ...delivery, heldChanges, heldRecoveries }, evaluation: { rules } });
}

function countsOf({ rules, cameOnline, changed }: EvaluationState) {
  return {
    cameOnline,
    changed: mapped(changed, ({ at, before }) => ({ at, before: savedName(before) })),
    rules: mapped(rules, ({ key, viewId, instants }) => ({ key, viewId, instants })),
  };
}

/** No e-mail address is saved. */
function savedName<T extends Named | null>(who: T): T {
  if (who === null) return who;
  const { name, addition } = who;
  return { ...who, name: withoutEmail(name), ...(addition === undefined ? {} : { addition: withoutEmail(addition) }) };
}

function isPending({ rules }: EvaluationState): boolean {
  return Object.values(rules).some(({ subjects }) => Object.values(subjects).some(({ phase }) => phase === 'pending'));
}

/** What is remembered of what was saved; an older version saved all of it in one, or lacks some of it. */
function remembered(saved: SavedMemory | null): Memory {
  if (saved === null) return EMPTY;
  const { at = null, evaluation, delivery, ...rest } = JSON.parse(saved.memory) as SavedText;
  const counts = saved.counts === null ? null : (JSON.parse(saved.counts) as ReturnType<typeof countsOf>);
  const { cameOnline = {}, changed = {} } = counts ?? {};
  const rules = mapped(evaluation.rules, (rule, id): RuleMemory => {
    const counted = counts?.rules[id];
    const isOfIt = counted?.key === rule.key && counted.viewId === rule.viewId;
    return { instants: {}, ...rule, ...(isOfIt ? { instants: counted.instants } : {}) };
  });
  return {
    ...EMPTY,
    ...rest,
    evaluation: { at, cameOnline, changed, ...evaluation, rules },
    delivery: { ...NOTHING_DELIVERED, ...delivery },
  };
}

type SavedText = Partial<Omit<Memory, 'evaluation'>> & {
  readonly at?: number | null;
  readonly evaluation: Partial<Omit<EvaluationState, 'rules'>> & {
    readonly rules: Readonly<Record<string, Omit<RuleMemory, 'instants'> & Partial<Pick<RuleMemory, 'instants'>>>>;
  };
};

/** The id of a rule may be any string. */
function mapped<T, U>(record: Readonly<Record<string, T>>, of: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, of(value, key)]));
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
