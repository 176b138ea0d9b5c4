import { describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../../../electron/shared/counts.ts';
import type { ConnectionState, Health } from '../../../../electron/shared/model.ts';
import { statusLine } from '../../../../electron/terminal/output/status-line.ts';
import { fakeView } from '../../../support/fake-views.ts';

const profile = { name: 'Billing' } as NonNullable<ConnectionState['profile']>;
const account: ConnectionState = { kind: 'account', profile, secret: 'stored' };
const live: Health = { state: 'live', since: 1, nextAt: 2, message: '' };
const counts = { ...NO_COUNTS, AVAILABLE: 3, total: 3 };

describe('statusLine', () => {
  it.each([
    ['a live team', { counts, asOf: 1, health: live }, account, 'Billing: 3 available, 0 busy, 0 away, 0 offline'],
    [
      'the last good team beside what is the matter',
      { counts, asOf: 1, health: { ...live, state: 'offline', message: 'No network.' } },
      account,
      'Billing: 3 available, 0 busy, 0 away, 0 offline (No network.)',
    ],
    [
      'no zeros before the first answer',
      { counts: NO_COUNTS, asOf: null, health: live },
      account,
      'Billing: reading the team ...',
    ],
    [
      'why there is no first answer',
      { counts: NO_COUNTS, asOf: null, health: { ...live, state: 'unauthorized', message: 'Check the token.' } },
      account,
      'Billing: Check the token.',
    ],
    [
      'demo data by its name',
      { counts, asOf: 1, health: live },
      { ...account, kind: 'demo', secret: 'session' },
      'Demo data: 3 available, 0 busy, 0 away, 0 offline',
    ],
    [
      'what to do without a connection',
      { counts, asOf: null, health: live },
      { kind: 'none', profile: null, secret: 'none' },
      'Not connected. Open the address above and choose Connect.',
    ],
  ] as const)('shows %s', (_, team, connection, line) => {
    expect(statusLine({ ...team, ignored: 0, view: null }, connection)).toBe(line);
  });

  it('names the open view', () => {
    const view = fakeView({ name: 'Leads' });
    const line = 'Billing, view Leads: 3 available, 0 busy, 0 away, 0 offline';
    expect(statusLine({ counts, ignored: 0, asOf: 1, health: live, view }, account)).toBe(line);
  });
});
