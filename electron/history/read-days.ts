import type { MemoryCell } from '../kore/types.ts';
import type { AppError, ErrorCode, Result } from '../shared/result.ts';
import type { AnsweredPeriod } from './api-times.ts';
import type { AskDetails, AskedDetails } from './ask-details.ts';
import { sameOffsetRuns, type AskedDay, type AskedRun } from './asked-days.ts';
import { provesRange } from './range-proof.ts';

/** What a read left open: it has a part of some local dates and nothing of others. */
export interface ReadGap {
  readonly error: AppError;
  readonly partly: readonly string[];
  readonly unread: readonly string[];
}

/** Every answer of one read in the order they came, and what is missing; null when nothing is. */
export interface DaysRead {
  readonly answers: readonly AnsweredPeriod[];
  readonly gap: ReadGap | null;
}

/** What reading days needs. */
export interface ReadParts {
  readonly ask: AskDetails;
  readonly memory: MemoryCell;
  /** Whether days may be asked for together; a query for one local day always uses `date`. */
  readonly mayAskRanges: boolean;
}

/** One request whose answer counts, and the days it was for. */
interface Step {
  readonly covered: AskedRun;
  readonly asked: Result<AskedDetails>;
}

/** How a server may refuse a date form it does not know. Token, scope, limit and network errors are about other things. */
const REFUSALS: readonly ErrorCode[] = [
  'request-refused',
  'not-found',
  'server-error',
  'unexpected-shape',
  'unreadable-answer',
  'empty-answer',
];

/** Reads the asked days in order and stops at the first failure, keeping what it has. */
export async function readDays(days: readonly AskedDay[], parts: ReadParts): Promise<DaysRead> {
  const answers: AnsweredPeriod[] = [];
  const begun = new Set<string>();
  for await (const { covered, asked } of askInOrder(days, parts)) {
    if (asked.ok) {
      answers.push(asked.value.answer);
      for (const { localDate } of covered) begun.add(localDate);
    }
    const error = asked.ok ? asked.value.stopped : asked.error;
    if (error !== null) return { answers, gap: gapOf(error, days.slice(days.indexOf(covered[0])), begun) };
  }
  return { answers, gap: null };
}

/**
 * Days with one offset are asked for as a range first, unless the server is known to refuse that. A range that is
 * refused or proves nothing is asked again day by day, and so is the rest of this read. That the server refuses ranges
 * is remembered only once a single day works where the range did not.
 */
async function* askInOrder(
  days: readonly AskedDay[],
  { ask, memory, mayAskRanges }: ReadParts,
): AsyncGenerator<Step, void, undefined> {
  let isRangeTried = mayAskRanges;
  for (const run of sameOffsetRuns(days)) {
    const isRange = isRangeTried && run.length > 1 && memory.get().rangeDates !== 'refused';
    const range = isRange ? await askRange(run, ask, memory) : 'not-asked';
    if (typeof range === 'object') {
      yield range;
      continue;
    }
    if (range !== 'not-asked') isRangeTried = false;
    for (const day of run) {
      const asked = await ask(day, day);
      const isRefusal = range === 'refused' && asked.ok && memory.get().rangeDates !== 'refused';
      if (isRefusal) memory.learn({ rangeDates: 'refused' });
      yield { covered: [day], asked };
    }
  }
}

/** A whole answer counts once ranges are known to work or this one proves it, which is then remembered. */
async function askRange(run: AskedRun, ask: AskDetails, memory: MemoryCell): Promise<Step | 'refused' | 'unusable'> {
  const asked = await ask(run[0], run.at(-1) ?? run[0]);
  const error = asked.ok ? asked.value.stopped : asked.error;
  // A month in one answer can be too large where a day is not.
  if (error?.code === 'too-large') return 'unusable';
  if (!asked.ok && REFUSALS.includes(asked.error.code)) return 'refused';
  if (asked.ok && error === null && memory.get().rangeDates === null) {
    if (!provesRange(asked.value.answer)) return 'unusable';
    memory.learn({ rangeDates: 'accepted' });
  }
  return { covered: run, asked };
}

function gapOf(error: AppError, left: readonly AskedDay[], begun: ReadonlySet<string>): ReadGap {
  const dates = [...new Set(left.map(({ localDate }) => localDate))];
  return {
    error,
    partly: dates.filter((date) => begun.has(date)),
    unread: dates.filter((date) => !begun.has(date)),
  };
}
