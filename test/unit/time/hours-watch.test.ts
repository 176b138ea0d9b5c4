import { expect, it } from 'vitest';
import type { OffHours } from '../../../electron/shared/model.ts';
import { createHoursWatch } from '../../../electron/time/hours-watch.ts';
import { offHours } from '../../../electron/time/off-hours.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const HOUR_MS = 3_600_000;
const at = (time: string): number => Date.parse(`2026-03-${time}Z`);

function harness() {
  const clock = createFakeClock(at('02T09:00'));
  const heard: (OffHours | null)[] = [];
  const settings = { hours: { days: [1, 2, 3, 4, 5] as const, from: '08:00', to: '17:00' }, isSet: true };
  const watch = createHoursWatch({
    clock,
    read: () => (settings.isSet ? offHours(settings.hours, 'UTC', clock.now()) : null),
    onChange: (next) => heard.push(next),
  });
  watch.refresh();
  return { clock, heard, settings, watch };
}

const MONDAY = { from: at('02T17:00'), until: at('03T08:00') };
const TUESDAY = { from: at('03T17:00'), until: at('04T08:00') };

it('announces the next off hours, and the ones after them at the moment they are over', () => {
  const { clock, heard, watch } = harness();
  clock.advance(23 * HOUR_MS - 1);
  expect([heard, watch.get()]).toEqual([[MONDAY], MONDAY]);
  clock.advance(1);
  expect([heard, watch.get()]).toEqual([[MONDAY, TUESDAY], TUESDAY]);
});

it('is right after a sleep whose timers never ran, and after a clock that was set back', () => {
  const { clock, heard, watch } = harness();
  clock.jump(24 * HOUR_MS);
  expect(watch.get()).toEqual(TUESDAY);
  clock.jump(-24 * HOUR_MS);
  expect(watch.get()).toEqual(MONDAY);
  expect(heard).toEqual([MONDAY, TUESDAY, MONDAY]);
});

it('follows the settings, and waits for nothing without hours', () => {
  const { clock, heard, settings, watch } = harness();
  watch.refresh();
  settings.isSet = false;
  watch.refresh();
  expect([heard, clock.pending()]).toEqual([[MONDAY, null], []]);
});

it('keeps one timer, and none when it is stopped', () => {
  const { clock, watch } = harness();
  watch.refresh();
  expect(clock.pending()).toEqual([23 * HOUR_MS]);
  watch.stop();
  expect(clock.pending()).toEqual([]);
});
