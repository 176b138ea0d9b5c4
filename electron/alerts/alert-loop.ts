import type { Connections } from '../connections/types.ts';
import type { SettingsStore } from '../settings/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Agent, Notice, TeamDelta } from '../shared/model.ts';
import type { TeamSource } from '../team/saved/team-memory.ts';
import type { LiveTeam, PollOutcome } from '../team/types.ts';
import type { createAlertMemory } from './alert-memory.ts';
import { deliver } from './delivery/deliver.ts';
import type { DeliveryFacts } from './delivery/held-reason.ts';
import type { DigestCard } from './delivery/digest.ts';
import type { NoticeOutcomes } from './delivery/notice-outcomes.ts';
import { noticeOf } from './delivery/notices.ts';
import { createEvaluationCache, evaluate } from './evaluation/evaluate.ts';
import { subjectKey } from './evaluation/rule-run.ts';
import type { AlertHours } from './hours.ts';
import type { Rules } from './rules/rules.ts';
import type { TeamReading } from './types.ts';

const SCENE_OF_NOTHING = { asOf: null, clockOffsetMs: undefined, health: null };

/** What rules are evaluated about, and who is told. */
export interface AlertLoopParts {
  readonly clock: Clock;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly connections: Pick<Connections, 'state' | 'list'>;
  readonly rules: Rules;
  readonly team: Pick<LiveTeam, 'everybody'>;
  readonly scopeOf: TeamReading['scopeOf'];
  readonly usual: TeamReading['usual'];
  /** Whether a surface is there that shows notices. */
  readonly isSomebodyThere: () => boolean;
  readonly show: (notice: Notice) => void;
}

/** What it goes on with from one evaluation to the next. */
interface Surroundings {
  readonly memory: ReturnType<typeof createAlertMemory>;
  readonly hours: AlertHours;
  readonly outcomes: NoticeOutcomes;
  readonly digest: Pick<DigestCard, 'add'>;
  /** The present connection, whose memory is open. */
  readonly source: () => TeamSource | null;
  /** Rules were evaluated, and the log may have more entries. */
  readonly onRun: (hasLines: boolean) => void;
}

