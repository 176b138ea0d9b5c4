import { describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../../../electron/shared/team/counts.ts';
import type { ConnectionState, DeskLink, Health, HealthState } from '../../../../electron/shared/model.ts';
import {
  isSameTrayState,
  trayState,
  type TrayOptions,
  type TrayTeam,
} from '../../../../electron/desktop/tray/tray-state.ts';
import { fakeView } from '../../../support/fake-views.ts';
import { atTime } from '../fake-app.ts';

const profile = { name: 'Billing' } as NonNullable<ConnectionState['profile']>;
const account: ConnectionState = { kind: 'account', profile, secret: 'stored' };
const demo: ConnectionState = { kind: 'demo', profile, secret: 'session' };
const none: ConnectionState = { kind: 'none', profile: null, secret: 'none' };
const counts = { ...NO_COUNTS, AVAILABLE: 12, BUSY: 7, AWAY: 4, OFFLINE: 9, total: 32 };
const options: TrayOptions = {
  connections: [],
  alerts: { unseen: 0, unseenSince: null },
  isMasked: false,
  metric: 'available',
  isNumberInIcon: false,
  tooltipMax: null,
  refreshRunsAt: null,
  startsAtLogin: null,
  updateVersion: null,
};

const health = (state: HealthState, nextAt: number | null = null): Health => ({
  state,
  since: 0,
  nextAt,
  message: 'x',
});
const live: TrayTeam = { counts, attention: 0, ignored: 0, asOf: atTime(14, 2), health: health('live'), view: null };
const after = (state: HealthState): TrayTeam => ({ ...live, health: health(state, atTime(14, 5)) });
const labels = (team: TrayTeam, connection: ConnectionState, more: Partial<TrayOptions> = {}) =>
  trayState(team, connection, { ...options, ...more }).menu.map((entry) =>
    entry.kind === 'separator' ? '-' : entry.kind === 'text' ? `(${entry.label})` : entry.label,
  );

describe('the icon', () => {
  it.each<[string, TrayTeam, ConnectionState, string]>([
    ['somebody is available', live, account, 'available'],
    ['nobody is', { ...live, counts: { ...counts, AVAILABLE: 0 } }, account, 'attention'],
    ['the team is empty', { ...live, counts: NO_COUNTS }, account, 'idle'],
    ['nothing is known yet', { ...live, counts: NO_COUNTS, asOf: null, health: health('starting') }, account, 'idle'],
    ['the answer was no answer', after('stale'), account, 'waiting'],
    ['the limit is reached', after('rate-limited'), account, 'waiting'],
    ['there is no network', after('offline'), account, 'offline'],
    ['access is refused', after('unauthorized'), account, 'locked'],
    ['the keychain is locked', after('keychain'), account, 'locked'],
    ['the user paused', after('paused'), account, 'paused'],
    ['there is no connection', live, none, 'idle'],
  ])('when %s', (_, team, connection, icon) => {
    expect(trayState(team, connection, options).icon).toBe(icon);
  });

  it('asks for attention when somebody is over a limit, unless something else is the matter', () => {
    const icon = (team: TrayTeam) => trayState({ ...team, attention: 1 }, account, options).icon;
    expect([icon(live), icon(after('offline'))]).toEqual(['attention', 'offline']);
  });
});

it('alerts that nobody has seen mark the icon, and stand first in menu and tooltip', () => {
  const alerts = { unseen: 2, unseenSince: atTime(14, 5) };
  const state = trayState(live, account, { ...options, alerts });
  expect([state.icon, state.isMarked]).toEqual(['available', true]);
  expect(labels(live, account, { alerts }).slice(0, 2)).toEqual(['2 alerts since 14:05', 'Open Rollcall']);
  expect(state.tooltip.split('\n')).toEqual([
    'Billing',
    '2 alerts since 14:05',
    '12 available, 7 busy, 4 away, 9 offline',
  ]);
  expect(trayState(live, account, { ...options, alerts, tooltipMax: 127 }).tooltip).toBe(state.tooltip);
  expect(trayState(live, account, options)).toMatchObject({ isMarked: false });
});

describe('the title', () => {
  it('is the chosen count while the team is live', () => {
    expect(trayState(live, account, options).title).toBe('12');
    expect(trayState(live, account, { ...options, metric: 'available/total' }).title).toBe('12/32');
    expect(trayState(live, account, { ...options, metric: 'away' }).title).toBe('4');
    expect(trayState(live, account, { ...options, metric: 'none' }).title).toBe('');
  });

  it('has the thousands apart, as everywhere', () => {
    const large = { ...live, counts: { ...counts, AVAILABLE: 1_167, total: 5_000 } };
    expect(trayState(large, account, { ...options, metric: 'available/total' }).title).toBe('1,167/5,000');
    expect(labels(large, account)).toContain('(1,167 available)');
    expect(labels({ ...large, attention: 1_000 }, account)).toContain('(1,000 need attention)');
  });

  it('says what is not known of an answer of which a part was not understood', () => {
    const unread = { ...live, ignored: 3, counts: { ...counts, AVAILABLE: null, total: null } };
    const seen = (more: Partial<TrayOptions>) =>
      trayState(unread, account, { ...options, isNumberInIcon: true, ...more });
    expect([seen({}).title, seen({}).number, seen({}).icon]).toEqual(['?', null, 'waiting']);
    expect(seen({ metric: 'available/total' }).title).toBe('?/?');
    expect(seen({ metric: 'away' }).title).toBe('4');
    expect(seen({}).tooltip).toBe('Billing\n? available, 7 busy, 4 away, 9 offline, 3 entries not understood');
    expect(labels(unread, account)).toEqual(expect.arrayContaining(['(? available)', '(3 entries not understood)']));
  });

  it('is empty when the count may be old or is none', () => {
    expect(trayState(after('offline'), account, options).title).toBe('');
    expect(trayState(live, none, options).title).toBe('');
  });

  it('is a number in the icon too, where that is wanted and the count is live', () => {
    const inIcon = { ...options, isNumberInIcon: true };
    const number = (team: TrayTeam, more: Partial<TrayOptions> = {}) =>
      trayState(team, account, { ...inIcon, ...more }).number;
    expect([number(live), number(live, { metric: 'available/total' }), number(live, { metric: 'away' })]).toEqual([
      12, 12, 4,
    ]);
    expect([number(after('stale')), number(live, { metric: 'none' })]).toEqual([null, null]);
    expect(trayState(live, account, options).number).toBeNull();
  });
});

describe('the tooltip', () => {
  it.each<[string, TrayTeam, ConnectionState, string]>([
    ['all counts', live, account, 'Billing\n12 available, 7 busy, 4 away, 9 offline'],
    ['demo data by its name', live, demo, 'Demo data\n12 available, 7 busy, 4 away, 9 offline'],
    [
      'old counts with their time',
      after('offline'),
      account,
      'Billing\n12 available, 7 busy, 4 away, 9 offline\nNo connection, as of 14:02',
    ],
    [
      'until when it is paused',
      after('paused'),
      account,
      'Billing\n12 available, 7 busy, 4 away, 9 offline\nPaused until 14:05, as of 14:02',
    ],
    [
      'no zeros before the first answer',
      { ...live, counts: NO_COUNTS, asOf: null, health: health('keychain') },
      account,
      'Billing\nThe secret cannot be read',
    ],
    ['what is missing', live, none, 'Rollcall\nNot connected'],
  ])('shows %s', (_, team, connection, tooltip) => {
    expect(trayState(team, connection, options).tooltip).toBe(tooltip);
  });

  it('says how many need attention', () => {
    const lines = (attention: number) => trayState({ ...live, attention }, account, options).tooltip.split('\n')[1];
    expect(lines(2)).toBe('12 available, 7 busy, 4 away, 9 offline, 2 need attention');
    expect(lines(1)).toBe('12 available, 7 busy, 4 away, 9 offline, 1 needs attention');
  });
});

describe('the menu of several connections', () => {
  const choices = (count: number, open: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `c-${index}`, name: `N${index}`, isOpen: index === open }));
  const offered = (count: number, open: number): string[] =>
    trayState(live, account, { ...options, connections: choices(count, open) }).menu.flatMap((entry) =>
      entry.kind === 'choice' ? [`${entry.isOn ? '*' : ''}${entry.label}=${entry.connectionId}`] : [],
    );
  const hasMore = (count: number): boolean =>
    labels(live, account, { connections: choices(count, 0) }).includes('More…');

  it('offers them where there is something to choose', () => {
    expect([offered(0, 0), offered(1, 0), offered(2, 1)]).toEqual([[], [], ['N0=c-0', '*N1=c-1']]);
    expect(labels(live, account, { connections: choices(2, 0) })).toContain('(Connection)');
    expect(labels(live, account, { connections: choices(1, 0) })).not.toContain('(Connection)');
  });

  it('offers ten at most, the open one always, and the window for more', () => {
    expect([offered(10, 3).length, hasMore(10)]).toEqual([10, false]);
    expect([offered(30, 3).length, offered(30, 3)[3], hasMore(30)]).toEqual([10, '*N3=c-3', true]);
    expect(offered(30, 29)).toEqual([...offered(30, -1).slice(0, 9), '*N29=c-29']);
  });
});

