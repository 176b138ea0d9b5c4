import { FRESH_BUDGET } from '../../electron/kore/budget-state.ts';
import { blockCalls, shareAt, takeCall, useAt, type BudgetChange } from '../../electron/kore/budget.ts';
import type { Budget } from '../../electron/kore/types.ts';
import type { Clock } from '../../electron/shared/clock.ts';

/** A budget that lives and dies with this process: for tests and simulations. */
export function createMemoryBudget(clock: Clock, copies: () => number = () => 1): Budget {
  let state = FRESH_BUDGET;
  function change<T>(next: BudgetChange<T>): Promise<T> {
    state = next.state;
    return Promise.resolve(next.answer);
  }
  return {
    take: (priority) => change(takeCall(state, priority, clock.now(), copies())),
    block: (until) => change(blockCalls(state, until, clock.now(), copies())),
    read: () => Promise.resolve(useAt(state, clock.now(), copies())),
    share: () => shareAt(state, clock.now(), copies()),
  };
}
