import { FRESH_BUDGET } from '../../../electron/kore/budget-state.ts';
import { blockCalls, shareAt, takeCall, useAt } from '../../../electron/kore/budget.ts';
import type { Budget } from '../../../electron/kore/types.ts';
import type { Clock } from '../../../electron/shared/clock.ts';

/** A budget that waits after a limit answer and learns nothing from it: with it the simulation has to fail. */
export function createForgetfulBudget(clock: Clock, told: number): Budget {
  let state = FRESH_BUDGET;
  return {
    take(priority) {
      const taken = takeCall(state, priority, clock.now(), told);
      state = taken.state;
      return Promise.resolve(taken.answer);
    },
    block(until) {
      state = { ...blockCalls(state, until, clock.now(), told).state, stretch: null, share: state.share };
      return Promise.resolve();
    },
    read: () => Promise.resolve(useAt(state, clock.now(), told)),
    share: () => shareAt(state, clock.now(), told),
  };
}
