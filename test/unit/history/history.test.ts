import { describe, expect, it } from 'vitest';
import { appError, fail, ok } from '../../../electron/shared/result.ts';
import { historyNotes } from '../../../electron/shared/history/history-notes.ts';
import { historyTexts } from '../../../electron/shared/texts/history/history.ts';
import { deskTexts } from '../../../electron/shared/texts/relay/desk.ts';
import type { OwnedDatabase } from '../../../electron/storage/types.ts';
import type { FakeAgent } from './fake-details.ts';
import { createHistoryScene, everybody, NOW, only, openDatabase, summary, valueOf } from './history-scene.ts';

const HOUR_MS = 3_600_000;
const texts = deskTexts.notPublished;
const DAYS = ['2026-03-09', '2026-03-10'];
const TODAY = '2026-03-11';

const ASHA: FakeAgent = {
  userId: 'u-asha',
  name: 'Asha Rao',
  deeds: [
    ['AVAILABLE', 'AVAILABLE', '2026-03-09T04:00:00Z', '2026-03-09T12:00:00Z'],
    ['AVAILABLE', 'AVAILABLE', '2026-03-10T04:00:00Z', '2026-03-10T12:00:00Z'],
    ['AWAY', 'Lunch', '2026-03-11T09:00:00Z', null],
  ],
};
/** Works through midnight in India (18:30 UTC). */
const BEN: FakeAgent = {
  userId: 'u-ben',
  name: 'ben Okafor',
  deeds: [['BUSY', 'NBK', '2026-03-09T16:30:00Z', '2026-03-09T20:30:00Z']],
};
/** Is there, but was in no status. */
const ZOE: FakeAgent = { userId: 'u-zoe', name: 'Zoë Lind', deeds: [] };
const TEAM = [ASHA, BEN, ZOE];

const TWO_DAYS = {
  'u-asha': [['AVAILABLE 03-09T04:00-03-09T12:00'], ['AVAILABLE 03-10T04:00-03-10T12:00']],
  'u-ben': [['BUSY 03-09T16:30-03-09T18:30'], ['BUSY 03-09T18:30-03-09T20:30']],
  'u-zoe': [[], []],
};

describe('finished days', () => {
  it('are read in one range where the server takes it, and answered without a call from then on', async () => {
    const scene = createHistoryScene(TEAM);
    valueOf(await scene.history.read(everybody(...DAYS)));
    expect(scene.client.periods).toEqual([
      { kind: 'range', startDate: '2026-03-09', endDate: '2026-03-10', timeZoneOffset: -330 },
    ]);
    expect(await summary(scene, everybody(...DAYS))).toEqual(TWO_DAYS);
    scene.set({ isLive: false });
    expect(await summary(scene, everybody(...DAYS))).toEqual(TWO_DAYS);
    expect(await scene.history.read(everybody(...DAYS))).toEqual(fail('not-connected'));
  });

  it('are read one by one where the server does not take ranges, to the same answer', async () => {
    const scene = createHistoryScene(TEAM, { range: 'first-date-only' });
    valueOf(await scene.history.read(everybody(...DAYS)));
    expect(scene.client.periods.slice(1).map(({ kind }) => kind)).toEqual(['day', 'day']);
    expect(await summary(scene, everybody(...DAYS))).toEqual(TWO_DAYS);
    const calls = scene.client.periods.length;
    valueOf(await scene.history.read(everybody('2026-03-07', ...DAYS)));
    expect(scene.client.periods.slice(calls)).toEqual([{ kind: 'day', date: '2026-03-07', timeZoneOffset: -330 }]);
  });

  it('of another account are others', async () => {
    const scene = createHistoryScene(TEAM);
    valueOf(await scene.history.read(everybody(...DAYS)));
    scene.set({ account: 'a-2' });
    expect(valueOf(await scene.history.get(everybody(...DAYS))).missing).toMatchObject({ agentDays: 6 });
  });

  it('are known of nobody else once some were read by e-mail', async () => {
    const scene = createHistoryScene(TEAM, { memory: { rangeDates: 'accepted' } });
    valueOf(await scene.history.read(only(['u-ben'], ...DAYS)));
    expect(scene.client.emails).toEqual([['u-ben@example.com']]);
    expect(await summary(scene, everybody(...DAYS))).toEqual({
      ...TWO_DAYS,
      'u-asha': [null, null],
      'u-zoe': [null, null],
    });
    const { missing, days } = valueOf(await scene.history.get(everybody(...DAYS)));
    expect([missing?.agentDays, days.map(({ agentsRead }) => agentsRead)]).toEqual([4, [1, 1]]);
    expect(valueOf(await scene.history.day(everybody(...DAYS), '2026-03-09')).read).toBe('part');
  });

  it('of somebody without an e-mail are read with the list of everybody', async () => {
    const people = TEAM.map(({ userId, name = '' }) => ({ userId, name, agentId: null, customId: null, email: null }));
    const scene = createHistoryScene(TEAM, { people });
    valueOf(await scene.history.read(only(['u-ben'], ...DAYS)));
    expect(scene.client.emails).toEqual([[]]);
    expect(valueOf(await scene.history.get(everybody(...DAYS))).missing).toBe(null);
  });

  it('say of an agent who was requested and has no row that nothing is recorded', async () => {
    const gone = { userId: 'u-gone', name: 'Gus Gone', agentId: null, customId: null, email: 'gus@example.com' };
    const scene = createHistoryScene(TEAM, { people: [gone] });
    valueOf(await scene.history.read(only(['u-gone'], ...DAYS)));
    expect(await summary(scene, only(['u-gone'], ...DAYS))).toEqual({ 'u-gone': [[], []] });
  });

  it('include who has left the team since, as long as they were read', async () => {
    const scene = createHistoryScene(TEAM);
    valueOf(await scene.history.read(everybody(...DAYS)));
    scene.set({ people: [{ userId: 'u-zoe', name: 'Zoë Lind', agentId: null, customId: null, email: null }] });
    const { agents } = valueOf(await scene.history.get(everybody(...DAYS)));
    expect(agents.map(({ userId }) => userId)).toEqual(['u-asha', 'u-ben', 'u-zoe']);
  });
});

