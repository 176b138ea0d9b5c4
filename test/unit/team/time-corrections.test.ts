import { expect, it } from 'vitest';
import type { Agent, Since } from '../../../electron/shared/model.ts';
import { withZone } from '../../../electron/team/time-corrections.ts';
import { fakeAgent } from '../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const since = (precision: Since['precision'], patch: Partial<Since> = {}): Since => ({
  ...{ at: NOW - 60_000, precision, toleranceMs: 0 },
  ...patch,
});
const report = { primaryStatus: 'AVAILABLE', secondaryStatus: null, startedAt: NOW - 90_000 };
const TEAM = new Map<string, Agent>(
  [
    fakeAgent({ userId: 'u-exact', since: since('exact') }),
    fakeAgent({ userId: 'u-seen', since: since('observed', { toleranceMs: 15_000 }) }),
    fakeAgent({ userId: 'u-first', since: since('at-least') }),
    fakeAgent({ userId: 'u-assumed', since: since('assumed', { seenAt: NOW - 5_000 }) }),
    fakeAgent({ userId: 'u-says', since: since('at-least'), selfReported: { ...report, precision: 'assumed' } }),
  ].map((agent) => [agent.userId, agent]),
);
const sinceOf = (agents: ReadonlyMap<string, Agent>) =>
  Object.fromEntries(
    [...agents.values()].map(({ userId, since: { at, precision } }) => [userId, [precision, (at ?? 0) - NOW]]),
  );

it('makes assumed times exact once their zone is known', () => {
  const settled = withZone(TEAM, 'settled', NOW);
  expect(sinceOf(settled)).toEqual({
    'u-exact': ['exact', -60_000],
    'u-seen': ['observed', -60_000],
    'u-first': ['at-least', -60_000],
    'u-assumed': ['exact', -60_000],
    'u-says': ['at-least', -60_000],
  });
  expect(settled.get('u-assumed')?.since).not.toHaveProperty('seenAt');
  expect(settled.get('u-says')?.selfReported).toEqual(report);
});

it('leaves what was seen live where times are in another zone than they were read in', () => {
  const other = withZone(TEAM, 'other', NOW);
  expect(sinceOf(other)).toEqual({
    'u-exact': ['at-least', 0],
    'u-seen': ['observed', -60_000],
    'u-first': ['at-least', -60_000],
    'u-assumed': ['at-least', -5_000],
    'u-says': ['at-least', -60_000],
  });
  expect(other.get('u-says')).not.toHaveProperty('selfReported');
});

it('changes nobody where nothing is new', () => {
  expect(withZone(TEAM, undefined, NOW)).toBe(TEAM);
});
