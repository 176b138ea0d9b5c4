import { deskTexts } from '../shared/texts/relay/desk.ts';
import { addDays, dayOffset, todayIn } from '../time/days.ts';
import { isValidTimeZone } from '../time/local-zone.ts';
import type { AppError } from '../shared/result.ts';
import type { HistoryCost, HistoryDayState, HistoryOverview, RateLimitUse } from '../shared/model.ts';
import {
  AGENTS_PER_PAGE,
  callsOf,
  isMissing,
  isReadAgain,
  mayTakeFewer,
  planReads,
  timeOf,
  type ReadAgain,
  type ReadStep,
} from './cache/missing.ts';
import { readAtOf, type DayState } from './cache/day-states.ts';
import { FIRST_DATE } from './request.ts';
import { dayBefore, scenePeople, unknownEmails, type Scene } from './scene.ts';

/** What a scene says of itself. */
export function overviewOf(scene: Scene, use: RateLimitUse | null, stopped: AppError | null): HistoryOverview {
  const { source, request, now, days, apiTimes, notFound } = scene;
  const missing = costOf(scene, use);
  const isOver = days.every(({ endsAt }) => now >= endsAt);
  const dayIds = days.flatMap(({ parts }) => parts.flatMap(({ saved }) => saved?.id ?? []));
  return {
    timeZone: request.timeZone,
    takenAt: now,
    apiTimes,
    agents: scenePeople(scene).map(({ email: _, ...person }) => person),
    days: days.map((day) => dayStateOf(scene, day)),
    missing,
    ...(missing === null && isOver && { again: takes(scene, planOf(scene, { finished: Infinity }), use) }),
    stopped,
    ...(source.publisher !== null && { notPublished: whyNotPublished(scene, source.publisher) }),
    ...(isNarrowedNow(scene) && { isNarrowedNow: true }),
    notUnderstood: source.repository.oddCount(dayIds),
    // As long as not everything was read, nobody knows.
    notFound: stopped === null ? notFound : [],
    fewerThanTeam: fewerThanTeam(scene),
  };
}

/** Whether a publisher says of a view who is in it by their status now, and no more. */
function isNarrowedNow({ source, request: { who } }: Scene): boolean {
  const view = who.kind === 'view' ? source.publisher?.views?.find(({ id }) => id === who.id) : undefined;
  return view !== undefined && view.statuses.length + view.secondaryStatuses.length > 0;
}

/** Why a desk lacks days, as far as what its publisher has said tells. */
function whyNotPublished(
  { request: { dates, timeZone }, now }: Pick<Scene, 'request' | 'now'>,
  { timeZone: itsZone, daysFrom }: NonNullable<Scene['source']['publisher']>,
): string {
  const isOtherDay = (date: string): boolean =>
    itsZone !== undefined && dayOffset(date, itsZone) !== dayOffset(date, timeZone);
  if (daysFrom === null) return deskTexts.notPublished.off;
  if (itsZone !== undefined && isValidTimeZone(itsZone) && dates.some(isOtherDay))
    return deskTexts.notPublished.zone(itsZone);
  if (daysFrom !== undefined && dates.some((date) => date < daysFrom)) return deskTexts.notPublished.older(daysFrom);
  const yesterday = addDays(todayIn(timeZone, now), -1);
  return dates.some((date) => date < yesterday) ? deskTexts.notPublished.notRead : deskTexts.notPublished.notYet;
}

/** What was read of today a moment ago is not read again. */
const FRESH_MS = 10_000;
/** Nor is a part of today that was read so lately, as long as others are not read at all: it is gone on with. */
const PART_MS = 15 * 60_000;

/** What has to be read of a scene, see `planReads`; the day before each run of days, too, where that is read along. */
export function planOf(scene: Scene, again: ReadAgain): readonly ReadStep[] {
  const before = isBeforeReadAlong(scene) ? scene.days.map((day) => dayBefore(scene, day)) : [];
  const alongside = before.filter((day) => !scene.days.includes(day) && day.date >= FIRST_DATE);
  return planReads({ ...scene, alongside, unknownEmails: unknownEmails(scene) }, again);
}

