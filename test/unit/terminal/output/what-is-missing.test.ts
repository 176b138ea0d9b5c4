import { describe, expect, it } from 'vitest';
import { readByOwner, whatIsMissing } from '../../../../electron/terminal/output/what-is-missing.ts';

const WHY = 'The budget is used up.';

describe('whatIsMissing', () => {
  it('says nothing of a team that was read whole, or of which nobody wanted to know', () => {
    expect([whatIsMissing(null), whatIsMissing({ read: 3, of: 3, why: null })]).toEqual([null, null]);
  });

  it('says how many are known, what that means, why, and what to do', () => {
    expect(whatIsMissing({ read: 800, of: 10_000, why: WHY })).toBe(
      'Status details of 800 of 10,000 agents were read, so of the others secondary status and time in status are not ' +
        'known, and more may need attention: The budget is used up. Keep Rollcall running and ask again: it reads them all.',
    );
  });

  it('says how much was not understood, beside what was not read', () => {
    expect(whatIsMissing({ read: 3, of: 3, why: null, notUnderstood: 1 })).toBe(
      '1 entry of the status details was not understood, so some times may be missing.',
    );
    expect(whatIsMissing({ read: 0, of: 3, why: WHY, notUnderstood: 2 })).toBe(
      'Time in status is not exact: The budget is used up. 2 entries of the status details were not understood, so some times may be missing.',
    );
  });

  it('says why nothing is known', () => {
    expect(whatIsMissing({ read: 0, of: 3, why: WHY })).toBe('Time in status is not exact: The budget is used up.');
  });
});

describe('readByOwner', () => {
  it('has a reason wherever not all were read', () => {
    expect([
      readByOwner(undefined),
      readByOwner({ read: 3, of: 3, problem: 'A later read failed.' }),
      readByOwner({ read: 1, of: 3, problem: WHY }),
      readByOwner({ read: 1, of: 3, problem: null }),
    ]).toEqual([
      null,
      { read: 3, of: 3, why: null },
      { read: 1, of: 3, why: WHY },
      { read: 1, of: 3, why: 'Rollcall is still reading them.' },
    ]);
  });
});
