import { expect, it } from 'vitest';
import { createMenuActions } from '../../../../electron/desktop/tray/menu-actions.ts';
import { DEFAULT_PREFERENCES, NO_DESKTOP, type ConnectionProfile } from '../../../../electron/shared/model.ts';
import { fail, ok } from '../../../../electron/shared/result.ts';
import { settle } from '../../../support/fake-clock.ts';

it('carries out each entry of the menu', async () => {
  const calls: string[] = [];
  const record = (call: string) => () => void calls.push(call);
  const actions = createMenuActions({
    core: {
      pause: (forMs) => calls.push(`pause ${forMs}`),
      settings: () => DEFAULT_PREFERENCES,
      hideNames: (isMasked) => calls.push(`hide names ${isMasked}`),
      connection: () => ({ kind: 'account', profile: { id: 'c-1' } as ConnectionProfile, secret: 'stored' }),
      openConnection: async (id) => {
        calls.push(`connection ${id}`);
        return fail('not-connected', { message: 'no longer saved' });
      },
    },
    windows: {
      popover: {
        open: (bounds) => calls.push(`open ${JSON.stringify(bounds)}`),
        requestView: ({ view, userId }) => calls.push(['ask', view, userId ?? ''].join(' ').trim()),
        warm: record('warm'),
        toggle: record('toggle'),
        appear: record('appear'),
        hide: record('hide'),
        hideNames: record('hideNames'),
        notify: ({ body }) => calls.push(`tell ${body}`),
        pin: record('pin'),
      },
      history: { open: record('history'), remember: () => Promise.resolve() },
      show: record('show'),
    },
    desktop: {
      state: () => ({ ...NO_DESKTOP, startsAtLogin: true }),
      restartToUpdate: () => fail('invalid-input', { message: 'no update' }),
      startAtLogin: async (isOn) => {
        calls.push(`login ${isOn}`);
        return fail('storage', { message: 'not here' });
      },
      showFolder: async (name) => {
        calls.push(`show ${name}`);
        return ok(null);
      },
    },
    clock: { now: () => new Date(2026, 2, 2, 22, 30).getTime() },
    trayBounds: () => null,
    refresh: record('refresh'),
    quit: record('quit'),
    showAbout: record('about'),
  });
  actions.open();
  actions.alerts();
  actions.settings();
  actions.connect();
  actions.history();
  actions.refresh();
  actions['pause-30-minutes']();
  actions['pause-until-tomorrow']();
  actions.resume();
  actions['hide-names']();
  actions['start-at-login']();
  await settle();
  actions['show-log']();
  actions['restart-to-update']();
  actions.about();
  actions.showNotice({ userId: 'u-1', connectionId: 'c-1' });
  actions.showNotice({ userId: 'u-2', connectionId: 'c-2' });
  actions.quit();
  await settle();
  expect(calls).toEqual([
    'open null',
    'open null',
    'ask alerts',
    'open null',
    'ask settings',
    'open null',
    'ask connect',
    'history',
    'refresh',
    'pause 1800000',
    'pause 5400000',
    'pause null',
    'hide names true',
    'login false',
    'tell not here',
    'show logs',
    'tell no update',
    'about',
    'open null',
    'ask team u-1',
    'connection c-2',
    'open null',
    'ask team u-2',
    'quit',
    'tell no longer saved',
  ]);
});
