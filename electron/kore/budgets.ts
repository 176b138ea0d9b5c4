import type { ConnectionProfile } from '../shared/model.ts';
import { createFileBudget, type FileBudgetParts } from './budget-file.ts';
import type { Budget } from './types.ts';

/** What every budget of one data folder has in common. */
export interface BudgetsParts extends Omit<FileBudgetParts, 'account' | 'copies'> {
  /** The connection that is looked at; its number of copies may change while it is. */
  readonly present: () => ConnectionProfile | null;
}

/** Gives the budget of a connection's account, the same one each time. */
export function createBudgets({ present, ...parts }: BudgetsParts): (profile: ConnectionProfile) => Budget {
  const budgets = new Map<string, Budget>();
  return (profile) => {
    const { id, host, accountId } = profile;
    const key = [id, host, accountId].join(' ');
    const copies = (): number => {
      const now = present();
      return (now?.id === id ? now : profile).copies;
    };
    const budget = budgets.get(key) ?? createFileBudget({ ...parts, account: { host, accountId }, copies });
    budgets.set(key, budget);
    return budget;
  };
}
