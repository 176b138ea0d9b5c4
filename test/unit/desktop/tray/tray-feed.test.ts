import { afterEach, describe, expect, it } from 'vitest';
import { createTrayFeed } from '../../../../electron/desktop/tray/tray-feed.ts';
import { DEFAULT_PREFERENCES, NO_ALERTS, type ConnectionState } from '../../../../electron/shared/model.ts';
import type { TrayState } from '../../../../electron/desktop/tray/tray-state.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { delta, fakeEvents, TEAM } from '../fake-app.ts';

const profile = { name: 'Billing' } as NonNullable<ConnectionState['profile']>;
const account: ConnectionState = { kind: 'account', profile, secret: 'stored' };
const options = {
  metric: 'available',
  isNumberInIcon: false,
  tooltipMax: null,
  refreshRunsAt: null,
  startsAtLogin: null,
  updateVersion: null,
} as const;

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('tray feed', () => {
  function feedWith() {
    const clock = createFakeClock();
    const events = fakeEvents();
    const states: TrayState[] = [];
    const source = { settings: DEFAULT_PREFERENCES };
    const core = {
      events,
      team: () => TEAM,
      connection: () => account,
      connections: () => [],
      settings: () => source.settings,
      alerts: () => NO_ALERTS,
    };
    const feed = createTrayFeed({
      core,
      clock,
      options: () => options,
      show: (next) => states.push(next),
    });
    const available = (count: number) =>
      events.emit('team:changed', delta({ counts: { ...TEAM.counts, AVAILABLE: count } }));
    return { source, clock, events, feed, states, available, titles: () => states.map(({ title }) => title) };
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

  it('marks alerts that nobody has seen until somebody has', () => {
    const { clock, events, states } = feedWith();
    events.emit('alerts:changed', { ...NO_ALERTS, unseen: 2, unseenSince: 1_000 });
    clock.advance(1_000);
    events.emit('alerts:changed', NO_ALERTS);
    clock.advance(1_000);
    expect(states.map(({ isMarked }) => isMarked)).toEqual([false, true, false]);
  });

  it('draws nothing when nothing has changed', () => {
    const { clock, events, titles } = feedWith();
    clock.advance(2_000);
    events.emit('team:changed', delta({ revision: 9 }));
    events.emit('connection:changed', account);
    clock.advance(2_000);
    expect(titles()).toEqual(['2']);
  });

  it('shows that somebody needs attention', () => {
    const { clock, events, states } = feedWith();
    clock.advance(2_000);
    events.emit('team:changed', delta({ attention: 1 }));
    expect(states.map(({ icon }) => icon)).toEqual(['available', 'attention']);
  });

  it('shows times in another zone', () => {
    const { clock, events, states } = feedWith();
    clock.advance(2_000);
    process.env['TZ'] = 'Asia/Kolkata';
    const info = {
      version: '0',
      surface: 'desktop',
      platform: 'linux',
      timeZone: 'Asia/Kolkata',
      timeZoneProblem: null,
      dataFolder: '/',
    } as const;
    events.emit('info:changed', info);
    expect(states.at(-1)?.menu).toContainEqual({ kind: 'text', label: 'As of 05:30' });
  });

  it('follows the settings', () => {
    const { source, clock, events, states } = feedWith();
    clock.advance(2_000);
    source.settings = { ...DEFAULT_PREFERENCES, isMasked: true };
    events.emit('settings:changed', source.settings);
    expect(states.at(-1)?.menu).toContainEqual({
      kind: 'switch',
      label: 'Hide names',
      action: 'hide-names',
      isOn: true,
    });
  });

  it('stops', () => {
    const { clock, feed, available, titles } = feedWith();
    clock.advance(1_000);
    available(3);
    feed.stop();
    available(4);
    clock.advance(5_000);
    expect([titles(), clock.pending()]).toEqual([['2', '3'], []]);
  });
});
