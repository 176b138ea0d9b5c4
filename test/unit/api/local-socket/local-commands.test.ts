import { expect, it } from 'vitest';
import { createLocalCommands } from '../../../../electron/api/local-socket/local-commands.ts';
import { createRouter } from '../../../../electron/api/router.ts';
import type { Events } from '../../../../electron/shared/contract/events.ts';
import { createEmitter } from '../../../../electron/shared/emitter.ts';
import { DEFAULT_PREFERENCES } from '../../../../electron/shared/model.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeHandlers } from '../../../support/fake-handlers.ts';

/** The commands of an app whose attention changes at an instant, or with the team only. */
function serve({ nextAt = null as number | null } = {}) {
  const clock = createFakeClock();
  const onSurprise = (error: unknown): void => {
    throw error;
  };
  const events = createEmitter<Events>(onSurprise);
  const due = { at: nextAt === null ? null : clock.now() + nextAt };
  const router = createRouter({ clock, onSurprise });
  const { 'page:serve': _, ...handlers } = createFakeHandlers().handlers;
  router.handle(handlers);
  const pages: string[] = [];
  const commands = createLocalCommands({
    app: {
      router,
      events,
      attention: () => ({ count: 1, nextAt: due.at !== null && due.at > clock.now() ? due.at : null }),
    },
    clock,
    async servePage(name, port) {
      pages.push(`${name} at ${port}`);
      return ok({ url: 'http://127.0.0.1:80/', stop: async () => void pages.push(`${name} stopped`) });
    },
    onSurprise,
  });
  return { commands, clock, events, pages };
}

it('a page is served for as long as its process stays', async () => {
  const { commands, pages } = serve();
  expect(await commands.dispatch('page:serve', [80], 'local-1')).toEqual(ok({ url: 'http://127.0.0.1:80/' }));
  commands.leave('local-2');
  expect(pages).toEqual(['local-1 at 80']);
  commands.leave('local-1');
  expect(pages).toEqual(['local-1 at 80', 'local-1 stopped']);
});

it.each([
  ['status:get', []],
  ['status:get', ['yes']],
  ['status:get', [true, 1]],
  ['status:get', null],
  ['window:open', [1]],
  ['connection:renew', ['c-1']],
  ['page:serve', [65_536]],
  ['page:serve', [-1]],
  ['page:serve', ['80']],
  ['page:serve', [1.5]],
  ['storage:purge', []],
  ['constructor', []],
])('%s %j is refused', async (command, args) => {
  const { commands } = serve();
  expect(await commands.dispatch(command, args, 'local-1')).toMatchObject({ error: { code: 'invalid-input' } });
});

it('a listener hears of every change, and when somebody comes to need attention without one', () => {
  const { commands, clock, events } = serve({ nextAt: 60_000 });
  let heard = 0;
  const unsubscribe = commands.on('status:changed', () => (heard += 1));
  events.emit('settings:changed', DEFAULT_PREFERENCES);
  expect(heard).toBe(1);
  clock.advance(60_000);
  expect(heard).toBe(2);
  unsubscribe();
  events.emit('settings:changed', DEFAULT_PREFERENCES);
  expect([heard, clock.pending()]).toEqual([2, []]);
});
