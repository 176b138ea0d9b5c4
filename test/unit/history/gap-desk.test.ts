import { describe, expect, it } from 'vitest';
import { createGapReporter } from '../../../electron/history/gaps.ts';
import { createTodayReader } from '../../../electron/history/today.ts';
import { appError, fail } from '../../../electron/shared/messages.ts';
import type { Agent, GapReport } from '../../../electron/shared/model.ts';
import { ok, type Result } from '../../../electron/shared/result.ts';
import type { DetailsAnswer } from '../../../electron/kore/types.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeAgent, liveHealth } from '../../support/fake-team.ts';
import { createFakeDetails, createFakeMemory, type FakeAgent } from './fake-details.ts';

const DAY = '2026-03-02';
const at = (time: string, day = DAY): number => Date.parse(`${day}T${time}Z`);
const GAP = { from: at('09:40:00'), to: at('10:25:00') };
const TEAM = new Map(['u-1', 'u-2'].map((userId): [string, Agent] => [userId, fakeAgent({ userId, name: userId })]));
const DEEDS: readonly FakeAgent[] = [
  {
    userId: 'u-1',
    deeds: [
      ['AVAILABLE', '', `${DAY}T08:00:00Z`, `${DAY}T10:00:00Z`],
      ['AWAY', 'Lunch', `${DAY}T10:00:00Z`, null],
    ],
  },
];

/** A desk over the real reader of today, with a server that answers what a test says. */
function harness({ now = at('10:25:01'), timeZone = 'UTC', deeds = DEEDS, looked = TEAM } = {}) {
  const clock = createFakeClock(now);
  const replies: (Result<Partial<DetailsAnswer>> | null)[] = [];
  const client = createFakeDetails(deeds, { clock, instead: () => replies.shift() ?? null });
  const shown: (GapReport | null)[] = [];
  const desk = createGapReporter({ dateAt: () => DAY, onChange: (report) => shown.push(report) });
  const live = { profile: connectionProfile({ timeZone }), client, memory: createFakeMemory() };
  const read = createTodayReader(clock, () => 'UTC');
  async function hear(
    emails: readonly string[] = [],
    signal = new AbortController().signal,
    pages?: number,
  ): Promise<void> {
    await desk.follow(
      { request: { emails, ...(pages && { pages }) }, agents: TEAM, viewed: () => looked, signal },
      (onRead) => read({ live, emails, priority: 'details', agents: TEAM, signal, maxWaitMs: 0, onRead }),
    );
  }
  const poll = (gap: { from: number; to: number } | null) => desk.afterPoll({ gap, healthAfter: liveHealth(now) });
  return { desk, hear, poll, replies, shown, client };
}