describe('a list that did not say that it was at its end', () => {
  it('does not say that others have no record; they are read by e-mail', async () => {
    const scene = createHistoryScene(TEAM, {
      instead: (request) => (request.agents.length === 0 ? ok({ isEndSaid: false, rows: [] }) : null),
    });
    const request = everybody('2026-03-10');
    const { fewerThanTeam, missing } = valueOf(await scene.history.read(request));
    expect(scene.client.emails).toEqual([[], TEAM.map(({ userId }) => `${userId}@example.com`)]);
    expect([fewerThanTeam, missing]).toEqual([null, null]);
  });
});

describe('a list of several pages', () => {
  const request = everybody('2026-03-10');
  const many = Array.from({ length: 120 }, (_, index): FakeAgent => ({ ...ASHA, userId: `u-${index}` }));
  const rows = many.map(({ userId }) => ({ userId, name: userId, email: `${userId}@example.com`, records: [] }));
  /** Somebody has left the list after its first page, so u-50 is on none. */
  const shifted = ok({ rows: rows.filter(({ userId }) => userId !== 'u-50') });
  const worked = ['AVAILABLE 03-10T04:00-03-10T12:00'];

  it('does not say of whoever it leaves out that nothing is recorded; they are asked about in one call', async () => {
    const scene = createHistoryScene(many, { instead: ({ agents }) => (agents.length === 0 ? shifted : null) });
    const { missing, fewerThanTeam } = valueOf(await scene.history.read(request));
    expect(scene.client.emails).toEqual([[], ['u-50@example.com']]);
    expect([missing, fewerThanTeam, (await summary(scene, request))['u-50']]).toEqual([null, null, [worked]]);
  });

  it('leaves them not read where that call fails, and it is made the next time', async () => {
    let isBroken = true;
    const scene = createHistoryScene(many, {
      instead({ agents }) {
        if (agents.length === 0) return shifted;
        return isBroken ? fail('connection-lost') : null;
      },
    });
    const { stopped, missing } = valueOf(await scene.history.read(request));
    expect([stopped?.code, missing]).toMatchObject(['connection-lost', { agentDays: 1, calls: 1 }]);
    expect((await summary(scene, request))['u-50']).toEqual([null]);
    isBroken = false;
    valueOf(await scene.history.read(request));
    expect(scene.client.emails.slice(2)).toEqual([['u-50@example.com']]);
    expect((await summary(scene, request))['u-50']).toEqual([worked]);
  });

  it('is proof once the team was asked about, also of those who come into the team later', async () => {
    const scene = createHistoryScene(many);
    valueOf(await scene.history.read(request));
    expect(scene.client.periods).toHaveLength(1);
    const late = { userId: 'u-late', name: 'Lou', agentId: null, customId: null, email: 'u-late@example.com' };
    scene.set({ people: [late] });
    expect((await summary(scene, request))['u-late']).toEqual([[]]);
  });

  it('by e-mail is no proof either', async () => {
    const emails = rows.slice(0, 110).map(({ email }) => email);
    const scene = createHistoryScene(many, { instead: ({ agents }) => (agents.length > 50 ? shifted : null) });
    valueOf(await scene.history.read(only(emails, '2026-03-10')));
    expect(scene.client.emails.map(({ length }) => length)).toEqual([110, 1]);
    expect((await summary(scene, request))['u-50']).toEqual([worked]);
  });

  it('is compared with the team, which is read where nobody knows it', async () => {
    const team = many.map(({ userId }) => ({ userId, email: `${userId}@example.com` }));
    const scene = createHistoryScene(many, {
      people: [],
      team,
      instead: ({ agents }) => (agents.length === 0 ? shifted : null),
    });
    expect(valueOf(await scene.history.read(request)).missing).toBe(null);
    expect((await summary(scene, request))['u-50']).toEqual([worked]);
  });
});

