import { describe, expect, it } from 'vitest';
import { guestDoor } from '../../../../electron/api/local-socket/pages.ts';
import type { Door } from '../../../../electron/api/types.ts';
import { appError } from '../../../../electron/shared/messages.ts';
import { err, ok } from '../../../../electron/shared/result.ts';

describe('guestDoor', () => {
  const knocks: unknown[] = [];
  const door: Door = {
    async dispatch(...knock) {
      knocks.push(knock);
      return knock[0] === 'app:info' ? ok({ surface: 'desktop', version: '1' }) : err(appError('busy'));
    },
    leave: (sender) => void knocks.push(['leave', sender]),
  };
  const guest = guestDoor(door, 'page-2');

  it('passes everything on, its senders told apart from those of other pages', async () => {
    expect(await guest.dispatch('team:pause', [1], 'browser-1')).toEqual(err(appError('busy')));
    guest.leave('browser-1');
    expect(knocks.splice(0)).toEqual([
      ['team:pause', [1], 'page-2/browser-1'],
      ['leave', 'page-2/browser-1'],
    ]);
  });

  it('tells the page that it is in a browser', async () => {
    expect(await guest.dispatch('app:info', [], 'browser-1')).toEqual(ok({ surface: 'browser', version: '1' }));
  });

  it.each([
    ['agent:copy', ['u-1', 'email']],
    ['login:set', [true]],
    ['folder:show', ['data']],
    ['window:pin', [true]],
    ['update:check', []],
    ['update:install', []],
  ])('lets the page reach for nothing of the desktop: %s', async (command, args) => {
    knocks.splice(0);
    expect(await guest.dispatch(command, args, 'browser-1')).toEqual(
      err(appError('invalid-input', { message: 'Only the desktop app can do this.' })),
    );
    expect(knocks).toEqual([]);
  });
});
