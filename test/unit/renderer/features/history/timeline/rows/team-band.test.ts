import { describe, expect, it } from 'vitest';
import type { CountsFrom } from '../../../../../../../electron/shared/history/coverage.ts';
import {
  bandSteps,
  highest,
  stackedAreas,
  stepAt,
} from '../../../../../../../renderer/features/history/timeline/rows/team-band.ts';

const step = (at: number, byStatus: Record<string, number>): CountsFrom => ({
  at,
  counts: { byStatus, noRecord: 0, unknown: 0 },
});
const STEPS = [
  step(0, {}),
  step(10, { AVAILABLE: 2 }),
  step(20, { AVAILABLE: 1, Busy: 2, OFFLINE: 9, 'Login prep': 1 }),
  step(30, {}),
];
const BOX = { width: 40, height: 8, most: 4 };

describe('the band of the team', () => {
  it('stacks who is at work, from the available up', () => {
    const steps = bandSteps(STEPS, new Set());
    expect(highest(steps)).toBe(4);
    expect(stackedAreas(steps, { start: 0, end: 40 }, BOX)).toEqual([
      { status: 'AVAILABLE', path: 'M0 8H10L10 4H20L20 6H30L30 8H40L40 8H30L30 8H20L20 8H10L10 8H0Z' },
      { status: 'BUSY', path: 'M0 8H10L10 4H20L20 2H30L30 8H40L40 8H30L30 6H20L20 4H10L10 8H0Z' },
      { status: 'OTHER', path: 'M0 8H10L10 4H20L20 0H30L30 8H40L40 8H30L30 2H20L20 4H10L10 8H0Z' },
    ]);
  });

  it('leaves out hidden statuses and what is not shown', () => {
    const steps = bandSteps(STEPS, new Set(['AVAILABLE', 'OTHER']));
    expect(highest(steps)).toBe(2);
    expect(stackedAreas(steps, { start: 22, end: 26 }, BOX)).toEqual([{ status: 'BUSY', path: 'M0 4H40L40 8H0Z' }]);
  });

  it('stacks above them who was read too early to be known, cut off at the top, and nothing where nobody is known', () => {
    const [known, , , none] = STEPS;
    const part = { at: 10, counts: { byStatus: { AVAILABLE: 2 }, noRecord: 1, unknown: 7 } };
    const future = { at: 30, counts: { byStatus: {}, noRecord: 0, unknown: 10 } };
    const steps = bandSteps([known!, part, future], new Set());
    expect(highest(steps)).toBe(2);
    expect(stackedAreas(steps, { start: 10, end: none!.at + 10 }, { width: 30, height: 8, most: 4 })).toEqual([
      { status: 'AVAILABLE', path: 'M0 4H20L20 8H30L30 8H20L20 8H0Z' },
      { status: 'UNKNOWN', path: 'M0 0H20L20 8H30L30 8H20L20 4H0Z' },
    ]);
  });

  it('knows the counts at an instant', () => {
    expect([stepAt(STEPS, 19)?.at, stepAt(STEPS, 20)?.at, stepAt(STEPS, -1)]).toEqual([10, 20, undefined]);
  });
});
