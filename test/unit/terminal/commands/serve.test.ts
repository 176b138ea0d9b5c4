import { describe, expect, it } from 'vitest';
import type { Owner } from '../../../../electron/api/local-socket/lock.ts';
import type { App } from '../../../../electron/app.ts';
import { NO_COUNTS } from '../../../../electron/shared/team/counts.ts';
import type { ConnectionState, Health } from '../../../../electron/shared/model.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { runServe, statusLine } from '../../../../electron/terminal/commands/serve.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeTerminal } from '../../../support/fake-terminal.ts';
import { fakeView } from '../../../support/fake-views.ts';

const INVOCATION = {
  command: 'serve',
  port: 0,
  openWith: 'saved',
  scene: null,
  hasBoard: false,
  shouldOpen: true,
} as const;
const URL = 'http://127.0.0.1:1/#token=t';

/** Serves an app that starts like this, and says what was done with it. */
function serve(start: App['start'], { hasBrowser = true, hasBoard = false } = {}) {
  const done: string[] = [];
  const io = createFakeTerminal();
  const app: Partial<App> = {
    start,
    problems: () => ({ settings: 'The settings file was damaged.', storage: null, timeZone: 'TZ names no zone.' }),
    stop: () => Promise.resolve(void done.push('app stopped')),
    events: { on: () => () => undefined },
    team: () => ({ counts: {}, asOf: null, health: { message: '' } }) as never,
    connection: () => ({ kind: 'none', profile: null, secret: 'none' }),
  };
  const ended = runServe({ ...INVOCATION, hasBoard }, io, {
    clock: createFakeClock(),
    claim: () => Promise.resolve({} as Owner),
    createApp: () => Promise.resolve(app as App),
    startSurface: () => Promise.resolve(ok({ url: URL, stop: () => Promise.resolve(void done.push('page stopped')) })),
    openOwnerPage: () => Promise.reject(new Error('nobody else runs')),
    lastOwner: () => null,
    openUrl: (url) => Promise.resolve(done.push(`opened ${url}`) > 0 && hasBrowser),
  });
  return { io, ended, done };
}

describe('runServe', () => {
  it('ends in order when it is interrupted while the app is still starting', async () => {
    // As with a keychain that asks for a password nobody types.
    const { io, ended, done } = serve(() => new Promise(() => undefined));
    await io.waitFor((line) => line === `Rollcall: ${URL}`);
    io.interrupt();
    expect(await ended).toBe(0);
    expect(done).toEqual([`opened ${URL}`, 'page stopped', 'app stopped']);
    expect(io.messages).toEqual([
      'The settings file was damaged.',
      'TZ names no zone.',
      'A browser opens this address. Ctrl+C here ends Rollcall.',
    ]);
  });

  it('asks to open the address where no browser can', async () => {
    const { io, ended } = serve(() => new Promise(() => undefined), { hasBrowser: false });
    await io.waitFor((line) => line === `Rollcall: ${URL}`);
    io.interrupt();
    expect(await ended).toBe(0);
    expect(io.messages.at(-1)).toBe('Open this address in a browser on this computer. Ctrl+C here ends Rollcall.');
  });

  it('says where the board is, without a token', async () => {
    const { io, ended } = serve(() => new Promise(() => undefined), { hasBoard: true });
    await io.waitFor((line) => line === 'Board, for everybody on this computer: http://127.0.0.1:1/?view=board');
    io.interrupt();
    expect(await ended).toBe(0);
  });

  it('leaves nothing running when the app cannot start', async () => {
    const { ended, done } = serve(() => Promise.reject(new Error('no demo')));
    await expect(ended).rejects.toThrow('no demo');
    expect(done.slice(1)).toEqual(['page stopped', 'app stopped']);
  });
});

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