describe('today', () => {
  it('is read again each time, and once more when it is over', async () => {
    const scene = createHistoryScene(TEAM);
    const request = everybody(TODAY);
    const first = valueOf(await scene.history.read(request));
    expect([first.missing, first.days[0]?.readAt]).toEqual([null, NOW]);
    scene.clock.jump(HOUR_MS);
    const second = valueOf(await scene.history.read(request));
    expect([second.missing, second.days[0]?.readAt]).toEqual([null, NOW + HOUR_MS]);
    scene.clock.jump(24 * HOUR_MS);
    const over = valueOf(await scene.history.get(request));
    expect(over.missing).toMatchObject({ agentDays: 3 });
    const day = valueOf(await scene.history.day(request, TODAY));
    expect(day.agents[0]).toMatchObject({
      intervals: [{ start: NOW - HOUR_MS, end: NOW + HOUR_MS, clippedEnd: true }],
      knownUntil: NOW + HOUR_MS,
    });
    valueOf(await scene.history.read(request));
    valueOf(await scene.history.read(request));
    expect(scene.client.periods.length).toBe(3);
  });

  it('does not make finished days be read again', async () => {
    const scene = createHistoryScene(TEAM);
    const request = everybody(...DAYS, TODAY);
    valueOf(await scene.history.read(request));
    scene.clock.jump(HOUR_MS);
    valueOf(await scene.history.read(request));
    expect(scene.client.periods.slice(1)).toEqual([{ kind: 'day', date: TODAY, timeZoneOffset: -330 }]);
  });
});

describe('today, of which a part was read', () => {
  const request = everybody(TODAY);
  const many = Array.from({ length: 120 }, (_, index): FakeAgent => ({ ...ASHA, userId: `u-${index}` }));
  const rows = many.map(({ userId }) => ({ userId, name: userId, email: `${userId}@example.com`, records: [] }));
  const rest = { received: 100, pages: 2, first: new Set<string>(), known: new Set<string>() };
  const cancelled = ok({ stopped: appError('cancelled'), rows: rows.slice(0, 100), rest });
  const begin = async () => {
    const scene = createHistoryScene(many, { instead: (_, index) => (index === 0 ? cancelled : null) });
    const { days, missing } = valueOf(await scene.history.read(request));
    return { ...scene, read: days[0]?.agentsRead, calls: missing?.calls };
  };

  it('is gone on with, at what is left', async () => {
    const scene = await begin();
    expect([scene.read, scene.calls]).toEqual([100, 1]);
    scene.clock.jump(6 * 60_000);
    const before = scene.progress.length;
    const { missing, days } = valueOf(await scene.history.read(request));
    expect([missing, days[0]?.agentsRead, days[0]?.readAt]).toEqual([null, 120, NOW]);
    expect(scene.client.emails.map(({ length }) => length)).toEqual([0, 20]);
    expect(scene.progress[before]).toMatchObject({ agentsRead: 100, agents: 120, restMs: 500 });
  });

  it('is read anew where that was long ago, and where all of it was read', async () => {
    const scene = await begin();
    scene.clock.jump(16 * 60_000);
    expect(valueOf(await scene.history.get(request)).missing).toMatchObject({ agentDays: 20, calls: 3 });
    valueOf(await scene.history.read(request));
    scene.clock.jump(60_000);
    valueOf(await scene.history.read(request));
    expect(scene.client.emails.map(({ length }) => length)).toEqual([0, 0, 0]);
  });
});

