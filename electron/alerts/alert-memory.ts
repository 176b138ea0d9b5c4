import type { Clock } from '../shared/clock.ts';
import type { AlertMute, RuleSnooze } from '../shared/model.ts';
import type { TeamSource } from '../team/team-memory.ts';
import type { AlertRepository } from './log/alert-repository.ts';
import { NOTHING_DELIVERED, withSnoozed, type DeliveryState } from './delivery/deliver.ts';
import { NOTHING_EVALUATED, type EvaluationState } from './types.ts';

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
/** Only the time of the last evaluation is lost when the program is killed in between. */
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
  let savedRest = '';

  function save(isForced: boolean): void {
    if (source === null) return;
    const now = clock.now();
    // The time of an evaluation is another one each time; it alone is saved once a minute.
    const rest = JSON.stringify({ ...memory, evaluation: { ...memory.evaluation, at: null } });
    const isSaved = rest === savedRest && now >= savedAt && now - savedAt < SAVE_EVERY_MS;
    // How long something has been pending must not be lost over and over.
    if (isSaved && !isForced && !isPending(memory.evaluation)) return;
    savedAt = now;
    savedRest = rest;
    repositoryOf(source).saveMemory(source, JSON.stringify(memory), now);
  }

  function set(patch: Partial<Memory>): void {
    memory = { ...memory, ...patch };
    save(false);
  }

  return {
    get: (): Memory => memory,
    set,
    /** Opens what is saved of a connection; false where it is open already. */
    open(next: TeamSource | null): boolean {
      if (next?.connectionId === source?.connectionId && next?.account === source?.account) {
        // A connection of a session may have been saved meanwhile.
        source = next;
        return false;
      }
      save(true);
      // Nothing is delivered while it is snoozed, whichever connection is open.
      const { snoozedUntil } = memory;
      source = next;
      const text = next === null ? null : repositoryOf(next).memory(next);
      const saved = text === null ? EMPTY : savedMemory(text);
      memory = { ...saved, snoozedUntil: latest(snoozedUntil, saved.snoozedUntil) };
      savedRest = '';
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
    /** When a mute or a snooze ends; null without any. */
    nextAt(): number | null {
      const { mutes, snoozedRules, snoozedUntil } = memory;
      const ends = [...[...mutes, ...snoozedRules].map(({ until }) => until), snoozedUntil ?? 0];
      const ahead = ends.filter((end) => end > clock.now());
      return ahead.length === 0 ? null : Math.min(...ahead);
    },
    flush: () => save(true),
  };
}

function isPending({ rules }: EvaluationState): boolean {
  return Object.values(rules).some(({ subjects }) => Object.values(subjects).some(({ phase }) => phase === 'pending'));
}

/** What an older version saved lacks some of it. */
function savedMemory(text: string): Memory {
  const saved = JSON.parse(text) as Memory;
  return { ...EMPTY, ...saved, delivery: { ...NOTHING_DELIVERED, ...saved.delivery } };
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
