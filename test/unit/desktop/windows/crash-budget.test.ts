import { expect, it } from 'vitest';
import { createCrashBudget } from '../../../../electron/desktop/windows/crash-budget.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

it('lets a page be built again after two crashes in five minutes, not after three', () => {
  const clock = createFakeClock();
  const budget = createCrashBudget(clock);
  budget.spend();
  clock.jump(60_000);
  budget.spend();
  expect(budget.isLeft()).toBe(true);
  budget.spend();
  expect(budget.isLeft()).toBe(false);
  clock.jump(4 * 60_000);
  expect(budget.isLeft()).toBe(true);
});

it('does not wait for the old time of a clock that was set back', () => {
  const clock = createFakeClock();
  const budget = createCrashBudget(clock);
  for (let crash = 0; crash < 3; crash += 1) budget.spend();
  clock.jump(-3_600_000);
  expect(budget.isLeft()).toBe(true);
});