it('reads no more pages of a finished day at once than it is to, and goes on behind them', async () => {
  const many = Array.from({ length: 120 }, (_, index): FakeAgent => ({ ...ASHA, userId: `u-${index}` }));
  const asked: (readonly [pages: number | undefined, from: number])[] = [];
  const scene = createHistoryScene(many, {
    instead({ pages = Infinity, rest }) {
      const from = rest?.received ?? 0;
      asked.push([pages, from]);
      const rows = many.slice(from, from + 50 * pages).map(({ userId }) => ({
        ...{ userId, name: userId, email: `${userId}@example.com`, records: [] },
      }));
      const received = from + rows.length;
      const next = { received, pages: Math.ceil(received / 50), first: new Set<string>(), known: new Set<string>() };
      return ok({ rows, ...(received < many.length && { rest: next, isEndSaid: false }) });
    },
  });
  const [day = ''] = DAYS;
  const inParts = { maxWaitMs: 0, pages: 2 };
  const { missing } = valueOf(await scene.history.read(everybody(day), inParts));
  expect(missing).toMatchObject({ agentDays: 20, calls: 1 });
  expect(valueOf(await scene.history.read(everybody(day), inParts)).missing).toBe(null);
  expect(asked).toEqual([
    [2, 0],
    [2, 95],
  ]);
});

describe('a server that lists records by when they begin', () => {
  const byStart = { lists: 'start', memory: { recordsListedBy: 'start', rangeDates: 'accepted' } } as const;

  it('has the day before read along, of which it is no part and which is kept', async () => {
    const scene = createHistoryScene(TEAM, byStart);
    const request = everybody('2026-03-10');
    expect(valueOf(await scene.history.get(request)).missing).toMatchObject({ agentDays: 3, calls: 1 });
    const { days, missing } = valueOf(await scene.history.read(request));
    expect(scene.client.periods).toEqual([
      { kind: 'range', startDate: '2026-03-09', endDate: '2026-03-10', timeZoneOffset: -330 },
    ]);
    expect(days).toMatchObject([{ date: '2026-03-10', agentsRead: 3 }]);
    expect([days[0]?.mayBeginLater, missing]).toEqual([undefined, null]);
    expect((await summary(scene, request))['u-ben']).toEqual([TWO_DAYS['u-ben'][1]]);
    expect(valueOf(await scene.history.get(everybody(...DAYS))).missing).toMatchObject({ agentDays: 0, calls: 1 });
    valueOf(await scene.history.read(everybody(...DAYS)));
    expect(scene.client.periods.slice(1)).toEqual([{ kind: 'day', date: '2026-03-08', timeZoneOffset: -330 }]);
  });

  it('takes one call a day more where it takes no ranges, before the first day of each run', async () => {
    const scene = createHistoryScene(TEAM, { lists: 'start', memory: { ...byStart.memory, rangeDates: 'refused' } });
    const request = everybody('2026-03-05', ...DAYS);
    expect(valueOf(await scene.history.get(request)).missing).toMatchObject({ agentDays: 9, calls: 5 });
    valueOf(await scene.history.read(request));
    const dates = scene.client.periods.map((period) => ('date' in period ? period.date.slice(8) : 'range'));
    expect(dates).toEqual(['04', '05', '08', '09', '10']);
    expect(scene.progress.every(({ dayIndex }) => dayIndex >= 0)).toBe(true);
  });

  it('has no day before the first one there is', async () => {
    const scene = createHistoryScene(TEAM, byStart);
    expect(valueOf(await scene.history.get(everybody('1970-01-01'))).missing).toMatchObject({ calls: 1 });
    valueOf(await scene.history.read(everybody('1970-01-01')));
    expect(scene.client.periods).toHaveLength(1);
  });

  it('says that the beginning of a day may be missing while the day before is not read, and reads it then', async () => {
    const scene = createHistoryScene(TEAM, { lists: 'start', memory: { rangeDates: 'accepted' } });
    const request = everybody('2026-03-10');
    valueOf(await scene.history.read(request));
    scene.memory.learn({ recordsListedBy: 'start' });
    const { days, missing } = valueOf(await scene.history.get(request));
    expect([days[0]?.mayBeginLater, missing]).toMatchObject([true, { agentDays: 0, calls: 1 }]);
    valueOf(await scene.history.read(request));
    expect((await summary(scene, request))['u-ben']).toEqual([TWO_DAYS['u-ben'][1]]);
  });
});

