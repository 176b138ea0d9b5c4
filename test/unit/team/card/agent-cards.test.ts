import { describe, expect, it } from 'vitest';
import type { AvailabilityRow } from '../../../../electron/kore/types.ts';
import {
  EMPTY_DIRECTORY,
  type Agent,
  type AgentChange,
  type AgentDay,
  type Directory,
} from '../../../../electron/shared/model.ts';
import type { AgentDays } from '../../../../electron/team/card/agent-days.ts';
import { createAgentCards } from '../../../../electron/team/card/agent-cards.ts';
import { DEFAULT_RULES, fakeAgent, fakeSnapshot } from '../../../support/fake-team.ts';

const NOW = 1_000_000_000;
const MINUTE_MS = 60_000;
const ANN = fakeAgent({
  userId: 'u-ann',
  status: 'AWAY',
  since: { at: NOW, precision: 'exact', toleranceMs: 0 },
  secondaryStatus: 'Lunch',
});
type KnownDay = ReturnType<AgentDays['get']>;
const DAY: AgentDay = { startsAt: NOW, endsAt: NOW + MINUTE_MS, readAt: NOW, intervals: [] };
const DIRECTORY: Directory = {
  ...EMPTY_DIRECTORY,
  queues: [
    { id: 'qu-1', name: 'Billing', skills: [], members: { count: 1, asOf: NOW } },
    { id: 'qu-2', name: 'Sales', skills: [], members: { count: 0, asOf: NOW } },
    { id: 'qu-3', name: 'Claims', skills: [], members: null },
  ],
};
const MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = { 'qu-1': new Set(['u-ann']), 'qu-2': new Set() };

function row(patch: Partial<AvailabilityRow>): AvailabilityRow {
  return { userId: 'u-ann', agentId: null, name: 'Ann', email: null, phone: null, bucket: 'AWAY', ...patch };
}

function setUp(
  rows: readonly AvailabilityRow[] = [],
  members = MEMBERS,
  { agent = ANN, known = { day: DAY, changes: [], totals: [] } }: { agent?: Agent; known?: KnownDay } = {},
) {
  return createAgentCards({
    snapshot: () => fakeSnapshot([agent], NOW),
    directory: () => DIRECTORY,
    members: () => ({
      ofView: () => null,
      ofQueue: (id) => members[id] ?? null,
      ofSkill: () => null,
      asOf: () => null,
      leftQueue: () => [],
    }),
    rules: () => DEFAULT_RULES,
    rows: (userId) => rows.filter((each) => each.userId === userId),
    days: {
      day: (userId) => (userId === 'u-ann' ? DAY : null),
      get: () => known,
    },
  });
}

describe('the card of an agent', () => {
  it('names the queues they serve, their limit and their day; where nobody is known to have a skill it says so', () => {
    expect(setUp().get('u-ann')).toEqual({
      ok: true,
      value: {
        agent: ANN,
        queues: { named: [{ id: 'qu-1', name: 'Billing' }], unread: 1 },
        skills: null,
        ...{ day: DAY, changes: [], totals: [] },
        limit: { limitMs: 30 * MINUTE_MS, reachedAt: NOW + 30 * MINUTE_MS },
        row: null,
      },
    });
  });

  it('says what availability says beside the status, without an e-mail or a phone number', () => {
    const rows = [
      row({ agentId: 'a-1', email: 'ann@example.com' }),
      row({ customId: '1111', bucket: 'BUSY', phone: '+49 30 1' }),
      row({ userId: 'u-ben', phone: '+49 30 2' }),
    ];
    const card = setUp(rows).get('u-ann');
    expect(card.ok && card.value.row).toEqual({
      agentId: 'a-1',
      customId: '1111',
      hasEmail: true,
      hasPhone: true,
      buckets: ['AWAY', 'BUSY'],
    });
    expect(JSON.stringify(card)).not.toMatch(/example|\+49/);
  });

  it('tells an agent who serves no queue from one of whom nobody knows', () => {
    expect(setUp([], { 'qu-1': new Set() }).get('u-ann')).toMatchObject({
      value: { queues: { named: [], unread: 2 } },
    });
    expect(setUp([], {}).get('u-ann')).toMatchObject({ value: { queues: null } });
  });

  it('has the last change although only polls saw it, beside those that are recorded', () => {
    const [at, toleranceMs] = [NOW + 20 * MINUTE_MS, 7_500];
    const observed = { ...ANN, secondaryStatus: null, since: { at, precision: 'observed', toleranceMs } } as const;
    const available = { primaryStatus: 'AVAILABLE', secondaryStatus: null };
    const away = { primaryStatus: 'AWAY', secondaryStatus: null };
    const changesOf = (recorded: readonly AgentChange[] | null, agent: Agent = observed) => {
      const known = recorded && { day: DAY, changes: recorded, totals: [] };
      const card = setUp([], MEMBERS, { agent, known }).get('u-ann');
      return card.ok ? card.value.changes : [];
    };
    const toAvailable = { at: NOW + MINUTE_MS, fromStatus: null, toStatus: available };
    const toAway = { at: NOW + MINUTE_MS, fromStatus: available, toStatus: away };
    expect(changesOf([toAvailable])).toEqual([{ at, fromStatus: available, toStatus: away, toleranceMs }, toAvailable]);
    expect(changesOf(null)).toEqual([{ at, fromStatus: null, toStatus: away, toleranceMs }]);
    expect(changesOf([toAway])).toEqual([{ at, fromStatus: null, toStatus: away, toleranceMs }, toAway]);
    const recorded = { ...toAway, at: at - toleranceMs };
    expect(changesOf([recorded])).toEqual([recorded]);
    expect(changesOf([toAvailable], ANN)).toEqual([toAvailable]);
  });

  it('is not there for somebody who is not in the team', () => {
    expect(setUp().get('u-ben')).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});

it('bands are the days of those who were asked for, null where they were not read', () => {
  expect(setUp().bands(['u-ann', 'u-ben'])).toEqual({ 'u-ann': DAY, 'u-ben': null });
});
