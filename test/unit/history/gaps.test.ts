import { describe, expect, it } from 'vitest';
import { createGapReporter, gapReport, gapOfAgent, unknownGap } from '../../../electron/history/gaps.ts';
import { createTodayReader } from '../../../electron/history/read/today.ts';
import { appError, fail, ok, type Result } from '../../../electron/shared/result.ts';
import {
  type Agent,
  type GapReport,
  MAX_GAP_LINES,
  type GapChange,
  type GapStatus,
} from '../../../electron/shared/model.ts';
import type { DetailsAnswer } from '../../../electron/kore/types.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeAgent, liveHealth } from '../../support/fake-team.ts';
import { createFakeDetails, createFakeMemory, type FakeAgent } from './fake-details.ts';
import { tidySpans, type StatusSpan } from '../../../electron/history/intervals.ts';

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

/** A reporter over the real reader of today, with a server that answers what a test says. */
function harness({ now = at('10:25:01'), timeZone = 'UTC', deeds = DEEDS, viewed = TEAM } = {}) {
  const clock = createFakeClock(now);
  const replies: (Result<Partial<DetailsAnswer>> | null)[] = [];
  const client = createFakeDetails(deeds, { clock, instead: () => replies.shift() ?? null });
  const shown: (GapReport | null)[] = [];
  const reporter = createGapReporter({ dateAt: () => DAY, onChange: (report) => shown.push(report) });
  const live = { profile: connectionProfile({ timeZone }), client, memory: createFakeMemory() };
  const readToday = createTodayReader(clock, () => 'UTC');
  async function read(
    emails: readonly string[] = [],
    signal = new AbortController().signal,
    pages?: number,
  ): Promise<void> {
    await reporter.follow(
      { request: { emails, ...(pages && { pages }) }, agents: TEAM, viewed: () => viewed, signal },
      () => readToday({ live, emails, agents: TEAM, signal, maxWaitMs: 0 }),
    );
  }
  const poll = (gap: { from: number; to: number } | null) => reporter.afterPoll({ gap, healthAfter: liveHealth(now) });
  return { reporter, read, poll, replies, shown, client };
}