/** Evaluates the rules with every poll, and when one is due, and shows what is delivered of that. */
export function createAlertLoop(
  parts: AlertLoopParts,
  { memory, hours, outcomes, digest, source, onRun }: Surroundings,
) {
  const { clock, settings, connections, rules, team, scopeOf, usual, show } = parts;
  let before: ReadonlyMap<string, Agent> = new Map();
  let unread: TeamReading['unread'] = [];
  let scene: Pick<TeamDelta, 'asOf' | 'clockOffsetMs'> & { readonly health: TeamDelta['health'] | null } =
    SCENE_OF_NOTHING;
  let cancelTimer: (() => void) | null = null;
  const cache = createEvaluationCache();
  /** Since when the screen is locked; null when it is not. */
  let lockedSince: number | null = null;
  let isUnlocked = false;
  /** Since when no surface has shown notices; null while one does. */
  let aloneSince: number | null = null;
  const removed = new Set<string>();

  function run(isBaseline: boolean): void {
    cancelTimer?.();
    cancelTimer = null;
    const present = source();
    const { health, asOf, clockOffsetMs = 0 } = scene;
    if (present === null || health === null) return;
    const at = clock.now();
    const agents = team.everybody();
    const { limits } = settings.get().preferences;
    const reading = { at, clockOffsetMs, isBaseline, health, asOf, unread, before, agents, scopeOf, limits, usual };
    before = agents;
    const ids = new Set(rules.list().map(({ id }) => id));
    memory.followClock(hours.dayEndsAt());
    memory.keepSnoozes(ids);
    // One that was removed may be imported again.
    for (const id of removed) if (!ids.has(id)) removed.delete(id);
    const evaluation = evaluate(rules.list(), reading, memory.get().evaluation, cache);
    const { state, lines, notices: drafts, nextAt } = deliver(evaluation, facts(at), memory.get().delivery);
    const entryIds = memory.add({ evaluation: evaluation.state, delivery: state }, lines);
    const notices = drafts.map((draft) => noticeOf(draft, connections));
    // Each notice has one delivered line, in the same order.
    const delivered = entryIds.filter((_, index) => lines[index]?.held === null);
    notices.forEach(({ id }, index) => outcomes.remember(id, delivered[index]));
    removeEnded(present, at);
    onRun(lines.length > 0);
    endQuiet(at);
    endAlone(at);
    const dueAt = [evaluation.nextAt, nextAt, memory.nextAt(), hours.dayEndsAt(), hours.quietChangesAt(at)].filter(
      (next) => next !== null && next > at,
    ) as number[];
    if (dueAt.length > 0) cancelTimer = clock.after(Math.min(...dueAt) - at, () => run(false));
    notices.forEach(show);
  }

  function facts(at: number): DeliveryFacts {
    const { mutes, snoozedUntil, snoozedRules } = memory.get();
    const { isMasked } = settings.get().preferences;
    return {
      at,
      mutes,
      snoozedUntil,
      snoozedRules,
      isQuiet: hours.isQuiet(at),
      isLocked: lockedSince !== null,
      isAlone: !parts.isSomebodyThere(),
      isInHours: (rule) => hours.isInHours(rule, at),
      isMasked,
    };
  }

  /** Rules that wait for an agent go when they were told or have expired; what is held back is told first. */
  function removeEnded({ connectionId }: TeamSource, at: number): void {
    const { evaluation, delivery } = memory.get();
    for (const { id, condition } of rules.list()) {
      if (condition.kind !== 'tell-me' || removed.has(id)) continue;
      const hasFired = evaluation.rules[id]?.subjects[condition.userId] !== undefined;
      const isEnded = hasFired ? !(subjectKey(id, condition.userId) in delivery.owed) : at >= condition.expiresAt;
      if (!isEnded) continue;
      removed.add(id); // once: the settings may refuse it
      void rules.remove(connectionId, id).then(() => run(false));
    }
  }

  /** Remembers when quiet hours began, also over a restart, and tells what happened in them once they are over. */
  function endQuiet(at: number): void {
    const { quietSince } = memory.get();
    const isQuietNow = hours.isQuiet(at);
    if (isQuietNow === (quietSince !== null)) return;
    memory.setQuietSince(isQuietNow ? at : null);
    if (quietSince !== null) digest.add({ from: Math.min(quietSince, at), to: at, cause: 'quiet-hours' });
  }

  /** Once a page is opened it tells what happened while none was. */
  function endAlone(at: number): void {
    const from = aloneSince;
    aloneSince = parts.isSomebodyThere() ? null : (from ?? at);
    if (from !== null && aloneSince === null) digest.add({ from: Math.min(from, at), to: at, cause: 'nobody-there' });
  }

  return {
    /** Evaluates the rules now. */
    run: () => run(false),
    /** Begins anew with the team of another connection. */
    begin(): void {
      before = team.everybody();
      unread = [];
      scene = SCENE_OF_NOTHING;
    },
    clockOffsetMs: () => scene.clockOffsetMs ?? 0,
    setLocked(isLocked: boolean): void {
      if (isLocked) lockedSince ??= clock.now();
      isUnlocked = !isLocked && lockedSince !== null;
    },
    afterPoll(outcome: PollOutcome): void {
      source();
      ({ unread } = outcome);
      scene = { ...scene, health: outcome.healthAfter, clockOffsetMs: outcome.clockOffsetMs };
      const from = isUnlocked ? lockedSince : null;
      if (isUnlocked) lockedSince = null;
      isUnlocked = false;
      run(outcome.isBaseline);
      if (from !== null) digest.add({ from, to: clock.now(), cause: 'locked' });
    },
    follow({ health, asOf, clockOffsetMs }: Pick<TeamDelta, 'health' | 'asOf' | 'clockOffsetMs'>): void {
      source();
      scene = { health, asOf, clockOffsetMs };
    },
    stop(): void {
      cancelTimer?.();
      memory.flush();
    },
  };
}
