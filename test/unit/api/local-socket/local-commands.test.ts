import { expect, it } from 'vitest';
import { createLocalCommands } from '../../../../electron/api/local-socket/local-commands.ts';
import { createRouter } from '../../../../electron/api/router.ts';
import type { Events } from '../../../../electron/shared/contract/events.ts';
import { createEmitter } from '../../../../electron/shared/emitter.ts';
import { DEFAULT_PREFERENCES } from '../../../../electron/shared/model.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeHandlers, SAMPLE_DELTA } from '../../../support/fake-handlers.ts';

/** The commands of an app. */
function serve() {
  const onSurprise = (error: unknown): void => {
    throw error;
  };
  const events = createEmitter<Events>(onSurprise);
  const router = createRouter({ clock: createFakeClock(), onSurprise });
  const { 'page:serve': _, ...handlers } = createFakeHandlers().handlers;
  router.handle(handlers);
  const pages: string[] = [];
  const commands = createLocalCommands({
    app: { router, events },
    async servePage(name, port, hasBoard) {
      pages.push(`${name} at ${port}${hasBoard ? ' with a board' : ''}`);
      return ok({ url: 'http://127.0.0.1:80/', stop: async () => void pages.push(`${name} stopped`) });
    },
    onSurprise,
  });
  return { commands, events, pages };
}

it('a page is served for as long as its process stays', async () => {
  const { commands, pages } = serve();
  expect(await commands.dispatch('page:serve', [80, true], 'local-1')).toEqual(ok({ url: 'http://127.0.0.1:80/' }));
  commands.leave('local-2');
  expect(pages).toEqual(['local-1 at 80 with a board']);
  commands.leave('local-1');
  expect(pages).toEqual(['local-1 at 80 with a board', 'local-1 stopped']);
});

it.each([
  ['status:get', []],
  ['status:get', ['yes']],
  ['status:get', [true, 1]],
  ['status:get', null],
  ['window:open', [1]],
  ['connection:renew', ['c-1']],
  ['page:serve', [65_536, false]],
  ['page:serve', [-1, false]],
  ['page:serve', ['80', false]],
  ['page:serve', [1.5, false]],
  ['page:serve', [80]],
  ['storage:purge', []],
  ['constructor', []],
])('%s %j is refused', async (command, args) => {
  const { commands } = serve();
  expect(await commands.dispatch(command, args, 'local-1')).toMatchObject({ error: { code: 'invalid-input' } });
});

it('a listener hears of every change until it is called off', () => {
  const { commands, events } = serve();
  let heard = 0;
  const unsubscribe = commands.on('status:changed', () => (heard += 1), false);
  events.emit('settings:changed', DEFAULT_PREFERENCES);
  events.emit('team:changed', SAMPLE_DELTA);
  expect(heard).toBe(2);
  unsubscribe();
  events.emit('settings:changed', DEFAULT_PREFERENCES);
  expect(heard).toBe(2);
});

it('only a listener who is told of alerts counts as somebody who is', () => {
  const { commands, events } = serve();
  commands.on('status:changed', () => undefined, false);
  expect(events.isHeard('notice:raised')).toBe(false);
  const unsubscribe = commands.on('status:changed', () => undefined, true);
  expect(events.isHeard('notice:raised')).toBe(true);
  unsubscribe();
  expect(events.isHeard('notice:raised')).toBe(false);
});
