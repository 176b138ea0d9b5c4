import { describe, expect, it } from 'vitest';
import { createNotifier, type NotificationPort } from '../../../electron/desktop/notifier.ts';
import { platformChoices } from '../../../electron/desktop/platform.ts';
import type { Notice } from '../../../electron/shared/model.ts';
import { emitting, type Emitting } from './fake-electron.ts';

describe('notifier', () => {
  const notice: Notice = {
    id: 'status:u-1',
    title: 'Ana: AWAY',
    body: 'Was BUSY.',
    userId: 'u-1',
    connectionId: null,
    isDemo: false,
  };

  function notifierOn(platform: string, isSupported = true) {
    const made: {
      options: Electron.NotificationConstructorOptions;
      port: Emitting<NotificationPort>;
      calls: string[];
    }[] = [];
    const clicked: Notice[] = [];
    const told: string[] = [];
    const notify = createNotifier({
      makeNotification(given) {
        const calls: string[] = [];
        const port = emitting<NotificationPort>({ show: () => calls.push('show'), close: () => calls.push('close') });
        made.push({ options: given, port, calls });
        return port;
      },
      isSupported: () => isSupported,
      platform,
      choices: platformChoices(platform),
      onClick: (of) => clicked.push(of),
      tell: ({ id }) => told.push(id),
    });
    return { notify, made, clicked, told };
  }

  it('shows, and answers a click with its notice', () => {
    const { notify, made, clicked } = notifierOn('darwin');
    notify(notice);
    made[0]?.port.emit('click');
    expect([made[0]?.options.id, made[0]?.calls, clicked]).toEqual(['status:u-1', ['show'], [notice]]);
  });

  it.each([
    ['linux', ['show', 'close']],
    ['darwin', ['show']],
  ])('on %s takes the older one with the same id away: %j', (platform, calls) => {
    const { notify, made } = notifierOn(platform);
    notify(notice);
    notify(notice);
    expect([made[0]?.calls, made[1]?.calls]).toEqual([calls, ['show']]);
  });

  it('shows a failed one in the popover, and says why once', () => {
    const { notify, made, told } = notifierOn('win32');
    notify(notice);
    made[0]?.port.emit('failed', {}, 'HRESULT: -2143420143');
    notify({ ...notice, id: 'coverage:none' });
    made[1]?.port.emit('failed', {}, 'HRESULT: -2143420143');
    expect(told).toEqual(['notifications-failed', 'status:u-1', 'coverage:none']);
  });

  it('does the same where there are no notifications', () => {
    const { notify, made, told } = notifierOn('linux', false);
    notify(notice);
    expect([made, told]).toEqual([[], ['notifications-failed', 'status:u-1']]);
  });
});
