import { copiesOfAccount, type ConnectionProfile } from '../shared/model.ts';
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
  return (profile) => {
    const { host, accountId } = profile;
    const key = `${host}\n${accountId}`;
    const copies = (): number => copiesOfAccount(profile, profiles()) ?? profile.copies;
    const budget = budgets.get(key) ?? createFileBudget({ ...parts, account: { host, accountId }, copies });
    budgets.set(key, budget);
    return budget;
  };
}
