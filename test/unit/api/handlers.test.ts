import { describe, expect, it } from 'vitest';
import { createHandlers, type Services } from '../../../electron/api/handlers.ts';
import type { DesktopActions } from '../../../electron/parts.ts';
import { NO_DESKTOP, type DesktopState } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';

/** Handlers over services of which only a few exist: a handler that knocks at another one fails. */
function handlersOver(services: Partial<Services>) {
  return createHandlers(services as Services);
}

function surface(desktop: DesktopActions | null, done: unknown[] = []): Services['surface'] {
  return {
    openPage: (page) => done.push(page),
    showWindow: (name) => done.push(name),
    notify: null,
    desktop,
  };
}

describe('what only the desktop app can do', () => {
  it('is refused elsewhere', async () => {
    const handlers = handlersOver({ surface: surface(null) });
    const refusal = { ok: false, error: { code: 'invalid-input', message: 'Only the desktop app can do this.' } };
    expect(await handlers['login:set']([true], 'w')).toEqual(refusal);
    expect(await handlers['folder:show'](['data'], 'w')).toEqual(refusal);
    expect(await handlers['update:check']([], 'w')).toEqual(refusal);
    expect(await handlers['update:install']([], 'w')).toEqual(refusal);
    expect(await handlers['desktop:get']([], 'w')).toEqual(ok(NO_DESKTOP));
    expect(await handlers['window:pin']([true], 'w')).toEqual(ok(null));
  });

  it('is done there', async () => {
    const done: unknown[] = [];
    const state: DesktopState = { ...NO_DESKTOP, startsAtLogin: true };
    const desktop = {
      state: () => state,
      pinPopover: (isPinned: boolean) => done.push(['pin', isPinned]),
      startAtLogin: async (isOn: boolean) => (done.push(['login', isOn]), ok(state)),
      showFolder: async (name: string) => (done.push(['folder', name]), ok(null)),
      checkForUpdate: () => (done.push(['check']), ok(state)),
      restartToUpdate: () => (done.push(['restart']), ok(null)),
    } as unknown as DesktopActions;
    const handlers = handlersOver({ surface: surface(desktop) });
    expect(await handlers['login:set']([true], 'w')).toEqual(ok(state));
    expect(await handlers['folder:show'](['data'], 'w')).toEqual(ok(null));
    expect(await handlers['update:check']([], 'w')).toEqual(ok(state));
    expect(await handlers['update:install']([], 'w')).toEqual(ok(null));
    expect(await handlers['desktop:get']([], 'w')).toEqual(ok(state));
    expect(await handlers['window:pin']([false], 'w')).toEqual(ok(null));
    expect(done).toEqual([['login', true], ['folder', 'data'], ['check'], ['restart'], ['pin', false]]);
  });
});

describe('a command that only does something', () => {
  it('hands its argument over and answers null', async () => {
    const done: unknown[] = [];
    const handlers = handlersOver({
      surface: surface(null, done),
      watch: (sender, isWatching) => void done.push([sender, isWatching]),
      testNotice: () => void done.push('notice'),
    });
    const answers = [
      await handlers['help:open'](['scopes'], 'window-1'),
      await handlers['window:show'](['history'], 'window-1'),
      await handlers['team:watch']([true], 'window-1'),
      await handlers['notice:test']([], 'window-1'),
    ];
    expect(answers).toEqual([ok(null), ok(null), ok(null), ok(null)]);
    expect(done).toEqual(['scopes', 'history', ['window-1', true], 'notice']);
  });
});
