import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type Agent, type Health } from '../../../../electron/shared/model.ts';
import type { DetailsOnce } from '../../../../electron/team/once/read-once.ts';
import { changeJson, statusJson } from '../../../../electron/terminal/output/status-json.ts';
import { changeText, statusText } from '../../../../electron/terminal/output/status-text.ts';

const NOW = Date.UTC(2026, 2, 2, 9, 0, 5);
const PROFILE = { id: 'c-1', name: 'Billing', host: 'https://kore.example' };
const LIVE: Health = { state: 'live', since: NOW, nextAt: null, message: '' };

const AGENTS: readonly Agent[] = [
  {
    userId: 'u-1',
    name: 'Zoë',
    status: 'BUSY',
    rawStatus: 'BUSY',
    secondaryStatus: 'NBK',
    since: { at: NOW - 3_725_000, precision: 'exact', toleranceMs: 0 },
  },
  {
    userId: 'u-2',
    name: 'Amara',
    status: 'OTHER',
    rawStatus: 'WRAPUP',
    secondaryStatus: null,
    since: { at: null, precision: 'unknown', toleranceMs: 0 },
  },
];
const COUNTS = { AVAILABLE: 0, BUSY: 1, AWAY: 0, OFFLINE: 0, OTHER: 1, total: 2 };
const REPORT = {
  profile: PROFILE,
  isDemo: false,
  view: null,
  health: LIVE,
  team: {
    takenAt: NOW,
    counts: COUNTS,
    ignored: 3,
    agents: AGENTS,
    attention: 1,
    details: { read: 1, of: 2, why: 'Wait.' },
    rules: { limits: DEFAULT_LIMITS, offHours: null },
  },
};

describe('statusJson', () => {
  it('has exactly the documented fields', () => {
    expect(JSON.parse(statusJson(REPORT, true))).toEqual({
      connection: PROFILE,
      demo: false,
      view: null,
      takenAt: '2026-03-02T09:00:05.000Z',
      health: { state: 'live', since: '2026-03-02T09:00:05.000Z', nextAt: null, message: '' },
      counts: COUNTS,
      attention: 1,
      ignored: 3,
      statusDetails: { read: 1, of: 2, message: 'Wait.' },
      agents: [
        {
          userId: 'u-1',
          name: 'Zoë',
          status: 'BUSY',
          secondaryStatus: 'NBK',
          since: '2026-03-02T07:58:00.000Z',
          sincePrecision: 'exact',
          sinceToleranceMs: 0,
          sinceOrigin: 'status history',
          attention: 'limit 45 min',
        },
        {
          userId: 'u-2',
          name: 'Amara',
          status: 'OTHER',
          secondaryStatus: 'WRAPUP',
          since: null,
          sincePrecision: 'unknown',
          sinceToleranceMs: 0,
          sinceOrigin: null,
          attention: null,
        },
      ],
    });
  });

  it('has agents with --agents only', () => {
    expect(JSON.parse(statusJson(REPORT, false))).not.toHaveProperty('agents');
  });

  it('says of whom status details were read, where that is not everybody', () => {
    const json = (details: DetailsOnce | null): unknown =>
      JSON.parse(statusJson({ ...REPORT, team: { ...REPORT.team, details } }, false));
    expect(json({ read: 2, of: 2, why: null })).toMatchObject({ statusDetails: { read: 2, of: 2, message: '' } });
    expect(json(null)).toMatchObject({ statusDetails: null });
  });

  it('tells a failure with counts null', () => {
    const health: Health = { state: 'rate-limited', since: NOW, nextAt: NOW + 60_000, message: 'Wait.' };
    expect(JSON.parse(statusJson({ profile: null, isDemo: false, view: 'Leads', health, team: null }, true))).toEqual({
      connection: null,
      view: 'Leads',
      takenAt: null,
      health: {
        state: 'rate-limited',
        since: '2026-03-02T09:00:05.000Z',
        nextAt: '2026-03-02T09:01:05.000Z',
        message: 'Wait.',
      },
      counts: null,
    });
  });
});