describe('a server of which it is not known how it lists records', () => {
  const unknown = { lists: 'start', memory: { recordsListedBy: null } } as const;
  const request = everybody('2026-03-10');
  const fifty = Array.from({ length: 51 }, (_, index): FakeAgent => ({ ...BEN, userId: `u-${index}` }));
  const late = [[TWO_DAYS['u-ben'][1]], undefined];

  async function readBen(scene: ReturnType<typeof createHistoryScene>, userId = 'u-ben'): Promise<unknown> {
    const { days } = valueOf(await scene.history.read(request));
    return [(await summary(scene, request))[userId], days[0]?.mayBeginLater];
  }

  it('has the day before read along where that takes no more calls, or the team is one page', async () => {
    const small = createHistoryScene(TEAM, unknown);
    expect([await readBen(small), small.client.periods.length]).toEqual([late, 1]);
    const ranges = createHistoryScene(fifty, { ...unknown, memory: { recordsListedBy: null, rangeDates: 'accepted' } });
    expect([await readBen(ranges, 'u-7'), ranges.client.periods.length]).toEqual([late, 1]);
  });

  it('is said to list them so, perhaps, where that would be a call more', async () => {
    const days = createHistoryScene(TEAM, { ...unknown, memory: { recordsListedBy: null, rangeDates: 'refused' } });
    expect([await readBen(days), days.client.periods.length]).toEqual([[[[]], true], 1]);
    const large = createHistoryScene(fifty, unknown);
    expect([await readBen(large, 'u-7'), large.client.periods.length]).toEqual([[[[]], true], 1]);
  });

  it('is complete once both days were read, each by a request of its own', async () => {
    const scene = createHistoryScene(TEAM, { ...unknown, memory: { recordsListedBy: null, rangeDates: 'refused' } });
    valueOf(await scene.history.read(everybody('2026-03-09')));
    expect(await readBen(scene)).toEqual(late);
  });
});

describe('finished days that are read again', () => {
  const request = everybody(...DAYS);

  it('lose a wrong empty answer, and it is said what that takes', async () => {
    let isWrong = true;
    const empty = TEAM.map(({ userId }) => ({ userId, name: userId, email: `${userId}@example.com`, records: [] }));
    const scene = createHistoryScene(TEAM, {
      memory: { rangeDates: 'accepted' },
      instead: () => (isWrong ? ok({ rows: empty }) : null),
    });
    const first = valueOf(await scene.history.read(request));
    expect([first.missing, first.again]).toMatchObject([null, { agentDays: 6, calls: 1 }]);
    isWrong = false;
    scene.clock.jump(1);
    valueOf(await scene.history.read(request));
    expect((await summary(scene, request))['u-asha']).toEqual([[], []]);
    expect(valueOf(await scene.history.readAgain(request))).toMatchObject({ missing: null, stopped: null });
    expect(await summary(scene, request)).toEqual(TWO_DAYS);
    expect(scene.client.periods).toHaveLength(2);
  });

  it('stay as they were where that fails, and whoever was read by then is new', async () => {
    let isBroken = false;
    const scene = createHistoryScene(TEAM, {
      memory: { rangeDates: 'refused' },
      instead: (_, index) => (isBroken && index === 3 ? fail('connection-lost') : null),
    });
    valueOf(await scene.history.read(request));
    isBroken = true;
    scene.clock.jump(1);
    const { stopped, missing } = valueOf(await scene.history.readAgain(request));
    expect([stopped?.code, missing]).toEqual(['connection-lost', null]);
    expect(await summary(scene, request)).toEqual(TWO_DAYS);
  });

  it('say nothing of that where something is missing, or a day still lasts', async () => {
    const scene = createHistoryScene(TEAM);
    valueOf(await scene.history.read(everybody(...DAYS, TODAY)));
    expect(valueOf(await scene.history.get(everybody(...DAYS, TODAY))).again).toBe(undefined);
    expect(valueOf(await scene.history.get(everybody('2026-03-08', ...DAYS))).again).toBe(undefined);
  });
});

