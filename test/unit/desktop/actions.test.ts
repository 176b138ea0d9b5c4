import { expect, it } from 'vitest';
import { createActions } from '../../../electron/desktop/actions.ts';
import { DEFAULT_PREFERENCES } from '../../../electron/shared/model.ts';
import { settle } from '../../support/fake-clock.ts';

it('carries out each entry of the menu', async () => {
  const calls: string[] = [];
  const record = (call: string) => () => void calls.push(call);
  const actions = createActions({
    core: {
      refresh: record('refresh'),
      pause: (forMs) => calls.push(`pause ${forMs}`),
      settings: () => DEFAULT_PREFERENCES,
      hideNames: (isMasked) => calls.push(`hide names ${isMasked}`),
    },
    windows: {
      popover: {
        open: (bounds) => calls.push(`open ${JSON.stringify(bounds)}`),
        ask: ({ view }) => calls.push(`ask ${view}`),
        warm: record('warm'),
        toggle: record('toggle'),
        appear: record('appear'),
        hide: record('hide'),
        tell: record('tell'),
      },
      history: { open: record('history'), remember: () => Promise.resolve() },
      show: record('show'),
    },
    loginItem: { isOn: () => true, toggle: () => Promise.resolve(record('toggle login')()) },
    clock: { now: () => 0 },
    trayBounds: () => null,
    quit: record('quit'),
    onChange: record('changed'),
    onSurprise: record('surprise'),
  });
  actions.open();
  actions.settings();
  actions.connect();
  actions.history();
  actions.refresh();
  actions['pause-30-minutes']();
  actions.resume();
  actions['hide-names']();
  actions['start-at-login']();
  await settle();
  actions.quit();
  expect(calls).toEqual([
    'open null',
    'open null',
    'ask settings',
    'open null',
    'ask connect',
    'history',
    'refresh',
    'pause 1800000',
    'pause null',
    'hide names true',
    'toggle login',
    'changed',
    'quit',
  ]);
});
