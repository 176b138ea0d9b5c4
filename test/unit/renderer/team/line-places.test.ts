import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePlaces } from '../../../../renderer/team/line-places.ts';
import type { RosterItem } from '../../../../renderer/team/roster.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const HEIGHTS = { group: 28, agent: 34 } as const;

/** A head for true, an agent for false. */
const lines = (kinds: readonly boolean[]): RosterItem[] =>
  kinds.map((isHead, index) =>
    isHead
      ? { kind: 'group', key: `group:${index}`, status: null, count: 1 }
      : { kind: 'agent', key: `u-${index}`, agent: fakeAgent({ userId: `u-${index}` }), position: 1, isGone: false },
  );

describe('linePlaces', () => {
  it('finds the line and the head of every pixel as adding up all heights does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: -50, max: 1_500 }),
        (kinds, px) => {
          const items = lines(kinds);
          const starts = items.map((_, index) =>
            items.slice(0, index).reduce((sum, { kind }) => sum + HEIGHTS[kind], 0),
          );
          const places = linePlaces(items);
          expect(items.map((_, index) => places.startOf(index))).toEqual(starts);
          const index = Math.max(
            0,
            starts.findLastIndex((start) => start <= px),
          );
          expect(places.indexAt(px)).toBe(index);
          expect(places.groupAt(index)).toBe(
            items.slice(0, index + 1).findLast(({ kind }) => kind === 'group') ?? null,
          );
        },
      ),
    );
  });

  it('has no line and no head in an empty list', () => {
    const places = linePlaces([]);
    expect([places.indexAt(0), places.groupAt(-1), places.startOf(0)]).toEqual([-1, null, 0]);
  });
});
