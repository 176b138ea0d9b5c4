import { describe, expect, it } from 'vitest';
import { clockDate, clockSecond } from '../../../../../electron/shared/format.ts';
import { DEFAULT_LIMITS } from '../../../../../electron/shared/model.ts';
import { readerZone } from '../../../../../renderer/ui/time-text.ts';
import type { RosterQuery } from '../../../../../renderer/features/team/roster/roster.ts';
import { teamSheet, type SheetFacts } from '../../../../../renderer/features/team/team-sheet.ts';
import { connectionProfile } from '../../../../support/connection-profile.ts';
import { fakeAgent, fakeAgents, fakeSnapshot } from '../../../../support/fake-team.ts';
import { fakeView } from '../../../../support/fake-views.ts';

const NOW = Date.UTC(2026, 10, 19, 14, 2, 11);
const QUERY: RosterQuery = { search: '', statuses: new Set(), sort: 'status', queue: null };
const profile = connectionProfile({ name: 'Billing', host: 'https://platform.kore.ai' });
const FACTS: SheetFacts = {
  team: fakeSnapshot(fakeAgents(120, NOW), NOW, { asOf: NOW - 4_000 }),
  connection: { kind: 'account', profile, secret: 'stored' },
  query: QUERY,
  rules: { limits: DEFAULT_LIMITS, offHours: null },
  isFresh: true,
  isMasked: false,
  time: NOW,
  printedAt: NOW,
};
const at = (instant: number): string => `${clockDate(instant)}, ${clockSecond(instant)} (${readerZone()})`;

describe('a team of 120 on paper', () => {
  it('is everybody once, with the day, the time, its zone, the counts and the source', () => {
    const { title, facts, source, groups } = teamSheet(FACTS);
    expect([title, facts]).toEqual([
      'Billing',
      [`Team as of ${at(NOW - 4_000)}.`, '120 agents: 45 available, 30 busy, 15 away, 30 offline.'],
    ]);
    expect(source).toBe(
      `Source: Kore.ai at platform.kore.ai, agents availability and status details. Printed by Rollcall on ${clockDate(NOW)} at ${clockSecond(NOW)} (${readerZone()}).`,
    );
    expect(groups.map((group) => group.title)).toEqual(['Available 45', 'Busy 30', 'Away 15', 'Offline 30']);
    expect(new Set(groups.flatMap(({ rows }) => rows.map(({ userId }) => userId))).size).toBe(120);
  });

  it('says what was not understood', () => {
    const team = { ...FACTS.team, ignored: 2, counts: { ...FACTS.team.counts, BUSY: null, total: null } };
    expect(teamSheet({ ...FACTS, team }).facts.slice(1)).toEqual([
      '120 agents: 45 available, ? busy, 15 away, 30 offline.',
      "2 entries of Kore.ai's answer were not understood, so the counts may be too low.",
    ]);
  });

  it('is in the order of the list, with what is chosen there said', () => {
    const attention = teamSheet({ ...FACTS, query: { ...QUERY, sort: 'attention' } });
    expect(attention.groups[0]?.title).toMatch(/^Needs attention \d+$/);
    expect(attention.groups[0]?.rows[0]?.attention).toMatch(/^limit \d+ min$/);
    const found = teamSheet({
      ...FACTS,
      query: { sort: 'name', search: ' amara ', statuses: new Set(['AVAILABLE']), queue: null },
    });
    expect(found.facts.at(-1)).toBe('Only the search “amara” and available: 5 of 120 agents.');
    expect(found.groups.map(({ title, rows }) => [title, rows.length])).toEqual([['Agents 5', 5]]);
  });
});

describe('a sheet', () => {
  const agent = fakeAgent({
    userId: 'u-1',
    name: 'Maria Garcia',
    addition: '1111',
    status: 'BUSY',
    secondaryStatus: 'NBK',
    since: { at: NOW - 420_000, precision: 'at-least', toleranceMs: 0 },
    selfReported: { primaryStatus: 'AVAILABLE', secondaryStatus: null, startedAt: NOW - 60_000 },
  });
  const rowOf = (patch: Partial<SheetFacts> = {}) =>
    teamSheet({ ...FACTS, team: fakeSnapshot([agent], NOW), ...patch }).groups[0]?.rows[0];

  it('has all that the line of an agent has', () => {
    expect(rowOf()).toMatchObject({
      name: 'Maria Garcia (1111)',
      status: 'Busy · NBK · says Available',
      time: '≥ 7 min',
      attention: '',
    });
    expect(rowOf()?.origin).toMatch(/^since .* or earlier/);
  });

  it('has initials while names are hidden', () => expect(rowOf({ isMasked: true })?.name).toBe('M. G.'));

  it('says whose part of the team it is, and that a team is old or of the demo', () => {
    const team = fakeSnapshot([agent], NOW, {
      view: fakeView({ name: 'Leads' }),
      health: { state: 'offline', since: NOW, nextAt: null, message: 'There is no network connection.' },
    });
    const old = teamSheet({ ...FACTS, team, isFresh: false, connection: { kind: 'demo', profile, secret: 'session' } });
    expect([old.title, old.facts]).toEqual([
      'Billing, view Leads',
      [
        `Team as of ${at(NOW - 4_000)}, not up to date. There is no network connection.`,
        '1 agent: 0 available, 1 busy, 0 away, 0 offline.',
      ],
    ]);
    expect(old.source).toMatch(/^Source: demo data, no real agents\. Printed/);
  });
});
