import { fail } from '../shared/messages.ts';
import type { BudgetReport } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Budget } from './types.ts';

/**
 * What an account's budget allows and what is used of it; `not-connected` without one.
 * @param intervalMs the pace that follows from it, milliseconds between two polls
 */
export async function reportBudget(
  budget: Pick<Budget, 'read'> | null,
  intervalMs: number,
): Promise<Result<BudgetReport>> {
  return budget === null ? fail('not-connected') : ok({ ...(await budget.read()), intervalMs });
}
