import { describe, expect, it } from 'vitest';
import { membersOf, type TeamMember } from '../../../electron/kore/members.ts';
import { createReadRounds } from '../../../electron/team/details-queue.ts';
import { row } from './rows.ts';

const MEMBERS = [...membersOf(['off', 'new', 'long', 'late', 'moved'].map(member)).values()];

function member(userId: string) {
  return row(userId, userId === 'off' ? 'OFFLINE' : 'BUSY');
}

describe('createReadRounds', () => {
  it('ranks who was never read first, and a change like an interval', () => {
    const rounds = createReadRounds();
    rounds.mark(['long'], 1_000);
    rounds.mark(['moved'], 5_000);
    rounds.mark(['late'], 3_000);
    const rank = (of: TeamMember): number => rounds.rank(of, of.userId === 'moved', 3_000);
    const order = MEMBERS.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)).map(({ userId }) => userId);
    expect(order).toEqual(['new', 'off', 'long', 'moved', 'late']);
  });

  it('has everybody due who was not read in this round, or so long ago, or by a clock that was set back since', () => {
    const rounds = createReadRounds();
    rounds.mark(['long'], 1_000);
    const due = (now: number): boolean => rounds.isDue('long', now, 500);
    expect([rounds.isDue('new', 1_000, 500), due(1_499), due(1_500), due(999)]).toEqual([true, false, true, true]);
    rounds.begin();
    expect(due(1_000)).toBe(true);
  });
});
