import { expect, it } from 'vitest';
import { ALLOWED_COMMANDS } from '../../../electron/api/allow-lists.ts';
import { coreHandlers, type Services } from '../../../electron/api/handlers.ts';
import { createRouter } from '../../../electron/api/router.ts';
import type { DesktopActions } from '../../../electron/desktop/desktop-actions.ts';
import { desktopHandlers } from '../../../electron/desktop/handlers.ts';
import { NO_DESKTOP, type DesktopState } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { startElectron } from '../../support/electron-host/in-process.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const state: DesktopState = { ...NO_DESKTOP, startsAtLogin: true };

function setUp() {
  const done: unknown[] = [];
  const { electron } = startElectron();
  electron.shell.openExternal = async (url) => void done.push(['url', new URL(url).hostname]);
  const actions: DesktopActions = {
    state: () => state,
    pinPopover: (isPinned) => void done.push(['pin', isPinned]),
    startAtLogin: async (isOn) => (done.push(['login', isOn]), ok(state)),
    showFolder: async (name) => (done.push(['folder', name]), ok(null)),
    copyText: async (text) => (done.push(['copy', text]), ok(null)),
    checkForUpdate: () => (done.push(['check']), ok(state)),
    restartToUpdate: () => (done.push(['restart']), ok(null)),
  };
  const router = createRouter({ clock: createFakeClock(), onSurprise: (error) => done.push(error) });
  router.handle(
    desktopHandlers({
      core: { contact: (userId, field) => (userId === 'u-1' && field === 'phone' ? '+49 30 1234567' : null) },
      windows: { show: (name) => void done.push(['show', name]) },
      actions,
      open: () => void done.push(['open']),
      onSurprise: (error) => void done.push(error),
    }),
  );
  const ask = (command: string, ...args: unknown[]) =>
    router.dispatch(command, args, { transport: 'window', id: 'window-1' });
  return { done, router, ask };
}

it('the desktop does what only it can do, and nothing of it for a page in a browser', async () => {
  const { done, router, ask } = setUp();
  expect(await ask('login:set', true)).toEqual(ok(state));
  expect(await ask('folder:show', 'data')).toEqual(ok(null));
  expect(await ask('update:check')).toEqual(ok(state));
  expect(await ask('update:install')).toEqual(ok(null));
  expect(await ask('desktop:get')).toEqual(ok(state));
  expect(await ask('window:pin', false)).toEqual(ok(null));
  const inBrowser = { transport: 'browser', id: 'b' } as const;
  expect(await router.dispatch('window:pin', [true], inBrowser)).toEqual(ok(null));
  expect(await router.dispatch('window:show', ['history'], inBrowser)).toEqual(ok(null));
  expect(await router.dispatch('desktop:get', [], inBrowser)).toEqual(ok(NO_DESKTOP));
  expect(await ask('window:show', 'history')).toEqual(ok(null));
  expect(await ask('help:open', 'scopes')).toEqual(ok(null));
  expect(done).toEqual([
    ['login', true],
    ['folder', 'data'],
    ['check'],
    ['restart'],
    ['pin', false],
    ['show', 'history'],
    ['url', 'docs.kore.ai'],
  ]);
});

it('another process can have its window opened', async () => {
  const { done, router } = setUp();
  expect(await router.dispatch('window:open', [], { transport: 'socket', id: 's' })).toEqual(ok(null));
  expect(done).toEqual([['open']]);
});

it('a contact goes to the clipboard, and the answer holds nothing', async () => {
  const { done, ask } = setUp();
  expect(await ask('agent:copy', 'u-1', 'phone')).toEqual(ok(null));
  expect(done).toEqual([['copy', '+49 30 1234567']]);
});

it('a contact that is not known is refused in words', async () => {
  const { done, ask } = setUp();
  expect(await ask('agent:copy', 'u-2', 'phone')).toMatchObject({
    ok: false,
    error: {
      code: 'invalid-input',
      message: 'Kore.ai has sent no phone number for this agent. It may come with the next read of the team.',
    },
  });
  expect(done).toEqual([]);
});

it('every command of a page and of the socket has a handler, in the core or on the desktop', () => {
  const handled = new Set([
    ...Object.keys(coreHandlers({} as Services)),
    ...Object.keys(desktopHandlers({} as Parameters<typeof desktopHandlers>[0])),
    'page:serve', // api/local-socket/local-commands.ts
  ]);
  const allowed = [...ALLOWED_COMMANDS.window, ...ALLOWED_COMMANDS.socket];
  expect(allowed.filter((name) => !handled.has(name))).toEqual([]);
});
