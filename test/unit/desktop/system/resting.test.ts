import { expect, it } from 'vitest';
import { restOf } from '../../../../electron/desktop/system/resting.ts';

it.each([
  [{}, 'none'],
  [{ isLocked: true }, 'locked'],
  [{ isLocked: true, isInSight: true }, 'locked'],
  [{ isSuspended: true }, 'locked'],
  [{ isSuspended: true, isOnBattery: true }, 'locked'],
  [{ isOnBattery: true }, 'battery'],
  [{ isOnBattery: true, isInSight: true }, 'none'],
])('rests: %j %s', (change, rest) => {
  const awake = { isLocked: false, isSuspended: false, isOnBattery: false, isInSight: false };
  expect(restOf({ ...awake, ...change })).toBe(rest);
});
