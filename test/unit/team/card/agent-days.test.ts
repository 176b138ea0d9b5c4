import { describe, expect, it } from 'vitest';
import { createTodayReader, type TodayRead } from '../../../../electron/history/read/today.ts';
import type { PagesRest } from '../../../../electron/kore/types.ts';
import { createAgentDays } from '../../../../electron/team/card/agent-days.ts';
import { connectionProfile } from '../../../support/connection-profile.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeAgent } from '../../../support/fake-team.ts';
import { createFakeDetails, createFakeMemory, type FakeAgent } from '../../history/fake-details.ts';

const at = (time: string): number => Date.parse(`2026-03-02T${time}Z`);
const ANN = fakeAgent({ userId: 'u-ann' });
const ANN_READ: FakeAgent = {
  userId: 'u-ann',
  deeds: [
    ['AVAILABLE', 'Available', '2026-03-02T08:00:00Z', '2026-03-02T09:00:00Z'],
    ['AWAY', 'Lunch', '2026-03-02T09:00:00Z', '2026-03-02T09:20:00Z'],
    ['AVAILABLE', 'available', '2026-03-02T10:00:00Z', null],
  ],
};
const BEN_READ: FakeAgent = { userId: 'u-ben', deeds: [['BUSY', 'NBK', '2026-03-02T08:00:00Z', null]] };

/** Days over what a server says, and reads of it. */
function setUp({ maxSpans, now = '11:00:00' }: { maxSpans?: number; now?: string } = {}) {
  const clock = createFakeClock(at(now));
  const days = createAgentDays(clock.now, maxSpans);
  const read = createTodayReader(clock, () => 'UTC');
  async function readOf(
    agents: readonly FakeAgent[],
    of: { emails?: readonly string[]; rest?: PagesRest; team?: readonly string[]; signal?: AbortSignal } = {},
  ): Promise<TodayRead> {
    const { emails = [], rest, team = ['u-ann', 'u-ben'], signal = new AbortController().signal } = of;
    const client = createFakeDetails(agents, { clock });
    const today = await read({
      live: { profile: connectionProfile({ timeZone: 'UTC' }), client, memory: createFakeMemory() },
      agents: new Map(team.map((userId) => [userId, fakeAgent({ userId })])),
      ...{ emails, rest, maxWaitMs: 0 },
    });
    if (!today.ok) throw new Error('The read failed.');
    await days.take(today.value, { userIds: team, known: rest?.known, signal });
    return today.value;
  }
  return { clock, days, readOf };
}

describe("an agent's day so far", () => {
  it('holds the intervals of today, when they were read, the latest changes first and totals', async () => {
    const { days, readOf } = setUp();
    expect(days.get(ANN)).toBeNull();
    await readOf([ANN_READ]);
    const day = days.get(ANN);
    expect(day?.day).toMatchObject({ startsAt: at('00:00:00'), endsAt: at('24:00:00'), readAt: at('11:00:00') });
    expect(day?.day.intervals.map(({ start, end }) => [start, end])).toEqual([
      [at('08:00:00'), at('09:00:00')],
      [at('09:00:00'), at('09:20:00')],
      [at('10:00:00'), null],
    ]);
    const available = { primaryStatus: 'AVAILABLE', secondaryStatus: null };
    const lunch = { primaryStatus: 'AWAY', secondaryStatus: 'Lunch' };
    expect(day?.changes).toEqual([
      { at: at('10:00:00'), fromStatus: null, toStatus: available },
      { at: at('09:20:00'), fromStatus: lunch, toStatus: null },
      { at: at('09:00:00'), fromStatus: available, toStatus: lunch },
      { at: at('08:00:00'), fromStatus: null, toStatus: available },
    ]);
    expect(day?.totals).toEqual([
      { primaryStatus: 'AVAILABLE', secondaryStatus: 'Available', totalMs: 2 * 3_600_000 },
      { primaryStatus: 'AWAY', secondaryStatus: 'Lunch', totalMs: 20 * 60_000 },
    ]);
  });

  it('has no interval where a read says that nothing is recorded, and is not known where nothing was read', async () => {
    const { days, readOf } = setUp();
    await readOf([ANN_READ], { emails: ['u-ann@example.com'] });
    expect([days.day('u-ann')?.intervals.length, days.day('u-ben')]).toEqual([3, null]);
    await readOf([ANN_READ]);
    expect(days.day('u-ben')?.intervals).toEqual([]);
  });

  it('takes the later read, and both pages of one read', async () => {
    const { days, readOf } = setUp();
    const [first, ...others] = ANN_READ.deeds;
    await readOf([{ userId: 'u-ann', deeds: others }]);
    const rest = { received: 1, pages: 1, first: new Set<string>(), known: new Set(['u-ann']) };
    await readOf([{ userId: 'u-ann', deeds: first === undefined ? [] : [first] }], { rest });
    expect(days.day('u-ann')?.intervals.length).toBe(3);
    await readOf([{ userId: 'u-ann', deeds: others }]);
    expect(days.day('u-ann')?.intervals.length).toBe(2);
  });

  it('is over at midnight, and is forgotten with the connection', async () => {
    const { clock, days, readOf } = setUp({ now: '23:59:00' });
    await readOf([ANN_READ]);
    expect(days.day('u-ann')).not.toBeNull();
    clock.jump(60_000);
    expect(days.day('u-ann')).toBeNull();
    clock.jump(-30_000);
    days.forget();
    expect([days.day('u-ann'), days.get(ANN)]).toEqual([null, null]);
  });

  it('is not taken from a read that was dropped', async () => {
    const { days, readOf } = setUp();
    await readOf([ANN_READ], { signal: AbortSignal.abort() });
    expect(days.day('u-ann')).toBeNull();
  });

  it('is as good as not read for those who were read longest ago, once there are too many', async () => {
    const { days, readOf } = setUp({ maxSpans: 3 });
    await readOf([ANN_READ], { team: ['u-ann'] });
    await readOf([BEN_READ], { team: ['u-ben'] });
    expect([days.day('u-ann'), days.day('u-ben')?.intervals.length]).toEqual([null, 1]);
  });

  it('drops what was read in a zone that was wrong', async () => {
    const { days, readOf } = setUp();
    const read = await readOf([ANN_READ], { team: ['u-ann'] });
    const isRead = (userId: string): boolean => userId === 'u-ben';
    const of = { userIds: ['u-ann', 'u-ben'], known: undefined, signal: new AbortController().signal };
    await days.take({ ...read, isRead, spansOf: () => [], zoneChange: 'other' }, of);
    expect([days.day('u-ann'), days.day('u-ben')?.intervals]).toEqual([null, []]);
  });
});
