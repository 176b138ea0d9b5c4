import { clockDuration } from '../../shared/format.ts';
import type { Agent, Since, SincePrecision } from '../../shared/model.ts';

/** Where a start is known from, as the window says it in words. */
export const ORIGINS: Readonly<Record<SincePrecision, string | null>> = {
  exact: 'status history',
  observed: 'seen to change',
  'at-least': 'first seen',
  assumed: 'status history, assumed zone',
  unknown: null,
};

const TIME_WIDTH = 10;
const SECOND_MS = 1_000;
const MARKS: Readonly<Record<SincePrecision, string>> = {
  exact: '',
  observed: '~',
  'at-least': '>',
  assumed: '?',
  unknown: '?',
};

/** Time in status in a column of its own, with a mark before it where it is not exact. */
export function timeInStatus(since: Since, now: number): string {
  // "More than nothing" says nothing: the agent was seen for the first time just now.
  const isNothing = since.precision === 'at-least' && since.at !== null && now - since.at < SECOND_MS;
  if (since.at === null || isNothing) return '?'.padStart(TIME_WIDTH);
  return `${MARKS[since.precision]}${clockDuration(now - since.at)}`.padStart(TIME_WIDTH);
}

/** What a mark means that nobody would guess. */
export function legend(agents: readonly Agent[]): string[] {
  return agents.some(({ since }) => since.precision === 'assumed') ? ['', ASSUMED_ZONE] : [];
}

const ASSUMED_ZONE =
  '? before a time: assumed zone. In which zone the API writes its times is not known yet; limits count from what was seen.';
