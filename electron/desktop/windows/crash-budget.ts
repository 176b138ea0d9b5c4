import type { Clock } from '../../shared/clock.ts';

/** Says whether a page that crashed may be built once more. */
export interface CrashBudget {
  /** A page has crashed. */
  spend(): void;
  /** False after three crashes within five minutes: then only the tray goes on. */
  isLeft(): boolean;
}

const MOST_CRASHES = 3;
const WITHIN_MS = 5 * 60_000;

/** Makes the budget of one window (reliability research, section 2: crash). */
export function createCrashBudget(clock: Pick<Clock, 'now'>): CrashBudget {
  let crashes: readonly number[] = [];
  // Either way: a clock that was set back must not keep the window away until the old time returns.
  const recent = (): readonly number[] => crashes.filter((at) => Math.abs(clock.now() - at) < WITHIN_MS);
  return {
    spend() {
      crashes = [...recent(), clock.now()];
    },
    isLeft: () => recent().length < MOST_CRASHES,
  };
}
