import type { Board, Health } from '../../../electron/shared/model.ts';
import { boardTexts as texts } from '../../../electron/shared/texts/team/board.ts';
import { linkWords } from '../../../electron/shared/team/link-words.ts';
import { healthTexts } from '../../../electron/shared/texts/team/health.ts';

/** A board asks every other second; without an answer for so long, nobody knows whether it is true. */
const MAX_SILENCE_MS = 10_000;
/** Beyond two polls: a poll takes its time, and a desk waits for a message that is late. */
const SLACK_MS = 30_000;

/** What the page has of the board: the last answer and when it came, and why the request after it failed. */
export interface HeardBoard {
  readonly board: Board | null;
  readonly heardAt: number;
  readonly failure: string | null;
}

/**
 * Why the counts cannot be taken for true now; null where they can. A screen on a wall has no Connect and no settings:
 * there it says what is the matter, and whom to tell.
 */
export function boardProblem(heard: HeardBoard, now: number, isOnWall: boolean): string | null {
  const problem = problemOf(heard, now, isOnWall);
  return isOnWall && problem !== null && problem !== texts.loading ? texts.onWall(problem) : problem;
}

function problemOf({ board, heardAt, failure }: HeardBoard, now: number, isOnWall: boolean): string | null {
  if (failure !== null) return failure;
  if (board === null) return texts.loading;
  if (now - heardAt > MAX_SILENCE_MS) return texts.noAnswer;
  const { name, health, asOf, intervalMs } = board;
  if (name === null) return texts.notConnected;
  if (health.state !== 'live') return healthProblem(isOnWall ? { ...health, message: '' } : health);
  if (asOf === null) return texts.loading;
  // Also where this computer slept, or its clock was set.
  return Math.abs(now - asOf) > 2 * intervalMs + SLACK_MS ? texts.overdue : null;
}

function healthProblem({ state, link, message }: Health): string {
  if (message !== '') return message;
  if (state === 'live' || state === 'starting') return texts.loading;
  return `${linkWords({ state, link })?.title ?? healthTexts.titles[state]}.`;
}