describe('createGapDesk', () => {
  it('tells nothing without a gap', async () => {
    const { desk, hear, poll, shown } = harness();
    poll(null);
    await hear();
    expect([desk.get(), shown]).toEqual([null, []]);
  });

  it('tells the gap from the read that follows it, once', async () => {
    const { desk, hear, poll, shown, client } = harness();
    poll(GAP);
    expect(desk.get()).toBeNull();
    await hear();
    await hear();
    expect([shown.length, client.periods.length]).toEqual([1, 2]);
    expect(desk.get()).toEqual({
      ...GAP,
      date: DAY,
      changes: [
        {
          userId: 'u-1',
          name: 'u-1',
          at: at('10:00:00'),
          fromStatus: { primaryStatus: 'AVAILABLE', secondaryStatus: null },
          toStatus: { primaryStatus: 'AWAY', secondaryStatus: 'Lunch' },
        },
      ],
      changeCount: 1,
      noRecord: [{ userId: 'u-2', name: 'u-2' }],
      noRecordCount: 1,
      isCut: false,
      problem: null,
      isKnown: true,
    });
  });

  it('tells of those who are looked at and of nobody else', async () => {
    const { desk, hear, poll } = harness({ looked: new Map([...TEAM].filter(([userId]) => userId === 'u-2')) });
    poll(GAP);
    await hear();
    expect(desk.get()).toMatchObject({ changeCount: 0, noRecord: [{ userId: 'u-2', name: 'u-2' }], noRecordCount: 1 });
  });

  it('does not take a read of some agents for one of all', async () => {
    const { desk, hear, poll } = harness();
    poll(GAP);
    await hear(['u-1@example.com']);
    // Copies that share an account read a large team page by page: said at once, rather than nothing for an hour.
    expect(desk.get()).toMatchObject({ ...GAP, isKnown: false, changeCount: 0 });
    expect(desk.get()?.problem).toMatch(/read in parts/);
    await hear([], undefined, 1);
    expect(desk.get()).toMatchObject({ isKnown: false });
    await hear(['u-1@example.com', 'u-2@example.com']);
    expect(desk.get()).toMatchObject({ isKnown: true, problem: null, changeCount: 1 });
    await hear(['u-1@example.com']);
    expect(desk.get()).toMatchObject({ isKnown: true, changeCount: 1 });
  });

  it('says nothing of those whom it was not told of, but that they are missing', async () => {
    const { desk, hear, poll, replies } = harness();
    replies.push(ok({ isEndSaid: false }));
    poll(GAP);
    await hear();
    expect(desk.get()).toMatchObject({ changeCount: 1, noRecordCount: 0, isKnown: true });
    expect(desk.get()?.problem).toMatch(/did not name every agent/);
  });

  it('says that a part of the answer was not understood', async () => {
    const { desk, hear, poll, replies } = harness();
    replies.push(ok({ notUnderstood: ['u-1 bad'] }));
    poll(GAP);
    await hear();
    expect(desk.get()).toMatchObject({ changeCount: 1, noRecordCount: 1 });
    expect(desk.get()?.problem).toMatch(/was not understood/);
  });

  it('says why nothing is known, and tells it when it can be read', async () => {
    const { desk, hear, poll, replies } = harness();
    replies.push(fail('scope-missing'));
    poll(GAP);
    await hear();
    expect(desk.get()).toMatchObject({ ...GAP, isKnown: false, changeCount: 0 });
    expect(desk.get()?.problem).toMatch(/scope/i);
    await hear();
    expect(desk.get()).toMatchObject({ ...GAP, isKnown: true, problem: null, changeCount: 1 });
  });

  it('says so at once of the next gap, while the read is known to be refused', async () => {
    const { desk, hear, poll, replies } = harness();
    replies.push(fail('scope-missing'));
    await hear();
    poll(GAP);
    expect(desk.get()).toMatchObject({ ...GAP, isKnown: false });
  });

  it('keeps a part that was read, says why it is one, and tells the whole after the next read', async () => {
    const { desk, hear, poll, replies } = harness();
    const error = appError('rate-limited');
    replies.push(ok({ stopped: error }));
    poll(GAP);
    await hear();
    expect(desk.get()).toMatchObject({ isKnown: true, changeCount: 1, problem: error.message });
    replies.push(fail('timeout'));
    await hear();
    expect(desk.get()).toMatchObject({ isKnown: true, changeCount: 1 });
    await hear();
    expect(desk.get()).toMatchObject({ isKnown: true, problem: null });
  });

  it('drops a read that began before the gap', async () => {
    const { desk, hear, poll } = harness();
    poll(GAP);
    await hear([], AbortSignal.abort());
    expect(desk.get()).toBeNull();
  });

  it('is put away by its reader, and does not come back', async () => {
    const { desk, hear, poll, shown } = harness();
    poll(GAP);
    await hear();
    desk.dismiss();
    await hear();
    expect([desk.get(), shown.at(-1)]).toEqual([null, null]);
  });

  it('is replaced by the next gap', async () => {
    const { desk, hear, poll } = harness();
    poll(GAP);
    await hear();
    const next = { from: at('10:24:00'), to: at('10:25:00') };
    poll(next);
    expect(desk.get()).toMatchObject(GAP);
    await hear();
    expect(desk.get()).toMatchObject({ ...next, changeCount: 0 });
  });

  it('belongs to one connection and one selection of agents', async () => {
    const { desk, hear, poll } = harness();
    desk.selectionChanged('everybody');
    poll(GAP);
    await hear();
    desk.forget();
    expect(desk.get()).toBeNull();
    poll(GAP);
    await hear();
    desk.selectionChanged('a queue');
    expect(desk.get()).toBeNull();
    // What others did while these were not looked at is not news.
    poll(GAP);
    await hear();
    expect(desk.get()).toBeNull();
    poll(GAP);
    await hear();
    expect(desk.get()).toMatchObject(GAP);
  });

  it('is told of a connection that comes with an open view of its own', async () => {
    const { desk, hear, poll } = harness();
    desk.selectionChanged('everybody');
    desk.selectionChanged('a queue'); // the other connection's team comes first, then that it is another one
    desk.forget();
    desk.selectionChanged('a queue');
    poll(GAP);
    await hear();
    expect(desk.get()).toMatchObject({ ...GAP, changeCount: 1 });
  });

  it('tells the part since midnight of a gap that began before it', async () => {
    const night = ['BUSY', '', '2026-03-01T23:00:00Z', `${DAY}T07:00:00Z`] as const;
    const deeds = DEEDS.map((agent) => ({ ...agent, deeds: [night, ...agent.deeds] }));
    const { desk, hear, poll } = harness({ deeds });
    const from = at('22:00:00', '2026-03-01');
    poll({ from, to: GAP.to });
    await hear();
    expect(desk.get()).toMatchObject({ from, to: GAP.to, isCut: true, changeCount: 3 });
    expect(desk.get()?.changes[0]).toMatchObject({ at: at('07:00:00'), toStatus: null });
  });

  it.each([
    // Berlin, 29 March: the day has 23 hours, and its midnight is 23:00Z. 25 October: 25 hours, from 22:00Z.
    ['2026-03-29', '23:30:00', '2026-03-28', '22:30:00', '2026-03-28'],
    ['2026-10-25', '22:30:00', '2026-10-24', '21:30:00', '2026-10-24'],
  ])(
    'counts midnight in the zone of the team on %s, when clocks change',
    async (day, inTime, inDay, cutTime, cutDay) => {
      const deeds: readonly FakeAgent[] = [
        {
          userId: 'u-1',
          deeds: [
            ['BUSY', '', `${inDay}T20:00:00Z`, `${day}T00:30:00Z`],
            ['AWAY', '', `${day}T00:30:00Z`, `${day}T01:30:00Z`],
            ['BUSY', '', `${day}T01:30:00Z`, null],
          ],
        },
      ];
      const { desk, hear, poll } = harness({ now: at('02:00:01', day), timeZone: 'Europe/Berlin', deeds });
      const to = at('02:00:00', day);
      poll({ from: at(inTime, inDay), to });
      await hear();
      expect(desk.get()).toMatchObject({ isCut: false, changeCount: 2, date: day });
      poll({ from: at(cutTime, cutDay), to });
      await hear();
      expect(desk.get()).toMatchObject({ isCut: true, changeCount: 2 });
      const times = desk.get()?.changes.map((change) => change.at);
      expect(times).toEqual([at('00:30:00', day), at('01:30:00', day)]);
    },
  );
});
