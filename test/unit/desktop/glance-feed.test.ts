import { describe, expect, it } from 'vitest';
import { createGlanceFeed } from '../../../electron/desktop/glance-feed.ts';
import type { ConnectionState } from '../../../electron/shared/model.ts';
import type { Glance } from '../../../electron/team/glance.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { delta, fakeEvents, TEAM } from './fake-electron.ts';

const profile = { name: 'Billing' } as NonNullable<ConnectionState['profile']>;
const account: ConnectionState = { kind: 'account', profile, secret: 'stored' };
const options = { metric: 'AVAILABLE', clockTime: () => '14:02', startsAtLogin: null } as const;

describe('glance feed', () => {
  function feedWith() {
    const clock = createFakeClock();
    const events = fakeEvents();
    const shown: Glance[] = [];
    const core = { events, team: () => TEAM, connection: () => account };
    const feed = createGlanceFeed({ core, clock, options: () => options, show: (next) => shown.push(next) });
    const available = (count: number) =>
      events.emit('team:changed', delta({ counts: { ...TEAM.counts, AVAILABLE: count } }));
    return { clock, events, feed, available, titles: () => shown.map(({ title }) => title) };
  }

  it('shows at once, then the last change once a second', () => {
    const { clock, available, titles } = feedWith();
    for (const count of [3, 4, 5]) available(count);
    expect(titles()).toEqual(['2']);
    clock.advance(1_000);
    expect(titles()).toEqual(['2', '5']);
    clock.advance(5_000);
    available(6);
    expect(titles()).toEqual(['2', '5', '6']);
  });

  it('draws nothing when nothing looks different', () => {
    const { clock, events, titles } = feedWith();
    clock.advance(2_000);
    events.emit('team:changed', delta({ revision: 9 }));
    events.emit('connection:changed', account);
    clock.advance(2_000);
    expect(titles()).toEqual(['2']);
  });

  it('stops', () => {
    const { clock, feed, available, titles } = feedWith();
    available(3);
    feed.stop();
    available(4);
    clock.advance(5_000);
    expect([titles(), clock.pending()]).toEqual([['2'], []]);
  });
});
