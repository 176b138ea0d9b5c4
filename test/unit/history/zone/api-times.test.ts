import { describe, expect, it } from 'vitest';
import { resolveApiTimes, type AnsweredPeriod } from '../../../../electron/history/zone/api-times.ts';
import type { ZoneKnowledge } from '../../../../electron/history/zone/zone-evidence.ts';
import type { StatusRecord } from '../../../../electron/kore/types.ts';
import { wallRecord } from '../fake-details.ts';

const wall = wallRecord('BUSY', '', '2026-03-02T09:00:00', '-');
const instant: StatusRecord = { ...wall, start: { kind: 'instant', ms: Date.UTC(2026, 2, 2, 9) } };
const NOTHING: ZoneKnowledge = { apiTimes: null, apiTimesEvidence: null };
const known = (apiTimes: 'request' | 'UTC', misfits = 0): ZoneKnowledge => ({
  apiTimes,
  apiTimesEvidence: { rule: 'change', witness: null, misfits },
});

function answer(timeZoneOffset: number, ...records: readonly StatusRecord[]): AnsweredPeriod {
  const rows = [{ userId: 'u-1', name: '', email: '', records }];
  return { timeZoneOffset, rows, startsAt: 0, endsAt: 1, receivedAt: 1 };
}

describe('resolveApiTimes', () => {
  it.each([
    ['a setting says so', 'request', known('UTC'), [answer(-330, wall)], 'request', 'setting'],
    ['a setting says so', 'utc', known('request'), [answer(-330, wall)], 'UTC', 'setting'],
    ['it is known', 'auto', known('UTC'), [answer(-330, wall)], 'UTC', 'evidence'],
    [
      'it is known since before clocks changed',
      'auto',
      known('UTC'),
      [answer(-60, wall), answer(-120, wall)],
      'UTC',
      'evidence',
    ],
    ['it is not known', 'auto', NOTHING, [answer(-330, wall)], 'request', 'assumed'],
    ['it is not known, nor was anything recorded', 'auto', NOTHING, [answer(-330)], 'request', 'assumed'],
    ['no zone fits', 'auto', known('UTC', 2), [answer(-330, wall)], 'UTC', 'none-fits'],
    ['UTC was sent', 'auto', NOTHING, [answer(0, wall)], 'request', 'no-difference'],
    [
      'UTC was sent for a part of the year only',
      'auto',
      NOTHING,
      [answer(0, wall), answer(-60, wall)],
      'request',
      'assumed',
    ],
    ['times carry their own', 'auto', NOTHING, [answer(-330, instant)], 'request', 'no-difference'],
    ['one of them does not', 'auto', NOTHING, [answer(-330, instant, wall)], 'request', 'assumed'],
  ] as const)('%s (%#)', (_, setting, knowledge, answers, zone, decidedBy) => {
    expect(resolveApiTimes(setting, knowledge, answers)).toEqual({ zone, decidedBy });
  });
});
