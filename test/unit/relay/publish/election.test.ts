import { expect, it } from 'vitest';
import { createElection } from '../../../../electron/relay/publish/election.ts';
import type { PublisherMessage } from '../../../../electron/relay/wire/types.ts';

const PACE_MS = 15_000;
const stampOf = (publisher: string, epoch: number) => ({ epoch, publisher, revision: 1, asOf: 0, sentAt: 0 });
const said = (state: PublisherMessage['state']): PublisherMessage => ({ state, paceMs: PACE_MS, version: '1' });

it('is beaten by any live publisher as long as it has no epoch of its own, for twice its pace', () => {
  const election = createElection('me');
  expect(election.isBeaten(null, 0)).toBe(false);
  election.hear(stampOf('other', 1), said('live'), 1_000);
  expect(election.isBeaten(null, 1_000 + 2 * PACE_MS - 1)).toBe(true);
  expect(election.isBeaten(null, 1_000 + 2 * PACE_MS)).toBe(false);
});

it('is beaten by a later epoch, and in the same epoch by a higher id', () => {
  const election = createElection('m');
  election.hear(stampOf('z', 5), said('live'), 0);
  expect(election.isBeaten(stampOf('m', 6), 0)).toBe(false);
  expect(election.isBeaten(stampOf('m', 5), 0)).toBe(true);
  expect(election.isBeaten(stampOf('m', 4), 0)).toBe(true);
  const lower = createElection('m');
  lower.hear(stampOf('a', 5), said('live'), 0);
  expect(lower.isBeaten(stampOf('m', 5), 0)).toBe(false);
});

it('gives a publisher whose connection is lost 5 s to come back, and one that was never live none', () => {
  const election = createElection('me');
  election.hear(stampOf('other', 1), said('live'), 0);
  election.hear(stampOf('other', 1), said('gone'), 1_000);
  expect(election.isBeaten(null, 5_999)).toBe(true);
  expect(election.isBeaten(null, 6_000)).toBe(false);
  const fresh = createElection('me');
  fresh.hear(stampOf('other', 1), said('gone'), 0);
  expect(fresh.isBeaten(null, 0)).toBe(false);
});

it('is not held back by a publisher that stands by, nor by what an earlier run of its own has said', () => {
  const election = createElection('me');
  election.hear(stampOf('other', 1), said('standby'), 0);
  election.hear(stampOf('me', 9), said('live'), 0);
  expect(election.isBeaten(null, 0)).toBe(false);
});

it('hears another one only where that speaks itself', () => {
  const election = createElection('me');
  election.hear(stampOf('other', 1), said('live'), 0, true);
  expect([election.isBeaten(null, 0), election.isHeard(0)]).toEqual([true, false]);
  election.hear(stampOf('other', 1), said('live'), 1_000);
  expect([election.isHeard(1_000), election.isHeard(1_000 + 2 * PACE_MS)]).toEqual([true, false]);
});

it('takes an epoch above all that were heard, also where the clock was set back', () => {
  const election = createElection('me');
  election.hear(stampOf('me', 9_000), said('gone'), 0);
  election.hear(stampOf('other', 12_000), said('standby'), 0);
  expect(election.nextEpoch(500)).toBe(12_001);
  expect(election.nextEpoch(500)).toBe(12_002);
  expect(election.nextEpoch(50_000)).toBe(50_000);
});

it('waits no longer than twice the pace after the clock was set back by hours', () => {
  const election = createElection('me');
  const hour = 3_600_000;
  election.hear(stampOf('other', 1), said('live'), 3 * hour);
  expect(election.isBeaten(null, hour)).toBe(true);
  expect(election.isBeaten(null, hour + 2 * PACE_MS)).toBe(false);
});
