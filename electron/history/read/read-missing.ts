import type { LiveConnection } from '../../connections/types.ts';
import type { DetailsRow } from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';
import type { HistoryProgress, RateLimitUse } from '../../shared/model.ts';
import { appError, ok, type AppError, type Result } from '../../shared/result.ts';
import { historyTexts } from '../../shared/texts/history/history.ts';
import { createAnswerKeeper, type AnswerKeeper } from '../cache/answer-keeper.ts';
import { callsOf, isMissing, timeOf, type ReadAgain, type ReadStep } from '../cache/missing.ts';
import { planOf, readAgainOf, whoWasRead } from '../overview.ts';
import { readDays, type DaysCall, type DaysRequest } from './read-days.ts';
import { dayBefore, type Scene } from '../scene.ts';

/** What a read of a scene needs besides. */
export interface MissingRead extends Omit<DaysCall, 'onProgress'>, Pick<DaysRequest, 'pages'> {
  readonly live: Pick<LiveConnection, 'client' | 'memory'>;
  readonly clock: Clock;
  /** What was used of the rate limit at the beginning; null where nobody knows. */
  readonly use: RateLimitUse | null;
  /** Whether what was read before is read again. */
  readonly isAgain: boolean;
  readonly onProgress: (progress: HistoryProgress) => void;
  readonly onRows: (rows: readonly DetailsRow[]) => void;
  /** Something more is saved. */
  readonly onKept: () => void;
}

/**
 * Reads what is missing of a scene, and again what was read of a day that still lasts. Each page is saved as it comes.
 * After each step it looks again at what is left, since an answer may have brought others too. Answers why it ended
 * before its end; null when it did not.
 * @param renew the same scene with what is saved by then
 */
export async function readMissing(
  first: Scene,
  renew: () => Promise<Result<Scene>>,
  read: MissingRead,
): Promise<AppError | null> {
  const again = readAgainOf(first, read.isAgain);
  const progress = createProgress(first, again, read);
  const done = new Set<string>();
  const keyOf = ({ dates, emails }: ReadStep): string => JSON.stringify([dates, emails]);
  for (let scene: Result<Scene> = ok(first); ; scene = await renew()) {
    if (!scene.ok) return scene.error;
    const step = planOf(scene.value, again).find((each) => !done.has(keyOf(each)));
    if (step === undefined) return null;
    const startWithinMs = done.size === 0 ? read.startWithinMs : undefined;
    const stopped = await readStep(scene.value, step, { ...read, startWithinMs }, progress);
    if (stopped !== null) return stopped;
    done.add(keyOf(step));
  }
}

/** Lets lists prove who has no records, once nobody of the team is missing beside them: all who could be were asked about. */
export function settleLists(scene: Scene): void {
  const { source, days, people, present, now } = scene;
  for (const day of [...days, ...days.map((each) => dayBefore(scene, each))]) {
    if (people.some(({ userId }) => present.has(userId) && isMissing(day, userId, now))) continue;
    const lists = day.parts.flatMap(({ saved }) => (saved === null || saved.completeAt === null ? [] : saved));
    const { repository } = source;
    repository.write(() => lists.forEach((list) => repository.putDay({ ...list, isProof: true })));
  }
}

async function readStep(
  scene: Scene,
  step: ReadStep,
  read: MissingRead,
  progress: ReadProgress,
): Promise<AppError | null> {
  const { live, clock, signal, maxWaitMs, startWithinMs, pages } = read;
  const { source, request } = scene;
  const { dates, emails, position } = step;
  const keeper = createAnswerKeeper(
    source,
    { userIds: emails && peopleWith(scene, emails), position, isToTheEnd: true },
    { onRows: read.onRows, onKept: read.onKept },
  );
  const answer = await readDays(
    { ...live, clock, timeZone: request.timeZone, apiTimes: request.apiTimes },
    {
      dates,
      agents: emails ?? [],
      pages,
      rest: position?.rest,
      expectedAgents: scene.teamSize,
      keeper: progress.follow(keeper, step),
      onProgress: progress.report,
      signal,
      maxWaitMs,
      startWithinMs,
    },
  );
  if (!(await keeper.saved())) return appError('storage', { message: historyTexts.notSaved });
  if (keeper.hasMoved()) return readStep(scene, { ...step, position: null }, read, progress);
  return answer.ok ? answer.value.stopped : answer.error;
}

function peopleWith({ people }: Scene, emails: readonly string[]): readonly string[] {
  const wanted = new Set(emails);
  return people.filter(({ email }) => email !== null && wanted.has(email)).map(({ userId }) => userId);
}

interface ReadProgress {
  /** Counts what a keeper gets. */
  follow(keeper: AnswerKeeper, step: ReadStep): AnswerKeeper;
  report(progress: HistoryProgress): void;
}

/** What is left of a read begins with no call used: what was free at its beginning is no longer known. */
function pastWaits({ lowerFree: _, ...use }: RateLimitUse): RateLimitUse {
  return { ...use, usedLastMinute: 0, blockedUntil: null };
}

/** Tells how far the read of all steps together has come. */
function createProgress(scene: Scene, again: ReadAgain, read: MissingRead): ReadProgress {
  const { request, people, teamSize, source } = scene;
  const steps = planOf(scene, again);
  const seen = new Set(whoWasRead(scene, again));
  let { rangeDates } = source.memory;
  let pagesRead = 0;
  const agents = people.length > 0 ? { agents: people.length } : {};
  return {
    follow: (keeper, { parts }) => ({
      ...keeper,
      page(covered, part) {
        pagesRead += 1;
        if (parts.length > 1) rangeDates ??= covered.length > 1 ? 'accepted' : 'refused';
        for (const { userId } of part.rows) seen.add(userId);
        keeper.page(covered, part);
      },
    }),
    report({ agentsRead, waitingUntil, day, lastDay }) {
      const now = read.clock.now();
      const waitMs = Math.max(0, (waitingUntil ?? 0) - now);
      const calls = steps.reduce((sum, step) => sum + callsOf(step, teamSize, rangeDates), 0);
      const use = read.use && pastWaits(read.use);
      read.onProgress({
        agentsRead: Math.max(seen.size, agentsRead),
        day,
        lastDay,
        // A day that is read along is none of the request's.
        dayIndex: Math.max(0, request.dates.indexOf(day)),
        days: request.dates.length,
        waitingUntil,
        ...agents,
        // A desk makes no calls, and when a publisher answers does not follow from them.
        ...(source.publisher === null && { restMs: waitMs + timeOf(Math.max(1, calls - pagesRead), use, now) }),
      });
    },
  };
}
