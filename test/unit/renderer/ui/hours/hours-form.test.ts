import { expect, it } from 'vitest';
import { hoursDraft, readHours } from '../../../../../renderer/ui/hours/hours-form.ts';

it.each([
  ['8:00', '17:30', { from: '08:00', to: '17:30' }],
  [' 8.15', '00:00 ', { from: '08:15', to: '00:00' }],
  ['22:00', '6:00', { from: '22:00', to: '06:00' }],
  ['8', '17:00', undefined],
  ['', '17:00', undefined],
  ['02:34 PM', '17:00', undefined],
  ['24:00', '17:00', undefined],
  ['۰۸:۰۰', '17:00', undefined],
])('from %j to %j is %j', (from, to, times) => {
  const { hours } = readHours({ ...hoursDraft(null), isOn: true, from, to });
  expect(hours).toEqual(times && { days: [1, 2, 3, 4, 5], ...times });
});
