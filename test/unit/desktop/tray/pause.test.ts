import { expect, it } from 'vitest';
import { pauseMs } from '../../../../electron/desktop/tray/pause.ts';

it('pauses for half an hour, until the next local midnight, or not at all', () => {
  const now = new Date(2026, 2, 2, 22, 30).getTime();
  expect(pauseMs('pause-30-minutes', now)).toBe(1_800_000);
  expect(pauseMs('pause-until-tomorrow', now)).toBe(90 * 60_000);
  expect(pauseMs('resume', now)).toBeNull();
});
