import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import { countText } from '../../../../electron/shared/format.ts';
import { NO_COUNTS } from '../../../../electron/shared/team/counts.ts';
import { NO_ALERTS, type ConnectionState, type HealthState } from '../../../../electron/shared/model.ts';
import { trayState, type TrayOptions } from '../../../../electron/desktop/tray/tray-state.ts';
import { fakeView } from '../../../support/fake-views.ts';
import { atTime } from '../fake-app.ts';

const WINDOWS = platformChoices('win32').tooltipMax ?? 0;
/** How each state is said in a long tooltip, and in a short one. */
const STATE_WORDS: Readonly<Record<Exclude<HealthState, 'live' | 'starting'>, readonly string[]>> = {
  stale: ['Not up to date'],
  offline: ['No connection'],
  unauthorized: ['Kore.ai refuses access', 'Access refused'],
  'rate-limited': ['Waiting for the request limit', 'Request limit'],
  keychain: ['The secret cannot be read', 'Secret unreadable'],
  paused: ['Paused until 14:05', 'Paused'],
};

interface Facts {
  readonly name: string;
  readonly view: string | null;
  readonly state: HealthState;
  readonly numbers: readonly [number, number, number, number, number];
  readonly attention: number;
  readonly max: number | null;
  readonly refreshRunsAt: number | null;
}

const USUAL: Facts = {
  name: 'Billing',
  view: null,
  state: 'offline',
  numbers: [3, 2, 0, 0, 0],
  attention: 0,
  max: WINDOWS,
  refreshRunsAt: null,
};

function tooltipOf(change: Partial<Facts>, kind: 'account' | 'demo' = 'account'): string {
  const { name, view, state, numbers, attention, max, refreshRunsAt } = { ...USUAL, ...change };
  const [AVAILABLE, BUSY, AWAY, OFFLINE, OTHER] = numbers;
  const counts = { ...NO_COUNTS, AVAILABLE, BUSY, AWAY, OFFLINE, OTHER, total: numbers.reduce((sum, n) => sum + n) };
  const team = {
    counts,
    ignored: 0,
    asOf: atTime(14, 2),
    health: { state, since: 0, nextAt: atTime(14, 5), message: '' },
    view: viewOf(view),
    attention,
  };
  const profile = { name } as NonNullable<ConnectionState['profile']>;
  const whose = { profile, secret: 'session' } as const;
  const connection: ConnectionState = kind === 'demo' ? { kind, ...whose } : { kind, ...whose };
  const options: TrayOptions = {
    connections: [],
    alerts: NO_ALERTS,
    isMasked: false,
    metric: 'none',
    isNumberInIcon: false,
    tooltipMax: max,
    refreshRunsAt,
    startsAtLogin: null,
    updateVersion: null,
  };
  return trayState(team, connection, options).tooltip;
}

const viewOf = (name: string | null) => (name === null ? null : fakeView({ name }));

describe('tooltip', () => {
  it.each<[string, Partial<Facts>, string]>([
    [
      'names that are too long are shortened, each its part',
      { name: 'n'.repeat(43), view: 'v'.repeat(34) },
      `${'n'.repeat(26)}…, view ${'v'.repeat(26)}…\n3 available, 2 busy, 0 away, 0 offline\nNo connection, as of 14:02`,
    ],
    [
      'a short one leaves its space to the other',
      { name: 'Billing', view: 'v'.repeat(60) },
      `Billing, view ${'v'.repeat(46)}…\n3 available, 2 busy, 0 away, 0 offline\nNo connection, as of 14:02`,
    ],
    [
      'of one name as much as fits',
      { name: 'n'.repeat(200), state: 'live' },
      `${'n'.repeat(87)}…\n3 available, 2 busy, 0 away, 0 offline`,
    ],
    [
      'where names would be no more than a few letters, the state is said in fewer words',
      { name: 'n'.repeat(60), state: 'rate-limited', numbers: [300, 200, 100, 400, 50], attention: 120 },
      `${'n'.repeat(22)}…\n300 available, 200 busy, 100 away, 400 offline, 50 other, 120 need attention\nRequest limit, as of 14:02`,
    ],
    [
      'when a refresh runs is said beside names that are shortened',
      { name: 'n'.repeat(60), refreshRunsAt: atTime(14, 2, 17) },
      `${'n'.repeat(35)}…\n3 available, 2 busy, 0 away, 0 offline\nNo connection, as of 14:02\nRefresh runs at 14:02:17`,
    ],
    [
      'but left to the menu before little of a name would be left',
      { name: 'n'.repeat(60), refreshRunsAt: atTime(14, 2, 17), attention: 12 },
      `${'n'.repeat(41)}…\n3 available, 2 busy, 0 away, 0 offline, 12 need attention\nNo connection, as of 14:02`,
    ],
    [
      'characters of several units are never cut in two',
      { name: '👩🏽‍🚀'.repeat(30), state: 'live' },
      `${'👩🏽‍🚀'.repeat(12)}…\n3 available, 2 busy, 0 away, 0 offline`,
    ],
    [
      'where nothing is cut off, neither is a name',
      { name: 'n'.repeat(60), view: 'v'.repeat(60), max: null },
      `${'n'.repeat(60)}, view ${'v'.repeat(60)}\n3 available, 2 busy, 0 away, 0 offline\nNo connection, as of 14:02`,
    ],
  ])('%s', (_name, facts, tooltip) => {
    expect(tooltipOf(facts)).toBe(tooltip);
    expect(tooltip.length <= (facts.max === null ? Infinity : WINDOWS)).toBe(true);
  });

  it('marks demo data however long its view is called', () => {
    const numbers = [4_000, 3_000, 1_000, 1_999, 1] as const;
    expect(tooltipOf({ view: 'v'.repeat(60), numbers, attention: 10_000 }, 'demo')).toMatch(/^Demo data/);
  });

  it('has every count, the state and its time, whatever the names and however large the team', () => {
    const name = fc.oneof(fc.string({ maxLength: 60, unit: 'grapheme' }), fc.string({ minLength: 60, maxLength: 200 }));
    const number = fc.nat({ max: 99_999 });
    const facts = fc.record<Facts>({
      name,
      view: fc.option(name),
      state: fc.constantFrom('live', 'stale', 'offline', 'unauthorized', 'rate-limited', 'keychain', 'paused'),
      numbers: fc.tuple(number, number, number, number, number),
      attention: number,
      max: fc.constantFrom(WINDOWS, null),
      refreshRunsAt: fc.constantFrom(null, atTime(14, 2, 17)),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const tooltip = tooltipOf(given);
        const [available, busy, away, offline, other] = given.numbers.map(countText);
        expect(tooltip.isWellFormed()).toBe(true);
        expect(tooltip.length <= (given.max ?? Infinity)).toBe(true);
        expect(tooltip).toContain(`${available} available, ${busy} busy, ${away} away, ${offline} offline`);
        if (other !== '0') expect(tooltip).toContain(`${other} other`);
        if (given.attention > 1) expect(tooltip).toContain(`, ${countText(given.attention)} need attention`);
        if (given.state === 'live' || given.state === 'starting') return;
        const words = STATE_WORDS[given.state];
        const said = tooltip.replace('\nRefresh runs at 14:02:17', '').split('\n').at(-1);
        expect(words).toContain(said?.replace(', as of 14:02', ''));
      }),
    );
  });
});
