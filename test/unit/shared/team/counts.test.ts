import { describe, expect, it } from 'vitest';
import {
  countAgents,
  describeCounts,
  describeIgnored,
  ignoredNote,
  isKnown,
  oneCount,
  withoutUnread,
} from '../../../../electron/shared/team/counts.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const counts = countAgents((['BUSY', 'BUSY', 'AWAY'] as const).map((status) => fakeAgent({ userId: status, status })));

describe('counts of an answer of which a list was not understood', () => {
  it('do not know how many are in it, nor how many there are in all', () => {
    const unknown = withoutUnread(counts, ['AVAILABLE']);
    expect(unknown).toEqual({ AVAILABLE: null, BUSY: 2, AWAY: 1, OFFLINE: 0, OTHER: 0, total: null });
    expect([isKnown(counts), isKnown(unknown)]).toEqual([true, false]);
    expect(describeCounts(unknown)).toBe('? available, 2 busy, 1 away, 0 offline');
    expect([oneCount(1_200), oneCount(null)]).toEqual(['1,200', '?']);
  });

  it('are the counts themselves where everything was understood', () => expect(withoutUnread(counts, [])).toBe(counts));
});

it.each([
  [0, [], null],
  [1, ['1 entry not understood'], "1 entry of Kore.ai's answer was not understood, so the counts may be too low."],
  [
    1_200,
    ['1,200 entries not understood'],
    "1,200 entries of Kore.ai's answer were not understood, so the counts may be too low.",
  ],
])('%i entries that were not understood are named', (ignored, short, note) => {
  expect([describeIgnored(ignored), ignoredNote(ignored)]).toEqual([short, note]);
});
