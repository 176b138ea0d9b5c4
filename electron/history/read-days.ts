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

/** The answer to one request, and the days it counts for. */
export interface DaysAnswer extends AskedDetails {
  readonly covered: AskedRun;
}

/** Every answer of one read in the order they came, and what is missing; null when nothing is. */
export interface DaysRead {
  readonly answers: readonly DaysAnswer[];
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
  const answers: DaysAnswer[] = [];
  const begun = new Set<string>();
  for await (const { covered, asked } of askInOrder(days, parts)) {
    if (asked.ok) {
      answers.push({ ...asked.value, covered });
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

/** How one read asks: once a range has told nothing, its other days are asked for one by one. */
interface AskState extends Pick<ReadParts, 'ask' | 'memory'> {
  isRangeTried: boolean;
}

async function* askInOrder(
  days: readonly AskedDay[],
  { mayAskRanges, ...parts }: ReadParts,
): AsyncGenerator<Step, void, undefined> {
  const state: AskState = { ...parts, isRangeTried: mayAskRanges };
  for (const run of sameOffsetRuns(days)) yield* askRun(run, state);
}

/**
 * Days with one offset are asked for as a range first, unless the server is known not to take that. A range whose answer
 * is too large is asked for in two halves; one that is refused or proves nothing is asked again day by day, and so is
 * the rest of this read. That the server does not take ranges is remembered only once a single day works where the range
 * did not, or shows what the range left out.
 */
async function* askRun(run: AskedRun, state: AskState): AsyncGenerator<Step, void, undefined> {
  const { ask, memory } = state;
  const isRange = state.isRangeTried && run.length > 1 && memory.get().rangeDates !== 'refused';
  const range: RangeOutcome = isRange ? await askRange(run, ask, memory) : { kind: 'not-asked' };
  if (range.kind === 'taken') return yield range.step;
  if (range.kind === 'too-large') return yield* askHalves(run, state);
  if (range.kind !== 'not-asked') state.isRangeTried = false;
  for (const day of run) {
    const asked = await ask(day, day);
    const isNotTaken = asked.ok && disprovesRange(range, asked.value.answer);
    if (isNotTaken && memory.get().rangeDates !== 'refused') memory.learn({ rangeDates: 'refused' });
    yield { covered: [day], asked };
  }
}

async function* askHalves(run: AskedRun, state: AskState): AsyncGenerator<Step, void, undefined> {
  const middle = Math.ceil(run.length / 2);
  for (const [first, ...others] of [run.slice(0, middle), run.slice(middle)]) {
    if (first !== undefined) yield* askRun([first, ...others], state);
  }
}

/** A whole answer counts once ranges are known to work or this one proves it, which is then remembered. */
async function askRange(run: AskedRun, ask: AskDetails, memory: MemoryCell): Promise<RangeOutcome> {
  const asked = await ask(run[0], run.at(-1) ?? run[0]);
  const error = asked.ok ? asked.value.stopped : asked.error;
  // A month in one answer can be too large where a day is not. A list that never ends is no shorter for fewer days.
  const isTooLarge = error?.code === 'too-large' && (!asked.ok || asked.value.hasRest);
  if (isTooLarge) return { kind: 'too-large' };
  if (!asked.ok && REFUSALS.includes(asked.error.code)) return { kind: 'refused' };
  if (!asked.ok || memory.get().rangeDates !== null) return { kind: 'taken', step: { covered: run, asked } };
  const isProven = provesRange(asked.value.answer);
  // One that broke off may be about its first day only: of the others it is not known whether they were read.
  if (error !== null) return { kind: 'taken', step: { covered: isProven ? run : [run[0]], asked } };
  if (!isProven) return { kind: 'unproven', answer: asked.value.answer };
  memory.learn({ rangeDates: 'accepted' });
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