describe('what reading takes', () => {
  const MONTH = Array.from({ length: 10 }, (_, index) => `2026-02-${String(index + 10)}`);
  const many = Array.from({ length: 120 }, (_, index): FakeAgent => ({ ...ASHA, userId: `u-${index}` }));

  it.each([
    ['accepted', { calls: 3 }],
    ['refused', { calls: 30 }],
    [null, { calls: 33, isAtMost: true, least: { calls: 3, ms: 1_500 } }],
  ] as const)('is said of ten days of 120 agents where ranges are %s', async (rangeDates, cost) => {
    const scene = createHistoryScene(many, { memory: { rangeDates } });
    const { missing } = valueOf(await scene.history.get(everybody(...MONTH)));
    expect({ ...missing, ms: 0 }).toEqual({ agentDays: 1_200, ms: 0, ...cost });
  });

  it('is less as soon as a page proves that the range is taken', async () => {
    const deeds = ['2026-02-10', '2026-02-19'].map(
      (date) => ['BUSY', 'BUSY', `${date}T06:00:00Z`, `${date}T07:00:00Z`] as const,
    );
    const scene = createHistoryScene(many.map(({ userId }): FakeAgent => ({ userId, deeds })));
    valueOf(await scene.history.read(everybody(...MONTH)));
    expect(scene.client.periods).toHaveLength(1);
    expect([scene.progress[0]?.restMs, scene.progress.at(-1)?.restMs]).toEqual([2 * 61_000, 1_000]);
  });

  it('is a call more where the clocks change within the range, or where they go back', async () => {
    const memory = { rangeDates: 'accepted' } as const;
    const march = createHistoryScene(TEAM, { zone: 'America/New_York', memory });
    expect(valueOf(await march.history.get(everybody('2026-03-08', '2026-03-09'))).missing?.calls).toBe(2);
    const fall = createHistoryScene(TEAM, { zone: 'America/New_York', memory: { rangeDates: 'refused' } });
    expect(valueOf(await fall.history.get(everybody('2025-11-02'))).missing?.calls).toBe(2);
  });

  it('includes today, which is read again with the rest', async () => {
    const scene = createHistoryScene(TEAM, { memory: { rangeDates: 'refused' } });
    valueOf(await scene.history.read(everybody(TODAY)));
    scene.clock.jump(HOUR_MS);
    const { missing } = valueOf(await scene.history.get(everybody('2026-03-10', TODAY)));
    expect(missing).toMatchObject({ agentDays: 3, calls: 2 });
  });

  it('is less once a range has proved to be taken, although it broke off', async () => {
    const broken = { stopped: appError('connection-lost') };
    const rest = { received: 100, pages: 2, first: new Set<string>(), known: new Set<string>() };
    const late = { userId: 'u-late', name: 'Lou', agentId: null, customId: null, email: null };
    const scene = createHistoryScene(TEAM, { people: [late], instead: () => ok({ ...broken, rest }) });
    const { missing } = valueOf(await scene.history.read(everybody(...DAYS)));
    expect(missing).toMatchObject({ calls: 1 });
    expect(missing?.isAtMost).toBe(undefined);
  });
});

describe('the zone of the times', () => {
  it('is changed by hand without a call, and announced', async () => {
    const scene = createHistoryScene(TEAM, { apiTimes: 'utc' });
    valueOf(await scene.history.read(only(['u-asha'], '2026-03-10')));
    expect(await summary(scene, only(['u-asha'], '2026-03-10'))).toEqual({
      'u-asha': [['AVAILABLE 03-10T09:30-03-10T17:30']],
    });
    const [changes, calls] = [scene.changes(), scene.client.periods.length];
    scene.set({ apiTimes: 'request' });
    scene.history.connectionChanged();
    expect(scene.changes()).toBe(changes + 1);
    expect(await summary(scene, only(['u-asha'], '2026-03-10'))).toEqual({
      'u-asha': [['AVAILABLE 03-10T04:00-03-10T12:00']],
    });
    expect(scene.client.periods.length).toBe(calls);
  });

  it('may be another one for a single request', async () => {
    const scene = createHistoryScene(TEAM);
    valueOf(await scene.history.read(everybody(...DAYS)));
    const { apiTimes } = valueOf(await scene.history.get({ ...everybody(...DAYS), apiTimes: 'utc' }));
    expect(apiTimes).toEqual({ zone: 'UTC', decidedBy: 'setting' });
  });
});

describe('a read that ends early', () => {
  const broken = appError('connection-lost');

  it('says why, and goes on without what it has', async () => {
    let isBroken = true;
    const scene = createHistoryScene(TEAM, {
      memory: { rangeDates: 'refused' },
      instead: (_, index) => (isBroken && index === 1 ? fail('connection-lost') : null),
    });
    const { stopped, missing } = valueOf(await scene.history.read(everybody(...DAYS)));
    expect([stopped, missing?.agentDays]).toEqual([broken, 3]);
    expect(valueOf(await scene.history.get(everybody(...DAYS))).stopped).toEqual(broken);
    isBroken = false;
    expect(valueOf(await scene.history.read(everybody(...DAYS)))).toMatchObject({ stopped: null, missing: null });
    expect(scene.client.periods.map((period) => ('date' in period ? period.date : 'range'))).toEqual([
      '2026-03-09',
      '2026-03-10',
      '2026-03-10',
    ]);
  });

  it('is stopped where nothing can be saved, which is said', async () => {
    const scene = createHistoryScene(TEAM);
    scene.database.close();
    const { stopped, missing } = valueOf(await scene.history.read(everybody(...DAYS)));
    expect([stopped?.code, missing?.agentDays]).toEqual(['storage', 6]);
  });
});

