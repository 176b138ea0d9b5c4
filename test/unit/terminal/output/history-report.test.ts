import { describe, expect, it } from 'vitest';
import { appError, ok } from '../../../../electron/shared/result.ts';
import {
  DEFAULT_PREFERENCES,
  type HistoryAgent,
  type HistoryDay,
  type HistoryOverview,
} from '../../../../electron/shared/model.ts';
import type { HistoryAnswer } from '../../../../electron/terminal/commands/history/history-answer.ts';
import type { HistoryInvocation } from '../../../../electron/terminal/invocation.ts';
import type { HistoryPart } from '../../../../electron/history/answers.ts';
import { printHistory } from '../../../../electron/terminal/output/history-print.ts';
import { reportHistory } from '../../../../electron/terminal/output/history-report.ts';
import { createFakeTerminal } from '../../../support/fake-terminal.ts';

const HOUR_MS = 3_600_000;
const DATES = ['2026-11-18', '2026-11-19', '2026-11-20'];
const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const NOW = midnight('2026-11-21') + HOUR_MS;

const ANA = { userId: 'u-1', name: 'Ana Łukasik', addition: 'alukasik' };
const BEN = { userId: 'u-2', name: 'Ben Ode' };

/** At lunch from 12:00 to 13:00. */
function agentOn(date: string, person: typeof ANA | typeof BEN): HistoryAgent {
  const start = midnight(date) + 12 * HOUR_MS;
  const lunch = { primaryStatus: 'AWAY', secondaryStatus: 'Lunch', start, end: start + HOUR_MS, durationMs: HOUR_MS };
  return {
    ...person,
    email: `${person.userId}@example.com`,
    intervals: [{ ...lunch, clippedStart: false, clippedEnd: false }],
    totalsMs: { AWAY: HOUR_MS },
    noRecordMs: 23 * HOUR_MS,
    knownUntil: midnight(date) + 24 * HOUR_MS,
  };
}

/** Three days, of which the second was read of Ana only and the third not. */
function answer(patch: Partial<HistoryOverview> = {}, isCut = true): HistoryAnswer {
  const agentsOf = (date: string): readonly HistoryAgent[] => {
    if (!isCut || date === DATES[0]) return [agentOn(date, ANA), agentOn(date, BEN)];
    return date === DATES[1] ? [agentOn(date, ANA)] : [];
  };
  const bounds = (date: string) => ({ date, startsAt: midnight(date), endsAt: midnight(date) + 24 * HOUR_MS });
  const days = DATES.map((date) => ({
    ...bounds(date),
    agentsRead: agentsOf(date).length,
    readAt: agentsOf(date).length === 0 ? null : NOW,
  }));
  const overview: HistoryOverview = {
    timeZone: 'UTC',
    takenAt: NOW,
    apiTimes: { zone: 'request', decidedBy: 'assumed' },
    agents: [ANA, BEN],
    days,
    missing: isCut ? { agentDays: 3, calls: 2, ms: 1_000 } : null,
    stopped: null,
    notUnderstood: 2,
    notFound: isCut ? [] : ['cem.test@example.com'],
    fewerThanTeam: null,
    ...patch,
  };
  async function* read(): AsyncGenerator<HistoryDay> {
    for (const date of DATES)
      yield { ...bounds(date), read: 'complete', agents: await Promise.resolve(agentsOf(date)) };
  }
  async function* parts(): AsyncGenerator<HistoryPart> {
    for await (const day of read()) {
      const read = new Set(day.agents.map(({ userId }) => userId));
      yield { ...day, notRead: overview.agents.filter(({ userId }) => !read.has(userId)) };
    }
  }
  return {
    history: {
      days: () => Promise.resolve({ ok: true, value: read() }),
      parts: () => Promise.resolve({ ok: true, value: parts() }),
    },
    request: { dates: DATES, who: { kind: 'everybody' }, timeZone: null, apiTimes: null },
    overview,
    lacking: new Set(isCut ? DATES.slice(1) : []),
    problem: isCut ? appError('timeout', { message: 'Too slow.' }) : null,
    guesses: [],
    isDemo: false,
    isDesk: false,
    keptFrom: '2026-01-01',
  };
}

async function print(
  given: HistoryAnswer,
  asked: Partial<Pick<HistoryInvocation, 'question' | 'format' | 'between'>> & { isMasked?: boolean; at?: number } = {},
) {
  const { question = { kind: 'intervals' }, format = 'text', isMasked = false, at = null, between = null } = asked;
  const io = createFakeTerminal();
  const period = { dates: DATES, timeZone: 'UTC', between, at, note: null, hoursOf: <T>(day: T) => day };
  const report = reportHistory(given, period, { isMasked, limits: DEFAULT_PREFERENCES.limits });
  await printHistory({ question, format }, io, report);
  return { report, out: [...io.out, ...io.written].join('\n') };
}
const json = (out: string): unknown => JSON.parse(out);

