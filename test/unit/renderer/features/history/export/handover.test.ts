import { describe, expect, it } from 'vitest';
import {
  DEFAULT_PREFERENCES,
  type Agent,
  type AgentTotals,
  type HistoryOverview,
} from '../../../../../../electron/shared/model.ts';
import { handoverCard, type HandoverFacts } from '../../../../../../renderer/features/history/export/handover.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 18, 18, 30);
const at = (hour: number, minute = 0): number => START + (hour * 60 + minute) * MINUTE;
const DATE = '2026-11-19';

function agent(name: string, minutesAgo: number): Agent {
  const since = { at: at(14) - minutesAgo * MINUTE, precision: 'exact', toleranceMs: 0 } as const;
  return { userId: name, name, status: 'AWAY', rawStatus: 'AWAY', secondaryStatus: 'Lunch', since };
}

function totals(name: string, overLimitMs: number): AgentTotals {
  const lunch = { primaryStatus: 'AWAY', secondaryStatus: 'Lunch', totalMs: 90 * MINUTE, times: 1, overLimitMs };
  return { userId: name, name, totals: [lunch], noRecordMs: 30 * MINUTE, daysNotRead: 0 };
}

const people = ['Zoë Lind', 'Ana *Rao*', 'Ben Obi'].map((name) => ({ userId: name, name }));
const overview: HistoryOverview = {
  timeZone: 'Asia/Kolkata',
  takenAt: at(14),
  apiTimes: { zone: 'request', decidedBy: 'evidence' },
  agents: people,
  days: [{ date: DATE, startsAt: START, endsAt: at(24), agentsRead: 2, readAt: at(13, 50) }],
  missing: { agentDays: 1, calls: 1, ms: 2_000 },
  stopped: null,
  notUnderstood: 0,
  notFound: [],
  fewerThanTeam: null,
};
const facts: HandoverFacts = {
  who: 'Early shift',
  day: 'Thu 19 Nov 2026',
  sources: ['Source: self-reported.'],
  live: {
    agents: [agent('Zoë Lind', 72), agent('Ana *Rao*', 50), agent('Ben Obi', 5)],
    counts: { AVAILABLE: 0, BUSY: 0, AWAY: 3, OFFLINE: 0, OTHER: 0, total: 3 },
    asOf: at(14),
    isFresh: true,
    countedAt: at(14),
  },
  overview,
  date: DATE,
  totals: [totals('Ana *Rao*', 0), totals('Zoë Lind', 42 * MINUTE)],
  coverage: {
    floor: { status: 'AVAILABLE', fewerThan: 3 },
    day: {
      ...{ date: DATE, startsAt: START, endsAt: at(24), agentsRead: 2, agents: 3, knownUntil: at(13, 50) },
      below: [{ from: at(9), to: at(10, 30), least: 1 }],
    },
  },
  rules: { limits: DEFAULT_PREFERENCES.limits, offHours: null },
  isMasked: false,
};

describe('a handover card', () => {
  it('has the team by name, in its zone, and says what was not read', () => {
    expect(handoverCard(facts, 'txt').split('\n')).toEqual([
      'Handover: Early shift, Thu 19 Nov 2026',
      '',
      'Source: self-reported.',
      '',
      'Now: 0 available, 0 busy, 3 away, 0 offline. Team as of 14:00.',
      'Away:',
      '- Ana *Rao*: Away · Lunch, since 13:10, 50 m, limit 30 min',
      '- Ben Obi: Away · Lunch, since 13:55, 5 m',
      '- Zoë Lind: Away · Lunch, since 12:48, 1 h 12 m, limit 30 min',
      'Over a limit on this day: Zoë Lind: Away · Lunch, 42 m over',
      'Fewer than 3 available: 1 h 30 m in all. Known until 13:50.',
      '- 09:00 to 10:30, 1 h 30 m, least 1',
      'Totals of the team: Away · Lunch 3 h, No record 1 h.',
      'Not read: 2 of 3 agents read. Reading the rest takes about 1 call, 2 seconds.',
      '',
    ]);
  });

  it('has one screen, and the names it leaves out on demand', () => {
    const names = Array.from({ length: 26 }, (_, index) => `Agent ${String(index).padStart(2, '0')}`);
    const large: HandoverFacts = {
      ...facts,
      live: facts.live && {
        ...facts.live,
        agents: names.map((name, index): Agent => {
          const away = agent(name, 50);
          return index < 13 ? away : { ...away, status: 'BUSY', rawStatus: 'BUSY', secondaryStatus: 'Lunch' };
        }),
      },
      totals: names.map((name) => totals(name, 42 * MINUTE)),
      coverage: facts.coverage && {
        ...facts.coverage,
        day: {
          ...facts.coverage.day,
          below: [8, 9, 10, 11, 12, 13].map((hour) => ({ from: at(hour), to: at(hour, 30), least: 1 })),
        },
      },
    };
    for (const format of ['txt', 'md'] as const) {
      const card = handoverCard(large, format);
      expect(card.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
      expect(card).toContain('- and 8 more');
      const all = handoverCard(large, format, true);
      expect(all).not.toMatch(/and \d+ more/);
      for (const name of names) expect(all).toContain(name);
    }
  });

  it('of a day that is over says nothing of who is away now', () => {
    const { live: _, ...over } = facts;
    expect(handoverCard(over, 'txt')).not.toMatch(/^(?:Now|Away):/m);
  });

  it('escapes names in Markdown', () => {
    const card = handoverCard(facts, 'md');
    expect(card).toMatch(/^# Handover: Early shift, Thu 19 Nov 2026\n/);
    expect(card).toContain('- **Away:**\n  - Ana \\*Rao\\*: Away');
  });

  it('has initials while names are hidden', () => {
    const card = handoverCard({ ...facts, isMasked: true }, 'txt');
    expect(card).toContain('- Z. L.: Away · Lunch, since 12:48, 1 h 12 m');
    for (const name of ['Lind', 'Rao', 'Obi']) expect(card).not.toContain(name);
  });

  it('says where the live team is old, another one, or not there', () => {
    const { live } = facts;
    const old = live && { ...live, isFresh: false, counts: null, agents: live.agents.slice(1) };
    const card = handoverCard({ ...facts, live: old }, 'txt');
    expect(card).toContain(
      'Now: Team as of 14:00, not up to date. Of 2 of the 3 agents: the others are not in the open view.\n',
    );
    expect(handoverCard({ ...facts, live: null }, 'txt')).toContain('Now: The live team is not known.\n');
  });
});