describe('an e-mail', () => {
  it('is found as availability spells it, in one call where nobody is known yet', async () => {
    const team = TEAM.map(({ userId }) => ({ userId, email: `${userId}@example.com` }));
    const scene = createHistoryScene(TEAM, { people: [], team });
    const request = only(['U-Ben@Example.com'], '2026-03-10');
    expect(valueOf(await scene.history.get(request)).notFound).toEqual(['U-Ben@Example.com']);
    const { agents, notFound } = valueOf(await scene.history.read(request));
    expect([agents.map(({ userId }) => userId), notFound]).toEqual([['u-ben'], []]);
    expect(scene.client.emails).toEqual([['u-ben@example.com']]);
  });

  it('of nobody is tried as it is, and not found', async () => {
    const scene = createHistoryScene(TEAM);
    const request = only(['nobody@example.com'], '2026-03-10');
    const { notFound } = valueOf(await scene.history.read(request));
    expect([notFound, scene.client.emails]).toEqual([['nobody@example.com'], [['nobody@example.com']]]);
  });

  it('is never saved', async () => {
    const scene = createHistoryScene([{ ...ASHA, name: 'u-asha@example.com' }]);
    valueOf(await scene.history.read(everybody(...DAYS)));
    const rows = scene.database.prepare<Record<string, unknown>>('SELECT * FROM history_agent').all();
    expect(JSON.stringify(rows)).toContain('u-asha');
    expect(JSON.stringify(rows)).not.toContain('@');
  });
});

describe('a disk that is full', () => {
  it('keeps what was saved before, ends the read with a reason, and goes on once there is room', async () => {
    const database = openDatabase();
    const busy = Array.from({ length: 60 }, (_, minute) => {
      const at = (second: number): string =>
        new Date(Date.parse('2026-03-10T06:00:00Z') + second * 1_000).toISOString();
      return ['BUSY', 'BUSY', at(minute * 60), at(minute * 60 + 30)] as const;
    });
    const scene = createHistoryScene(
      Array.from({ length: 300 }, (_, index): FakeAgent => ({ userId: `u-${index}`, deeds: busy })),
      { database, memory: { rangeDates: 'refused' } },
    );
    const pages = (max: number): unknown => database.prepare(`PRAGMA max_page_count = ${max}`).get();
    valueOf(await scene.history.read(everybody('2026-03-09')));
    pages(1); // no more than there are
    const { stopped, missing, days } = valueOf(await scene.history.read(everybody(...DAYS)));
    expect([stopped?.code, stopped?.message]).toEqual(['storage', expect.stringContaining('could not be saved')]);
    expect([missing?.agentDays, days.map(({ agentsRead }) => agentsRead)]).toEqual([300, [300, 0]]);
    pages(1_000_000);
    expect(valueOf(await scene.history.read(everybody(...DAYS)))).toMatchObject({ stopped: null, missing: null });
  });
});

describe('a connection that is left while a range is read', () => {
  it('keeps what came of it, ends the read, and shows nothing of it for the next one', async () => {
    const scene = createHistoryScene(TEAM, {
      memory: { rangeDates: 'refused' },
      instead(_, index) {
        if (index > 0) return null;
        scene.set({ isLive: false, account: 'a-2' });
        scene.history.connectionChanged();
        return null;
      },
    });
    expect(await scene.history.read(everybody(...DAYS))).toEqual(fail('cancelled'));
    expect(scene.client.periods).toHaveLength(1);
    const next = valueOf(await scene.history.get(everybody(...DAYS)));
    expect(next.days.map(({ agentsRead }) => agentsRead)).toEqual([0, 0]);
    scene.set({ isLive: true, account: 'a-1' });
    const back = valueOf(await scene.history.get(everybody(...DAYS)));
    expect(back.days.map(({ agentsRead }) => agentsRead)).toEqual([3, 0]);
  });
});

it('fails for dates that do not exist, have not begun or are not in order, and for a view that is gone', async () => {
  const { history } = createHistoryScene(TEAM);
  for (const dates of [['2026-02-30'], ['2026-03-12'], ['2026-03-10', '2026-03-09'], []]) {
    expect(await history.get(everybody(...dates))).toMatchObject({ ok: false, error: { field: 'dates' } });
  }
  const gone = { ...everybody(TODAY), who: { kind: 'view', id: 'v-1' } } as const;
  expect(await history.get(gone)).toMatchObject({ ok: false, error: { code: 'not-found' } });
});

