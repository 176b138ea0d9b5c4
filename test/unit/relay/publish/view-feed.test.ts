import { expect, it } from 'vitest';
import { createViewFeed } from '../../../../electron/relay/publish/view-feed.ts';
import type { TeamContent } from '../../../../electron/relay/wire/types.ts';
import { countAgents } from '../../../../electron/shared/team/counts.ts';
import type { Status } from '../../../../electron/shared/model.ts';
import { fakeAgents } from '../../../support/fake-team.ts';

const [first, second] = fakeAgents(2, 0);

/** A team of two, of whom one is in this status. */
function content(status: Status): TeamContent {
  const agents = [first, second]
    .flatMap((agent) => agent ?? [])
    .map((agent, index) => (index === 0 ? { ...agent, status } : agent));
  return {
    agents,
    queues: [],
    counts: countAgents(agents),
    ignored: 0,
    unread: [],
    health: { state: 'live', since: 0, nextAt: null, message: '' },
    paceMs: 15_000,
    clockOffsetMs: null,
  };
}

it('begins with a snapshot, and a delta that nobody can apply to anything older', () => {
  const busy = content('BUSY');
  const { snapshot, catchUp, delta } = createViewFeed().step(busy, 7, 0);
  expect(snapshot).toBe(busy);
  expect(delta).toMatchObject({ base: 7, changed: [], removed: [] });
  expect(catchUp).toEqual(delta);
});

it('has a delta for each revision, and a catch-up with all since the snapshot, also who changed back', () => {
  const feed = createViewFeed();
  feed.step(content('BUSY'), 1, 0);
  const away = feed.step(content('AWAY'), 2, 15_000);
  expect(away.snapshot).toBeNull();
  expect(away.delta).toMatchObject({ base: 1, changed: [{ status: 'AWAY' }] });
  const back = feed.step(content('BUSY'), 3, 30_000);
  expect(back.delta).toMatchObject({ base: 2, changed: [{ status: 'BUSY' }] });
  expect(back.catchUp).toMatchObject({ base: 1, changed: [{ status: 'BUSY' }] });
  expect(feed.step(content('BUSY'), 4, 45_000).delta).toMatchObject({ base: 3, changed: [], removed: [] });
});

it('has a new snapshot after 60 s or 20 deltas, if anything has changed', () => {
  const feed = createViewFeed();
  feed.step(content('BUSY'), 1, 0);
  expect(feed.step(content('BUSY'), 2, 200_000).snapshot).toBeNull();
  expect(feed.step(content('AWAY'), 3, 200_001).snapshot).not.toBeNull();
  for (let revision = 4; revision < 23; revision += 1) {
    expect(feed.step(content(revision % 2 === 0 ? 'BUSY' : 'AWAY'), revision, 200_002).snapshot).toBeNull();
  }
  const { snapshot, catchUp, delta } = feed.step(content('OFFLINE'), 23, 200_002);
  expect([snapshot?.agents.length, catchUp.base, delta.base]).toEqual([2, 22, 22]);
  expect(catchUp).toEqual(delta);
});

it('says the snapshot again after five minutes without a change, which nobody may have any more', () => {
  const feed = createViewFeed();
  feed.step(content('BUSY'), 1, 0);
  expect(feed.step(content('BUSY'), 2, 299_999).snapshot).toBeNull();
  const { snapshot, catchUp, delta } = feed.step(content('BUSY'), 3, 300_000);
  expect([snapshot?.agents.length, catchUp.base, delta.base]).toEqual([2, 2, 2]);
  expect(feed.step(content('BUSY'), 4, 599_999).snapshot).toBeNull();
});

it('has a new snapshot after the clock was set back', () => {
  const feed = createViewFeed();
  feed.step(content('BUSY'), 1, 1_000_000);
  expect(feed.step(content('AWAY'), 2, 0).snapshot).not.toBeNull();
});

it('has a snapshot where what was said may not have arrived, and a change for those who got it', () => {
  const feed = createViewFeed();
  feed.step(content('BUSY'), 1, 0);
  feed.sayAgain();
  const { snapshot, catchUp, delta } = feed.step(content('AWAY'), 4, 0);
  expect([snapshot?.agents.length, delta]).toMatchObject([2, { base: 1, changed: [{ status: 'AWAY' }] }]);
  expect(catchUp).toEqual(delta);
  expect(feed.step(content('AWAY'), 5, 0)).toMatchObject({ snapshot: null, catchUp: { base: 1 }, delta: { base: 4 } });
});

it('has nothing but a snapshot where a change is too large for a message', () => {
  const feed = createViewFeed();
  feed.step(content('BUSY'), 1, 0);
  feed.step(content('AWAY'), 2, 0);
  const { snapshot, catchUp, delta } = feed.step(content('AWAY'), 2, 0, true);
  expect([snapshot?.agents.length, catchUp, delta]).toMatchObject([2, { base: 2, changed: [] }, { base: 2 }]);
});