describe('statusText', () => {
  it('is one line without agents', () => {
    expect(statusText(REPORT, false)).toBe('Billing: 0 available, 1 busy, 0 away, 0 offline, 1 other');
  });

  it('groups agents by status with their time', () => {
    expect(statusText(REPORT, true).split('\n')).toEqual([
      'Billing: 0 available, 1 busy, 0 away, 0 offline, 1 other',
      '',
      'BUSY 1',
      '     1:02:05  Zoë (NBK), limit 45 min',
      '',
      'OTHER 1',
      '           ?  Amara (WRAPUP)',
    ]);
  });

  it('claims no time of who was seen for the first time just now', () => {
    const agents = [0, 999, 1_000, 65_000].map((ms, index): Agent => ({
      userId: `u-${index}`,
      name: `Agent ${index}`,
      status: 'OFFLINE',
      rawStatus: 'OFFLINE',
      secondaryStatus: null,
      since: { at: NOW - ms, precision: 'at-least', toleranceMs: 0 },
    }));
    const report = { ...REPORT, team: { ...REPORT.team, agents, counts: { ...COUNTS, OFFLINE: 1_200 } } };
    expect(statusText(report, true).split('\n')).toEqual([
      'Billing: 0 available, 1 busy, 0 away, 1,200 offline, 1 other',
      '',
      'OFFLINE 4',
      '           ?  Agent 0',
      '           ?  Agent 1',
      '       >0:01  Agent 2',
      '       >1:05  Agent 3',
    ]);
  });

  it('marks times in an assumed zone, and says what the mark means', () => {
    const since = { at: NOW - 3_725_000, precision: 'assumed', toleranceMs: 0, seenAt: NOW - 5_000 } as const;
    const team = { ...REPORT.team, agents: AGENTS.slice(0, 1).map((agent) => ({ ...agent, since })) };
    const lines = statusText({ ...REPORT, team }, true).split('\n');
    expect(lines.slice(2)).toEqual([
      'BUSY 1',
      '    ?1:02:05  Zoë (NBK)',
      '',
      '? before a time means that its zone is assumed: it is not known yet in which zone Kore.ai writes its times. Until then limits count from what Rollcall has seen.',
    ]);
    expect(JSON.parse(statusJson({ ...REPORT, team }, true))).toMatchObject({
      agents: [
        {
          since: '2026-03-02T07:58:00.000Z',
          sincePrecision: 'assumed',
          sinceOrigin: 'status history, assumed zone',
          seenSince: '2026-03-02T09:00:00.000Z',
          attention: null,
        },
      ],
    });
  });

  it('marks demo data', () => {
    expect(statusText({ ...REPORT, isDemo: true }, false)).toMatch(/^Billing \(demo data\): /);
  });
});

describe('an agent who says something else than the routing', () => {
  const selfReported = { primaryStatus: 'AVAILABLE', secondaryStatus: null, startedAt: NOW - 60_000 };
  const team = { ...REPORT.team, agents: AGENTS.slice(0, 1).map((agent) => ({ ...agent, selfReported })) };

  it('has both in JSON and in text, each by its name', () => {
    expect(JSON.parse(statusJson({ ...REPORT, team }, true))).toMatchObject({
      agents: [
        {
          status: 'BUSY',
          selfReported: { status: 'AVAILABLE', secondaryStatus: null, since: '2026-03-02T08:59:05.000Z' },
        },
      ],
    });
    expect(statusText({ ...REPORT, team }, true)).toContain('Zoë (NBK), says AVAILABLE, limit 45 min');
  });
});

describe('a change', () => {
  it('is one line of text and one line of JSON', () => {
    const [agent, other] = AGENTS;
    if (agent === undefined || other === undefined) throw new Error('no agent');
    expect(changeText(other, NOW)).toBe('2026-03-02T09:00:05.000Z Amara: WRAPUP');
    expect(changeText(agent, NOW)).toBe('2026-03-02T09:00:05.000Z Zoë: BUSY (NBK)');
    expect(JSON.parse(changeJson(agent, NOW))).toMatchObject({
      at: '2026-03-02T09:00:05.000Z',
      userId: 'u-1',
      status: 'BUSY',
    });
  });
});

it('says which view the counts are of', () => {
  const report = { ...REPORT, view: 'Leads' };
  expect(JSON.parse(statusJson(report, false))).toMatchObject({ view: 'Leads' });
  expect(statusText(report, false)).toBe('Billing, view Leads: 0 available, 1 busy, 0 away, 0 offline, 1 other');
});