describe('a history that is not complete', () => {
  it('says so in the text, by day', async () => {
    const { out, report } = await print(answer());
    const lunch = `    12:00:00 - 13:00:00  ${'1 h'.padStart(10)}  AWAY (Lunch)`;
    expect(out.split('\n')).toEqual([
      '2026-11-18 (UTC)',
      '  Ana Łukasik (alukasik): AWAY 1 h, no record 23 h',
      lunch,
      '  Ben Ode: AWAY 1 h, no record 23 h',
      lunch,
      '2026-11-19 (UTC): only part of it was read',
      '  Ana Łukasik (alukasik): AWAY 1 h, no record 23 h',
      lunch,
      '2026-11-20 (UTC): not read',
      'Not complete. Only part of 2026-11-19 was read. Nothing was read of 2026-11-20. Too slow.',
      "2 entries of Kore.ai's answer were not understood and are missing here.",
      'Self-reported status; API times read as the requested zone (assumed zone).',
    ]);
    expect(report.partial?.agentsRead).toBe(2);
  });

  it('says so in the JSON, with the words of 0.1.0', async () => {
    const { out } = await print(answer(), { format: 'json' });
    expect(json(out)).toMatchObject({
      from: '2026-11-18',
      to: '2026-11-20',
      partial: { agentsRead: 2 },
      notUnderstood: 2,
      days: [
        { read: 'whole', mayBeginLater: false, agents: [{ nameAddition: 'alukasik', email: 'u-1@example.com' }, {}] },
        { read: 'part', agents: [{ userId: 'u-1', knownUntil: '2026-11-20T00:00:00.000Z' }] },
        { read: 'none', agents: [] },
      ],
    });
  });

  it('has no sum of a day that was not read', async () => {
    const { out } = await print(answer(), { question: { kind: 'totals' } });
    expect(out).toContain('  Ana Łukasik (alukasik), without 1 day not read\n           2 h  AWAY (Lunch), 2 times');
    expect(json((await print(answer(), { question: { kind: 'totals' }, format: 'json' })).out)).toMatchObject({
      agents: [
        { totalsMs: { AWAY: 2 * HOUR_MS }, secondaryMs: { 'AWAY/Lunch': 2 * HOUR_MS }, daysNotRead: 1 },
        { totalsMs: { AWAY: HOUR_MS }, noRecordMs: 23 * HOUR_MS, daysNotRead: 2 },
      ],
    });
  });

  it('counts who was not read at an instant as not known', async () => {
    const given = answer();
    const days = (): ReturnType<HistoryAnswer['history']['days']> => Promise.resolve(ok(second()));
    const one = { ...given, history: { ...given.history, days } };
    async function* second(): AsyncGenerator<HistoryDay> {
      const days = await given.history.days(given.request);
      if (days.ok) for await (const day of days.value) if (day.date === DATES[1]) yield day;
    }
    const at = midnight('2026-11-19') + 12.5 * HOUR_MS;
    const question = { kind: 'at', time: '12:30', offset: null } as const;
    expect((await print(one, { question, at })).out.split('\n').slice(0, 5)).toEqual([
      '2026-11-19 (UTC), 12:30: AWAY 1, not known 1',
      'AWAY (Lunch)',
      '  Ana Łukasik (alukasik), since 12:00:00',
      'Not known: not read, or read before that',
      '  Ben Ode',
    ]);
    expect(json((await print(one, { question, at, format: 'json' })).out)).toMatchObject({
      counts: { AWAY: 1, noRecord: 0, unknown: 1 },
      unknown: [{ userId: 'u-2' }],
    });
  });
});

it('a day that lasts says as of when it was read', async () => {
  const takenAt = midnight('2026-11-20') + 14 * HOUR_MS;
  const given = answer({ takenAt }, false);
  const days = given.overview.days.map((day) => ({ ...day, readAt: takenAt - HOUR_MS }));
  const { out } = await print({ ...given, overview: { ...given.overview, days } });
  expect(out).toContain('\n2026-11-20 (UTC): as of 13:00\n');
});

