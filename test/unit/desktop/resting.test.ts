import { expect, it } from 'vitest';
import { shouldRest } from '../../../electron/desktop/resting.ts';

it.each([
  [{}, false],
  [{ isLocked: true }, true],
  [{ isLocked: true, isInSight: true }, true],
  [{ isSuspended: true }, true],
  [{ isOnBattery: true }, true],
  [{ isOnBattery: true, isInSight: true }, false],
])('rests: %j %s', (change, rests) => {
  const awake = { isLocked: false, isSuspended: false, isOnBattery: false, isInSight: false };
  expect(shouldRest({ ...awake, ...change })).toBe(rests);
});
