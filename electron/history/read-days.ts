import type { MemoryCell } from '../kore/types.ts';
import type { AppError, ErrorCode, Result } from '../shared/result.ts';
import type { AnsweredPeriod } from './api-times.ts';
import type { AskDetails, AskedDetails } from './ask-details.ts';
import { sameOffsetRuns, type AskedDay, type AskedRun } from './asked-days.ts';
import { lacksRecordsOf, provesRange } from './range-proof.ts';

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

/**
 * How a server, or a gateway before it, may refuse a date form it does not know: an error, a web page, a redirect to
 * one. Token, scope, limit and network errors are about other things.
 */
const REFUSALS: readonly ErrorCode[] = [
  'request-refused',
  'not-found',
  'server-error',
  'unexpected-shape',
  'unreadable-answer',
  'empty-answer',
  'captive-portal',
  'redirect',
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

/** What came of asking for a range: an answer that counts, or why its days are asked for one by one. */
type RangeOutcome =
  | { readonly kind: 'taken'; readonly step: Step }
  | { readonly kind: 'refused' | 'too-large' | 'not-asked' }
  /** An answer that may be about one day only. */
  | { readonly kind: 'unproven'; readonly answer: AnsweredPeriod };

/**
 * Days with one offset are asked for as a range first, unless the server is known not to take that. A range that is
 * refused or proves nothing is asked again day by day, and so is the rest of this read. That the server does not take
 * ranges is remembered only once a single day works where the range did not, or shows what the range left out.
 */
async function* askInOrder(
  days: readonly AskedDay[],
  { ask, memory, mayAskRanges }: ReadParts,
): AsyncGenerator<Step, void, undefined> {
  let isRangeTried = mayAskRanges;
  for (const run of sameOffsetRuns(days)) {
    const isRange = isRangeTried && run.length > 1 && memory.get().rangeDates !== 'refused';
    const range: RangeOutcome = isRange ? await askRange(run, ask, memory) : { kind: 'not-asked' };
    if (range.kind === 'taken') {
      yield range.step;
      continue;
    }
    if (range.kind !== 'not-asked') isRangeTried = false;
    for (const day of run) {
      const asked = await ask(day, day);
      const isNotTaken = asked.ok && disprovesRange(range, asked.value.answer);
      if (isNotTaken && memory.get().rangeDates !== 'refused') memory.learn({ rangeDates: 'refused' });
      yield { covered: [day], asked };
    }
  }
}

/** A whole answer counts once ranges are known to work or this one proves it, which is then remembered. */
async function askRange(run: AskedRun, ask: AskDetails, memory: MemoryCell): Promise<RangeOutcome> {
  const asked = await ask(run[0], run.at(-1) ?? run[0]);
  const error = asked.ok ? asked.value.stopped : asked.error;
  // A month in one answer can be too large where a day is not.
  if (error?.code === 'too-large') return { kind: 'too-large' };
  if (!asked.ok && REFUSALS.includes(asked.error.code)) return { kind: 'refused' };
  if (asked.ok && error === null && memory.get().rangeDates === null) {
    if (!provesRange(asked.value.answer)) return { kind: 'unproven', answer: asked.value.answer };
    memory.learn({ rangeDates: 'accepted' });
  }
  return { kind: 'taken', step: { covered: run, asked } };
}

/** Whether the answer to one day of a range shows that the server does not take ranges. */
function disprovesRange(range: RangeOutcome, day: AnsweredPeriod): boolean {
  return range.kind === 'refused' || (range.kind === 'unproven' && lacksRecordsOf(range.answer, day));
}

function gapOf(error: AppError, left: readonly AskedDay[], begun: ReadonlySet<string>): ReadGap {
  const dates = [...new Set(left.map(({ localDate }) => localDate))];
  return {
    error,
    partly: dates.filter((date) => begun.has(date)),
    unread: dates.filter((date) => !begun.has(date)),
  };
}