/**
 * Where the server is known to list records by when they begin, a day needs the day before it. While that is not known, it
 * is read along where it takes no more calls, or is a single page: as one more day of a range.
 */
function isBeforeReadAlong({ source, days, teamSize }: Scene): boolean {
  const { recordsListedBy, rangeDates } = source.memory;
  if (recordsListedBy !== null) return recordsListedBy === 'start';
  if (rangeDates !== null) return rangeDates === 'accepted';
  return days.length > 1 || (teamSize > 0 && teamSize <= AGENTS_PER_PAGE);
}

/**
 * What a read of a scene reads again, from its beginning to its end.
 * @param isAgain whether all that was read before is read again
 */
export function readAgainOf(scene: Scene, isAgain = false): ReadAgain {
  const { days, people, now } = scene;
  const isPart = days.some((day) => now < day.endsAt && people.some(({ userId }) => readAtOf(day, userId) === null));
  const freshMs = isPart ? PART_MS : FRESH_MS;
  return { lasting: now - freshMs, ...(isAgain && { finished: now }) };
}

/** Who was read of all days, as far as they are not read again. */
export function whoWasRead({ people, days, now }: Scene, again: ReadAgain): readonly string[] {
  const isRead = (day: DayState, userId: string): boolean =>
    !isMissing(day, userId, now) && !isReadAgain(day, readAtOf(day, userId), now, again);
  return people.flatMap(({ userId }) => (days.every((day) => isRead(day, userId)) ? userId : []));
}

/** What reading takes where something is missing; null where nothing is. */
function costOf(scene: Scene, use: RateLimitUse | null): HistoryCost | null {
  const missing = planOf(scene, {});
  if (missing.length === 0) return null;
  const agentDays = missing.reduce((sum, step) => sum + step.agentDays, 0);
  return { ...takes(scene, planOf(scene, readAgainOf(scene)), use), agentDays };
}

function takes({ teamSize, source, now }: Scene, steps: readonly ReadStep[], use: RateLimitUse | null): HistoryCost {
  const { rangeDates } = source.memory;
  const callsWhere = (ranges: typeof rangeDates): number =>
    steps.reduce((sum, step) => sum + callsOf(step, teamSize, ranges), 0);
  const [calls, fewest] = [callsWhere(rangeDates), callsWhere('accepted')];
  const agentDays = steps.reduce((sum, step) => sum + step.agentDays, 0);
  const isAtMost = steps.some((step) => mayTakeFewer(step, rangeDates));
  return {
    agentDays,
    calls,
    ms: timeOf(calls, use, now),
    ...(isAtMost && { isAtMost, least: { calls: fewest, ms: timeOf(fewest, use, now) } }),
  };
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

/** Whether the records that began before a day may be missing: listed under the day before, which was not read. */
export function mayBeginLater(scene: Scene, day: DayState): boolean {
  if (scene.source.memory.recordsListedBy === 'overlap' || day.date <= FIRST_DATE) return false;
  const before = dayBefore(scene, day);
  return scene.people.some(({ userId }) => readAtOf(day, userId) !== null && isMissing(before, userId, scene.now));
}

/** Whether a list of everybody was read that does not prove that others have no records. */
export function isListDoubtful(scene: Pick<Scene, 'days'>): boolean {
  return doubtfulLists(scene).length > 0;
}

function doubtfulLists({ days }: Pick<Scene, 'days'>): DayState['parts'] {
  return days
    .flatMap(({ parts }) => parts)
    .filter(({ saved }) => saved !== null && saved.completeAt !== null && !saved.isProof);
}

/** How many agents the lists of everybody name that prove nothing of others, where the team has more. */
function fewerThanTeam(scene: Scene): HistoryOverview['fewerThanTeam'] {
  if (!scene.isEverybody) return null;
  const read = doubtfulLists(scene).reduce((fewest, { readAt }) => Math.min(fewest, readAt.size), Infinity);
  return read < scene.present.size ? { read, team: scene.present.size } : null;
}
