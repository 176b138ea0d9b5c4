import type { BudgetUse, RefreshAnswer } from '../shared/model.ts';
import type { LiveTeam } from './types.ts';

/** What "refresh now" needs. */
export interface RefreshParts {
  readonly team: Pick<LiveTeam, 'refresh' | 'runAt'>;
  /** The budget of the present account; null without one. */
  readonly readBudget: () => Promise<Pick<BudgetUse, 'freeAt'>> | null;
}

/**
 * Makes "refresh now": polls at once, or joins the poll in flight. Where the budget does not allow a call it makes none
 * and says when it will; then the team is read, once, however often it was asked for.
 */
export function createRefresh({ team, readBudget }: RefreshParts): () => Promise<RefreshAnswer> {
  return async () => {
    const { freeAt: runsAt } = (await readBudget()) ?? { freeAt: null };
    if (runsAt === null) await team.refresh();
    else team.runAt(runsAt);
    return { runsAt };
  };
}