describe('createGapReporter', () => {
  it('tells nothing without a gap', async () => {
    const { reporter, read, poll, shown } = harness();
    poll(null);
    await read();
    expect([reporter.get(), shown]).toEqual([null, []]);
  });

  it('tells the gap from the read that follows it, once', async () => {
    const { reporter, read, poll, shown, client } = harness();
    poll(GAP);
    expect(reporter.get()).toBeNull();
    await read();
    await read();
    expect([shown.length, client.periods.length]).toEqual([1, 2]);
    expect(reporter.get()).toEqual({
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

  it('reports those who are in the view and nobody else', async () => {
    const { reporter, read, poll } = harness({ viewed: new Map([...TEAM].filter(([userId]) => userId === 'u-2')) });
    poll(GAP);
    await read();
    expect(reporter.get()).toMatchObject({
      changeCount: 0,
      noRecord: [{ userId: 'u-2', name: 'u-2' }],
      noRecordCount: 1,
    });
  });

  it('does not take a read of some agents for one of all', async () => {
    const { reporter, read, poll } = harness();
    poll(GAP);
    await read(['u-1@example.com']);
    // Copies that share an account read a large team page by page: said at once, rather than nothing for an hour.
    expect(reporter.get()).toMatchObject({ ...GAP, isKnown: false, changeCount: 0 });
    expect(reporter.get()?.problem).toMatch(/read in parts/);
    await read([], undefined, 1);
    expect(reporter.get()).toMatchObject({ isKnown: false });
    await read(['u-1@example.com', 'u-2@example.com']);
    expect(reporter.get()).toMatchObject({ isKnown: true, problem: null, changeCount: 1 });
    await read(['u-1@example.com']);
    expect(reporter.get()).toMatchObject({ isKnown: true, changeCount: 1 });
  });

  it('says nothing of those it knows nothing of, but that they are missing', async () => {
    const { reporter, read, poll, replies } = harness();
    replies.push(ok({ isEndSaid: false }));
    poll(GAP);
    await read();
    expect(reporter.get()).toMatchObject({ changeCount: 1, noRecordCount: 0, isKnown: true });
    expect(reporter.get()?.problem).toMatch(/did not name every agent/);
  });

  it('says that a part of the answer was not understood', async () => {
    const { reporter, read, poll, replies } = harness();
    replies.push(ok({ notUnderstood: ['u-1 bad'] }));
    poll(GAP);
    await read();
    expect(reporter.get()).toMatchObject({ changeCount: 1, noRecordCount: 1 });
    expect(reporter.get()?.problem).toMatch(/was not understood/);
  });

  it('says why nothing is known, and tells it when it can be read', async () => {
    const { reporter, read, poll, replies } = harness();
    replies.push(fail('scope-missing'));
    poll(GAP);
    await read();
    expect(reporter.get()).toMatchObject({ ...GAP, isKnown: false, changeCount: 0 });
    expect(reporter.get()?.problem).toMatch(/scope/i);
    await read();
    expect(reporter.get()).toMatchObject({ ...GAP, isKnown: true, problem: null, changeCount: 1 });
  });

  it('says so at once of the next gap, while the read is known to be refused', async () => {
    const { reporter, read, poll, replies } = harness();
    replies.push(fail('scope-missing'));
    await read();
    poll(GAP);
    expect(reporter.get()).toMatchObject({ ...GAP, isKnown: false });
  });

  it('keeps a part that was read, says why it is one, and reports all of it after the next read', async () => {
    const { reporter, read, poll, replies } = harness();
    const error = appError('rate-limited');
    replies.push(ok({ stopped: error }));
    poll(GAP);
    await read();
    expect(reporter.get()).toMatchObject({ isKnown: true, changeCount: 1, problem: error.message });
    replies.push(fail('timeout'));
    await read();
    expect(reporter.get()).toMatchObject({ isKnown: true, changeCount: 1 });
    await read();
    expect(reporter.get()).toMatchObject({ isKnown: true, problem: null });
  });

  it('drops a read that began before the gap', async () => {
    const { reporter, read, poll } = harness();
    poll(GAP);
    await read([], AbortSignal.abort());
    expect(reporter.get()).toBeNull();
  });

  it('is put away by its reader, and does not come back', async () => {
    const { reporter, read, poll, shown } = harness();
    poll(GAP);
    await read();
    reporter.dismiss();
    await read();
    expect([reporter.get(), shown.at(-1)]).toEqual([null, null]);
  });

  it('is replaced by the next gap', async () => {
    const { reporter, read, poll } = harness();
    poll(GAP);
    await read();
    const next = { from: at('10:24:00'), to: at('10:25:00') };
    poll(next);
    expect(reporter.get()).toMatchObject(GAP);
    await read();
    expect(reporter.get()).toMatchObject({ ...next, changeCount: 0 });
  });

  it('belongs to one connection and one selection of agents', async () => {
    const { reporter, read, poll } = harness();
    reporter.selectionChanged('everybody');
    poll(GAP);
    await read();
    reporter.forget();
    expect(reporter.get()).toBeNull();
    poll(GAP);
    await read();
    reporter.selectionChanged('a queue');
    expect(reporter.get()).toBeNull();
    // What others did while the view did not show them is not reported.
    poll(GAP);
    await read();
    expect(reporter.get()).toBeNull();
    poll(GAP);
    await read();
    expect(reporter.get()).toMatchObject(GAP);
  });

  it('is reported for a connection that comes with an open view of its own', async () => {
    const { reporter, read, poll } = harness();
    reporter.selectionChanged('everybody');
    reporter.selectionChanged('a queue'); // the other connection's team comes first, then that it is another one
    reporter.forget();
    reporter.selectionChanged('a queue');
    poll(GAP);
    await read();
    expect(reporter.get()).toMatchObject({ ...GAP, changeCount: 1 });
  });

  it('tells the part since midnight of a gap that began before it', async () => {
    const night = ['BUSY', '', '2026-03-01T23:00:00Z', `${DAY}T07:00:00Z`] as const;
    const deeds = DEEDS.map((agent) => ({ ...agent, deeds: [night, ...agent.deeds] }));
    const { reporter, read, poll } = harness({ deeds });
    const from = at('22:00:00', '2026-03-01');
    poll({ from, to: GAP.to });
    await read();
    expect(reporter.get()).toMatchObject({ from, to: GAP.to, isCut: true, changeCount: 3 });
    expect(reporter.get()?.changes[0]).toMatchObject({ at: at('07:00:00'), toStatus: null });
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
      const { reporter, read, poll } = harness({ now: at('02:00:01', day), timeZone: 'Europe/Berlin', deeds });
      const to = at('02:00:00', day);
      poll({ from: at(inTime, inDay), to });
      await read();
      expect(reporter.get()).toMatchObject({ isCut: false, changeCount: 2, date: day });
      poll({ from: at(cutTime, cutDay), to });
      await read();
      expect(reporter.get()).toMatchObject({ isCut: true, changeCount: 2 });
      const times = reporter.get()?.changes.map((change) => change.at);
      expect(times).toEqual([at('00:30:00', day), at('01:30:00', day)]);
    },
  );
});

const ANN = fakeAgent({ userId: 'u-ann', name: 'Ann' });

/** `AWAY/Lunch 09:00:00 10:00:00`; `-` is still open. */
function span(text: string): StatusSpan {
  const [status = '', start = '', end = '-'] = text.split(' ');
  const [primaryStatus = '', secondaryStatus = ''] = status.split('/');
  return { primaryStatus, secondaryStatus, start: at(start), end: end === '-' ? null : at(end) };
}

const word = (status: GapStatus | null): string =>
  status === null ? 'no record' : [status.primaryStatus, status.secondaryStatus].filter(Boolean).join('/');
const line = ({ at: when, fromStatus, toStatus }: GapChange): string =>
  `${new Date(when).toISOString().slice(11, 19)} ${word(fromStatus)} > ${word(toStatus)}`;

it('agents of one name are distinguished', () => {
  const maria = { ...ANN, addition: '1111' };
  const recorded = gapOfAgent(maria, [span('AVAILABLE 08:00:00 10:00:00'), span('BUSY 10:00:00 -')], GAP);
  const silent = gapOfAgent({ ...maria, addition: '1313' }, [], GAP);
  const { changes, noRecord } = gapReport([recorded, silent], {
    ...GAP,
    date: '2026-03-02',
    isCut: false,
    problem: null,
  });
  expect(changes).toMatchObject([{ name: 'Ann', addition: '1111' }]);
  expect(noRecord).toEqual([{ userId: 'u-ann', name: 'Ann', addition: '1313' }]);
});

describe('gapOfAgent', () => {
  it.each<[string, string[], string[]]>([
    ['a status that went on all through it', ['AVAILABLE 08:00:00 -'], []],
    ['one change', ['AVAILABLE 08:00:00 10:00:00', 'BUSY 10:00:00 -'], ['10:00:00 AVAILABLE > BUSY']],
    [
      'changes there and back, which availability cannot tell',
      ['AVAILABLE 08:00:00 09:50:00', 'AWAY/Lunch 09:50:00 10:20:00', 'AVAILABLE 10:20:00 -'],
      ['09:50:00 AVAILABLE > AWAY/Lunch', '10:20:00 AWAY/Lunch > AVAILABLE'],
    ],
    [
      'another secondary status of the same status',
      ['AWAY/Lunch 09:00:00 10:00:00', 'AWAY/Short_break 10:00:00 -'],
      ['10:00:00 AWAY/Lunch > AWAY/Short_break'],
    ],
    ['equal neighbours', ['BUSY 09:00:00 10:00:00', 'BUSY 10:00:00 -'], []],
    [
      'a secondary status that says no more',
      ['BUSY/busy 09:00:00 10:00:00', 'AWAY/Away 10:00:00 -'],
      ['10:00:00 BUSY > AWAY'],
    ],
    ['an overlap, where the later start wins', ['BUSY 09:00:00 10:10:00', 'AWAY 10:00:00 -'], ['10:00:00 BUSY > AWAY']],
    [
      'a hole, which is no status',
      ['AVAILABLE 08:00:00 09:50:00', 'AVAILABLE 10:10:00 -'],
      ['09:50:00 AVAILABLE > no record', '10:10:00 no record > AVAILABLE'],
    ],
    [
      'a hole below a second',
      ['AVAILABLE 08:00:00 09:50:00.400', 'BUSY 09:50:01.200 -'],
      ['09:50:01 AVAILABLE > BUSY'],
    ],
    ['a record that ends', ['AVAILABLE 08:00:00 10:00:00'], ['10:00:00 AVAILABLE > no record']],
    ['a record that begins', ['AVAILABLE 10:00:00 -'], ['10:00:00 no record > AVAILABLE']],
    ['what began with the gap', ['BUSY 08:00:00 09:40:00', 'AWAY 09:40:00 -'], []],
    [
      'what began with the first answer after it',
      ['BUSY 08:00:00 10:25:00', 'AWAY 10:25:00 -'],
      ['10:25:00 BUSY > AWAY'],
    ],
    ['what began after it', ['BUSY 08:00:00 10:25:30', 'AWAY 10:25:30 -'], []],
    [
      'what ended just before it and went on just after',
      ['BUSY 08:00:00 09:39:59.800', 'AWAY 09:40:00.300 -'],
      ['09:40:00 BUSY > AWAY'],
    ],
  ])('%s', (_, spans, lines) => {
    const gap = gapOfAgent(ANN, tidySpans(spans.map(span)), GAP);
    expect(gap.changes.map(line)).toEqual(lines);
    expect(gap.isRecorded).toBe(true);
  });

  it.each<[string, string[]]>([
    ['no row at all', []],
    ['what was over before it', ['AVAILABLE 08:00:00 09:00:00']],
    ['what was over as it began', ['AVAILABLE 08:00:00 09:40:00']],
    ['what began after it', ['AVAILABLE 10:30:00 -']],
  ])('has no record of %s', (_, spans) => {
    expect(gapOfAgent(ANN, spans.map(span), GAP)).toEqual({
      userId: 'u-ann',
      name: 'Ann',
      changes: [],
      isRecorded: false,
    });
  });
});

describe('gapReport', () => {
  const facts = { ...GAP, date: '2026-03-02', isCut: false, problem: null };
  const gapOf = (name: string, ...spans: string[]) =>
    gapOfAgent(fakeAgent({ userId: `u-${name}`, name }), spans.map(span), GAP);

  it('puts all changes in time order and names who has no record', () => {
    const report = gapReport(
      [
        gapOf('Zoë'),
        gapOf('Bob', 'BUSY 09:00:00 10:00:00', 'AWAY 10:00:00 -'),
        gapOf('Ann', 'BUSY 09:00:00 09:50:00', 'AWAY 09:50:00 10:00:00', 'BUSY 10:00:00 -'),
        gapOf('Émile'),
      ],
      facts,
    );
    expect(report.changes.map(({ name, at: when }) => [name, when])).toEqual([
      ['Ann', at('09:50:00')],
      ['Ann', at('10:00:00')],
      ['Bob', at('10:00:00')],
    ]);
    expect(report).toMatchObject({ ...facts, changeCount: 3, noRecordCount: 2, isKnown: true });
    expect(report.noRecord.map(({ name }) => name)).toEqual(['Émile', 'Zoë']);
  });

  it('holds the latest of very many, and counts all of them', () => {
    const many = Array.from({ length: MAX_GAP_LINES + 50 }, (_, index) =>
      gapOf(`Agent ${index}`, 'BUSY 09:00:00 10:00:00', 'AWAY 10:00:00 10:01:00', 'BUSY 10:01:00 -'),
    );
    const silent = Array.from({ length: MAX_GAP_LINES + 1 }, (_, index) => gapOf(`Nobody ${index}`));
    const report = gapReport([...many, ...silent], facts);
    expect([report.changes.length, report.changeCount]).toEqual([MAX_GAP_LINES, 2 * (MAX_GAP_LINES + 50)]);
    expect(new Set(report.changes.map(({ at: when }) => when))).toEqual(new Set([at('10:01:00')]));
    expect([report.noRecord.length, report.noRecordCount]).toEqual([MAX_GAP_LINES, MAX_GAP_LINES + 1]);
  });
});

it('a gap that could not be read says so and nothing else', () => {
  const problem = 'The server did not answer in time.';
  const report = unknownGap({ ...GAP, date: '2026-03-02', problem });
  expect(report).toMatchObject({ ...GAP, problem, isKnown: false, changeCount: 0, noRecordCount: 0 });
});
