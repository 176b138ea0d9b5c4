import { describe, expect, it } from 'vitest';
import { intervalsAt, listSpan } from '../../../../../../renderer/features/team/card/day-band.ts';
import type { AgentDay, StatusInterval } from '../../../../../../electron/shared/model.ts';
import { fakeAgent } from '../../../../../support/fake-team.ts';

const HOUR_MS = 3_600_000;
const READ_AT = 10 * HOUR_MS;

function interval(start: number, end: number | null, primaryStatus = 'AWAY'): StatusInterval {
  const durationMs = (end ?? READ_AT) - start;
  return { primaryStatus, secondaryStatus: 'Lunch', start, end, durationMs, clippedStart: false, clippedEnd: false };
}

function day(...intervals: readonly StatusInterval[]): AgentDay {
  return { startsAt: 0, endsAt: 24 * HOUR_MS, readAt: READ_AT, intervals };
}

describe('intervalsAt', () => {
  const since = { at: 9 * HOUR_MS, precision: 'exact', toleranceMs: 0 } as const;
  const away = fakeAgent({ userId: 'u-1', status: 'AWAY', rawStatus: 'AWAY', since });
  const open = day(interval(8 * HOUR_MS, 9 * HOUR_MS, 'BUSY'), interval(9 * HOUR_MS, null));
  const now = READ_AT + 60_000;
  const last = (agent: typeof away) => intervalsAt(open, agent, now).at(-1);

  it('goes on to now while the agent is seen in the status that was open', () => {
    expect(last(away)).toMatchObject({ end: null, durationMs: HOUR_MS + 60_000 });
  });

  it.each([
    ['is in another status', { rawStatus: 'BUSY' }],
    ['has changed since', { since: { ...since, at: READ_AT + 1 } }],
    [
      'says something else than their routing',
      { selfReported: { primaryStatus: 'AWAY', secondaryStatus: null, startedAt: 9 * HOUR_MS } },
    ],
  ])('ends with what was read where the agent %s', (_, patch) => {
    expect(last({ ...away, ...patch })).toMatchObject({ end: READ_AT, durationMs: HOUR_MS });
  });

  it('leaves a day as it is in which nothing is open', () => {
    const closed = day(interval(8 * HOUR_MS, 9 * HOUR_MS));
    expect(intervalsAt(closed, away, now)).toBe(closed.intervals);
  });
});

describe('listSpan', () => {
  const at = (hours: number): number => hours * HOUR_MS;

  it('goes from the hour of the first record of anybody to the next full hour', () => {
    const days = [day(interval(at(8.5), at(9))), null, day(interval(at(7.2), null)), day()];
    expect(listSpan(days, at(14.3))).toEqual({ start: at(7), end: at(15) });
  });

  it('shows at least four hours, within the day', () => {
    expect(listSpan([day(interval(at(9.5), null))], at(10.1))).toEqual({ start: at(7), end: at(11) });
    expect(listSpan([day(interval(at(0.2), null))], at(0.5))).toEqual({ start: 0, end: at(4) });
    expect(listSpan([day()], at(23.5))).toEqual({ start: at(20), end: at(24) });
  });

  it('is not known without a day, nor by a day that is over', () => {
    expect(listSpan([null], at(10))).toBeNull();
    expect(listSpan([day(interval(at(8), at(9)))], at(24))).toBeNull();
  });
});
