import { fail } from '../shared/messages.ts';
import { copiesOfAccount, MOST_COPIES, type BudgetReport, type ConnectionProfile } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { createFileBudget, type FileBudgetParts } from './budget-file.ts';
import type { Budget } from './types.ts';

/** What every budget of one data folder has in common. */
export interface BudgetsParts extends Omit<FileBudgetParts, 'account' | 'copies'> {
  /** Every connection there is; what is said of one may change. */
  readonly profiles: () => readonly ConnectionProfile[];
}

/**
 * Gives the budget of a connection's account, the same one for every connection of that account. The largest number of
 * copies said for any of them holds for all: whichever is open, it is the same computers that share the account.
 */
export function createBudgets({ profiles, ...parts }: BudgetsParts): (profile: ConnectionProfile) => Budget {
  const budgets = new Map<string, Budget>();
  const asked = new Map<string, number>();
  return (profile) => {
    const account = { host: profile.host, accountId: profile.accountId };
    const told = (): number | null => copiesOfAccount(account, profiles());
    // Who says more while testing a connection keeps to it already, and nobody else does before it is saved.
    if (profile.copies > (told() ?? MOST_COPIES)) {
      return createFileBudget({ ...parts, account, copies: () => profile.copies });
    }
    const key = Object.values(account).join(' ');
    asked.set(key, profile.copies);
    const copies = (): number => told() ?? asked.get(key) ?? profile.copies;
    const budget = budgets.get(key) ?? createFileBudget({ ...parts, account, copies });
    budgets.set(key, budget);
    return budget;
  };
}

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