it.each([
  ['was read an hour ago', HOUR_MS, '13:00:00        30 m  AWAY (Lunch), still so when last read'],
  ['is read now', 0, 'now             30 m  AWAY (Lunch)'],
])('a status that lasts ends when it %s', async (_when, agoMs, line) => {
  const knownUntil = midnight('2026-11-20') + 13 * HOUR_MS;
  const given = answer({ takenAt: knownUntil + agoMs }, false);
  const [start, durationMs] = [knownUntil - HOUR_MS / 2, HOUR_MS / 2];
  const { days } = given.history;
  const { out } = await print({
    ...given,
    history: {
      ...given.history,
      days: async (request) => {
        const read = await days(request);
        return read.ok ? { ok: true, value: lasting(read.value) } : read;
      },
    },
  });
  expect(out).toContain(`\n    12:30:00 - ${line}\n`);

  async function* lasting(read: AsyncIterable<HistoryDay>): AsyncGenerator<HistoryDay> {
    for await (const day of read) {
      const agents = day.agents.map((agent) => ({
        ...agent,
        knownUntil,
        intervals: agent.intervals.map((interval) => ({ ...interval, start, durationMs, end: null })),
      }));
      if (day.date === '2026-11-20') yield { ...day, agents };
    }
  }
});

it('totals say as of when a day that lasts was read', async () => {
  const takenAt = midnight('2026-11-20') + 14 * HOUR_MS;
  const given = answer({ takenAt }, false);
  const days = given.overview.days.map((day) => ({ ...day, readAt: takenAt - HOUR_MS }));
  const { out } = await print({ ...given, overview: { ...given.overview, days } }, { question: { kind: 'totals' } });
  expect(out).toContain('2026-11-18 to 2026-11-20 (UTC): as of 13:00\n');
});

it.each([
  [{ kind: 'intervals' }, 'text'],
  [{ kind: 'intervals' }, 'json'],
  [{ kind: 'intervals' }, 'csv'],
  [{ kind: 'totals' }, 'text'],
  [{ kind: 'totals' }, 'json'],
  [{ kind: 'totals' }, 'csv'],
  [{ kind: 'at', time: '12:30', offset: null }, 'text'],
  [{ kind: 'at', time: '12:30', offset: null }, 'json'],
  [{ kind: 'below', agents: 3 }, 'text'],
  [{ kind: 'below', agents: 3 }, 'json'],
  [{ kind: 'below', agents: 3 }, 'csv'],
] as const)('%j as %s shows initials and no e-mail where names are hidden', async (question, format) => {
  const at = midnight('2026-11-18') + 12.5 * HOUR_MS;
  const { out, report } = await print(answer({}, false), { question, format, at, isMasked: true });
  expect(out).not.toMatch(/Łukasik|lukasik|Ben|Ode|example\.com/);
  expect(report.notes.join()).not.toMatch(/cem|example/);
  expect(out.length).toBeGreaterThan(100);
});

it('writes no further CSV once nobody reads it', async () => {
  const given = answer({}, false);
  let parts = 0;
  async function* counted(): AsyncGenerator<HistoryPart> {
    const all = await given.history.parts(given.request);
    if (!all.ok) return;
    for await (const part of all.value) {
      parts += 1;
      yield part;
    }
  }
  const io = createFakeTerminal();
  io.loseReader();
  const history = { ...given.history, parts: () => Promise.resolve(ok(counted())) };
  const period = { dates: DATES, timeZone: 'UTC', between: null, at: null, note: null, hoursOf: <T>(day: T) => day };
  const report = reportHistory({ ...given, history }, period, { isMasked: false, limits: DEFAULT_PREFERENCES.limits });
  await printHistory({ question: { kind: 'intervals' }, format: 'csv' }, io, report);
  expect(parts).toBe(1);
});

describe('some hours of each day', () => {
  const between = { from: '10:00', to: '11:00' };
  const cellsOf = (out: string): (readonly string[])[] =>
    out
      .replace('\uFEFF', '')
      .split('\r\n')
      .map((line) => line.split(','));

  it.each([{ kind: 'intervals' }, { kind: 'totals' }, { kind: 'below', agents: 1 }] as const)(
    'are stated in the JSON: $kind',
    async (question) => {
      const { out } = await print(answer(), { question, format: 'json', between });
      expect(json(out)).toMatchObject({ between });
      const { out: whole } = await print(answer(), { question, format: 'json' });
      expect(json(whole)).toMatchObject({ between: null });
    },
  );

  it('are stated in the CSV: in a column, or in the cell that says what a file of intervals is of', async () => {
    const intervals = await print(answer(), { format: 'csv', between });
    expect(intervals.out.split('\r\n')[0]).toContain('Times in UTC. 10:00 to 11:00 only.');
    for (const question of [{ kind: 'totals' }, { kind: 'below', agents: 1 }] as const) {
      const [head, first] = cellsOf((await print(answer(), { question, format: 'csv', between })).out);
      expect([head?.at(-1), first?.at(-1), head?.length === first?.length]).toEqual([
        'between',
        '10:00 to 11:00',
        true,
      ]);
      const [plain] = cellsOf((await print(answer(), { question, format: 'csv' })).out);
      expect(plain?.at(-1)).toBe('source');
    }
  });
});
