import type { AppError } from '../shared/result.ts';
import type { HistoryCost, HistoryDayState, HistoryOverview, RateLimitUse } from '../shared/model.ts';
import { isMissing, planReads, callsOf, timeOf, type ReadStep } from './cache/missing.ts';
import { readAtOf, type DayState } from './cache/day-states.ts';
import { dayBefore, scenePeople, unknownEmails, type Scene } from './scene.ts';

/** What a scene says of itself. */
export function overviewOf(scene: Scene, use: RateLimitUse | null, stopped: AppError | null): HistoryOverview {
  const { source, request, now, days, apiTimes, notFound } = scene;
  const dayIds = days.flatMap(({ parts }) => parts.flatMap(({ saved }) => saved?.id ?? []));
  return {
    timeZone: request.timeZone,
    takenAt: now,
    apiTimes,
    agents: scenePeople(scene).map(({ email: _, ...person }) => person),
    days: days.map((day) => dayStateOf(scene, day)),
    missing: costOf(scene, planOf(scene, null), use),
    stopped,
    notUnderstood: source.repository.oddCount(dayIds),
    // As long as not everything was read, nobody knows.
    notFound: stopped === null ? notFound : [],
    fewerThanTeam: fewerThanTeam(scene),
  };
}

/** What has to be read of a scene, see `planReads`. */
export function planOf(scene: Scene, outOfDateAt: number | null): readonly ReadStep[] {
  return planReads({ ...scene, unknownEmails: unknownEmails(scene) }, outOfDateAt);
}

/** What the steps of a scene take; null without any. */
function costOf(scene: Scene, steps: readonly ReadStep[], use: RateLimitUse | null): HistoryCost | null {
  if (steps.length === 0) return null;
  const { teamSize, source } = scene;
  const isRangeTaken = source.memory.rangeDates === 'accepted';
  const calls = steps.reduce((sum, step) => sum + callsOf(step, teamSize, isRangeTaken), 0);
  const agentDays = steps.reduce((sum, step) => sum + step.agentDays, 0);
  return { agentDays, calls, ms: timeOf(calls, use, scene.now) };
}

/** How far a day was read. */
export function dayStateOf(scene: Scene, day: DayState): HistoryDayState {
  const reads = scene.people.flatMap(({ userId }) => readAtOf(day, userId) ?? []);
  const { date, startsAt, endsAt } = day;
  return {
    date,
    startsAt,
    endsAt,
    agentsRead: reads.length,
    readAt: reads.length === 0 ? null : reads.reduce((first, at) => Math.min(first, at), Infinity),
    ...(mayBeginLater(scene, day) && { mayBeginLater: true }),
  };
}

/** Whether the records that began before a day may be missing: they are listed under the day before, which was not read. */
export function mayBeginLater(scene: Scene, day: DayState): boolean {
  if (scene.source.memory.recordsListedBy !== 'start') return false;
  const before = dayBefore(scene, day);
  return scene.people.some(({ userId }) => readAtOf(day, userId) !== null && isMissing(before, userId, scene.now));
}

/** Whether a list of everybody ended and the server did not say that this was its end. */
export function isEndUnsaid(scene: Pick<Scene, 'days'>): boolean {
  return unsaidLists(scene).length > 0;
}

function unsaidLists({ days }: Pick<Scene, 'days'>): DayState['parts'] {
  return days
    .flatMap(({ parts }) => parts)
    .filter(({ saved }) => saved !== null && saved.completeAt !== null && !saved.isEndSaid);
}

/** How many agents the lists of everybody name, where the team has more and none said that it was at its end. */
function fewerThanTeam(scene: Scene): HistoryOverview['fewerThanTeam'] {
  if (!scene.isEverybody) return null;
  const read = unsaidLists(scene).reduce((fewest, { readAt }) => Math.min(fewest, readAt.size), Infinity);
  return read < scene.present ? { read, team: scene.present } : null;
}