it('how long agents were away is added up of all that were read, without a call, where it was often', async () => {
  const lunches = (userId: string): FakeAgent => ({
    userId,
    name: userId,
    deeds: DAYS.map((date) => ['AWAY', 'Lunch', `${date}T08:00:00Z`, `${date}T08:31:00Z`] as const),
  });
  const many = Array.from({ length: 10 }, (_, index) => lunches(`u-${index}`));
  const scene = createHistoryScene([...many, BEN]);
  expect(valueOf(await scene.history.lengths(everybody(...DAYS)))).toEqual([]);
  valueOf(await scene.history.read(everybody(...DAYS)));
  scene.set({ isLive: false });
  const minutes = Array.from({ length: 32 }, (_, minute) => (minute === 31 ? 20 : 0));
  expect(valueOf(await scene.history.lengths(everybody(...DAYS)))).toEqual([{ secondaryStatus: 'Lunch', minutes }]);
  expect(valueOf(await scene.history.lengths(everybody(...DAYS.slice(1))))).toEqual([]);
});

/** A database that counts the rows of records that are read from it. */
function countRows(): { readonly database: OwnedDatabase; readonly rowsRead: () => number } {
  const real = openDatabase();
  let rowsRead = 0;
  const database: OwnedDatabase = {
    ...real,
    prepare<Row>(sql: string) {
      const statement = real.prepare<Row>(sql);
      if (!sql.startsWith('SELECT agent_id')) return statement;
      return {
        ...statement,
        all(...values) {
          const rows = statement.all(...values);
          rowsRead += rows.length;
          return rows;
        },
      };
    },
  };
  return { database, rowsRead: () => rowsRead };
}

it('reads a finished day of 500 agents once for how long they were away, until it is read again', async () => {
  const { database, rowsRead } = countRows();
  const scene = createHistoryScene(
    Array.from({ length: 500 }, (_, index): FakeAgent => ({
      userId: `u-${index}`,
      deeds: DAYS.map((date) => ['AWAY', 'Lunch', `${date}T08:00:00Z`, `${date}T08:31:00Z`] as const),
    })),
    { database, memory: { rangeDates: 'accepted', recordsListedBy: 'overlap' } },
  );
  const days = everybody('2026-03-07', '2026-03-08', ...DAYS);
  const lengths = async (request = days): Promise<readonly [number, number | undefined]> => {
    const before = rowsRead();
    const [lunch] = valueOf(await scene.history.lengths(request));
    return [rowsRead() - before, lunch?.minutes[31]];
  };
  valueOf(await scene.history.read(days));
  expect(await lengths()).toEqual([2_000, 1_000]);
  expect(await lengths()).toEqual([0, 1_000]);
  // A day later, one more has come.
  expect(await lengths(everybody('2026-03-08', ...DAYS))).toEqual([0, 1_000]);
  // Others are other people.
  expect((await lengths(only(['u-7', 'u-8'], ...DAYS)))[0]).toBe(1_000);
  scene.set({ apiTimes: 'utc' });
  expect((await lengths())[0]).toBe(2_000);
});

describe('a desk', () => {
  const zone = { timeZone: 'Asia/Kolkata' };

  it.each([
    [[TODAY], { ...zone, daysFrom: '2026-02-01' }, texts.notYet],
    [['2026-03-10'], { ...zone, daysFrom: '2026-02-01' }, texts.notYet],
    [['2026-03-09'], { ...zone, daysFrom: '2026-02-01' }, texts.notRead],
    [['2026-01-31'], { ...zone, daysFrom: '2026-02-01' }, texts.older('2026-02-01')],
    [[TODAY], { ...zone, daysFrom: null }, texts.off],
    [[TODAY], { timeZone: 'Asia/Tokyo', daysFrom: '2026-02-01' }, texts.zone('Asia/Tokyo')],
    [[TODAY], { timeZone: 'Mars/Base' }, texts.notYet],
    [[TODAY], {}, texts.notYet],
  ])('says why it lacks %j of a publisher that said %j', async (dates, publisher, sentence) => {
    const { history } = createHistoryScene(TEAM, { publisher });
    expect(valueOf(await history.get(everybody(...dates))).notPublished).toBe(sentence);
  });

  it('says that the history of a view by status is that of who is in it now', async () => {
    const view = { id: 'v-1', name: 'Away', text: '', statuses: ['AWAY' as const], secondaryStatuses: [] };
    const publisher = { views: [view, { ...view, id: 'v-2', statuses: [] }] };
    const { history } = createHistoryScene(TEAM, { publisher, testOf: () => ok(null) });
    const notes = async (id: string): Promise<readonly string[]> =>
      historyNotes(valueOf(await history.get({ ...everybody(TODAY), who: { kind: 'view', id } })));
    expect(await notes('v-1')).toContain(historyTexts.notes.narrowedNow);
    expect(await notes('v-2')).not.toContain(historyTexts.notes.narrowedNow);
  });
});