describe('the menu', () => {
  it('carries counts, freshness and actions', () => {
    expect(labels(live, account)).toEqual([
      'Open Rollcall',
      '-',
      '(Billing)',
      '(12 available)',
      '(7 busy)',
      '(4 away)',
      '(9 offline)',
      '(As of 14:02)',
      '-',
      'Status history',
      'Refresh now',
      'Pause for 30 minutes',
      'Pause until tomorrow',
      '-',
      'Hide names',
      'Settings',
      'Show log',
      'About Rollcall',
      'Quit Rollcall',
    ]);
  });

  it('says when a refresh would run while the limit is reached', () => {
    expect(labels(after('rate-limited'), account)).toContain('Refresh at 14:05');
    expect(labels(after('offline'), account)).toContain('Refresh now');
  });

  it('offers a desk to try its broker again, and no read that only its publisher makes', () => {
    const desk: ConnectionState = { ...account, profile: { ...profile, auth: 'desk' } };
    const down = (team: TrayTeam, link: DeskLink): TrayTeam => ({ ...team, health: { ...team.health, link } });
    expect(labels(live, desk)).not.toContain('Refresh now');
    expect(labels(down(after('stale'), 'publisher'), desk)).not.toContain('Refresh now');
    expect(labels(down(after('offline'), 'broker'), desk)).toContain('Refresh now');
    const refused = labels(down(after('unauthorized'), 'broker'), desk);
    expect(refused).toContain('Refresh now');
    expect(refused).toContain('(The broker refuses this desk, as of 14:02)');
  });

  it('says when a requested refresh runs that has to wait, to the second, as does the tip', () => {
    const waiting = { refreshRunsAt: atTime(14, 2, 9) };
    expect(labels(live, account, waiting)).toContain('Refresh runs at 14:02:09');
    expect(labels(after('rate-limited'), account, waiting)).toContain('Refresh runs at 14:02:09');
    expect(
      trayState(live, account, { ...options, ...waiting })
        .tooltip.split('\n')
        .at(-1),
    ).toBe('Refresh runs at 14:02:09');
  });

  it('shows other statuses only when there are some', () => {
    expect(labels({ ...live, counts: { ...counts, OTHER: 2 } }, account)).toContain('(2 other)');
  });

  it('says how many need attention, after the counts', () => {
    const menu = labels({ ...live, attention: 2 }, account);
    expect(menu.slice(6, 9)).toEqual(['(9 offline)', '(2 need attention)', '(As of 14:02)']);
    expect(labels({ ...live, attention: 2 }, none)).not.toContain('(2 need attention)');
  });

  it('shows whether names are hidden', () => {
    const { menu } = trayState(live, account, { ...options, isMasked: true });
    expect(menu).toContainEqual({ kind: 'switch', label: 'Hide names', action: 'hide-names', isOn: true });
  });

  it('offers to go on while paused', () => {
    const paused = labels(after('paused'), account);
    expect(paused).toContain('Resume');
    expect(paused).not.toContain('Pause for 30 minutes');
  });

  it('offers to connect when there is no connection', () => {
    expect(labels(live, none)).toEqual([
      'Open Rollcall',
      '-',
      '(Not connected)',
      '-',
      'Connect an account',
      '-',
      'Hide names',
      'Settings',
      'Show log',
      'About Rollcall',
      'Quit Rollcall',
    ]);
  });

  it('offers starting at login where that can be had', () => {
    const { menu } = trayState(live, account, { ...options, startsAtLogin: true });
    expect(menu).toContainEqual({ kind: 'switch', label: 'Start at login', action: 'start-at-login', isOn: true });
  });
});

it('offers the restart that installs an update, and only then', () => {
  const entries = (updateVersion: string | null) => trayState(live, account, { ...options, updateVersion }).menu;
  expect(entries('0.2.0')).toContainEqual({
    kind: 'action',
    label: 'Restart to update to 0.2.0',
    action: 'restart-to-update',
  });
  expect(JSON.stringify(entries(null))).not.toContain('update');
});

it('knows when nothing has to be drawn', () => {
  expect(isSameTrayState(trayState(live, account, options), trayState({ ...live }, account, options))).toBe(true);
  expect(isSameTrayState(trayState(live, account, options), trayState(live, demo, options))).toBe(false);
});

it('names the open view in tip and menu, everybody in neither', () => {
  const view = fakeView({ name: 'Leads' });
  const seen = trayState({ ...live, view }, account, options);
  expect(seen.tooltip.split('\n')[0]).toBe('Billing, view Leads');
  expect(labels({ ...live, view }, account)).toContain('(Billing, view Leads)');
  expect(labels(live, account)).toContain('(Billing)');
  expect(trayState({ ...live, view }, none, options).tooltip).not.toContain('Leads');
});
