import { describe, expect, it } from 'vitest';
import { createNotifier, type NotificationPort } from '../../../../electron/desktop/notifications/notifications.ts';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import type { Notice } from '../../../../electron/shared/model.ts';
import { emitting, type Emitting } from '../fake-electron.ts';

describe('notifier', () => {
  const notice: Notice = {
    id: 'status:u-1',
    title: 'Ana: AWAY',
    body: 'Was BUSY.',
    userId: 'u-1',
    connectionId: null,
    isDemo: false,
  };

  function notifierOn(platform: string, { isSupported = true, readsMarkup = false } = {}) {
    const made: {
      options: Electron.NotificationConstructorOptions;
      port: Emitting<NotificationPort>;
      calls: string[];
    }[] = [];
    const clicked: Notice[] = [];
    const told: string[] = [];
    const untold: (() => void)[] = [];
    const removed: string[] = [];
    const notifier = createNotifier({
      makeNotification(given) {
        const calls: string[] = [];
        const port = emitting<NotificationPort>({ show: () => calls.push('show'), close: () => calls.push('close') });
        made.push({ options: given, port, calls });
        return port;
      },
      isSupported: () => isSupported,
      readsMarkup: () => readsMarkup,
      platform,
      choices: platformChoices(platform),
      onClick: (of) => clicked.push(of),
      tell(of, onTold = () => undefined) {
        told.push(of.id);
        untold.push(onTold);
      },
      removeGroup: (id) => removed.push(id),
    });
    /** The page shows what it was told. */
    const show = (): void => untold.splice(0).forEach((onTold) => onTold());
    return { notify: notifier.show, hideNames: notifier.hideNames, made, clicked, told, show, removed };
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

  it('shows a failed one in the popover, and says why until that was seen once', () => {
    const { notify, made, told, show } = notifierOn('win32');
    for (const id of ['a', 'b']) {
      notify({ ...notice, id });
      made.at(-1)?.port.emit('failed', {}, 'HRESULT: -2143420143');
    }
    expect(told).toEqual(['notifications-failed', 'a', 'notifications-failed', 'b']);
    show();
    notify({ ...notice, id: 'c' });
    made.at(-1)?.port.emit('failed', {}, 'HRESULT: -2143420143');
    expect(told.slice(4)).toEqual(['c']);
  });

  it('does the same where there are no notifications', () => {
    const { notify, made, told } = notifierOn('linux', { isSupported: false });
    notify(notice);
    expect([made, told]).toEqual([[], ['notifications-failed', 'status:u-1']]);
  });

  it.each([
    ['darwin', ['agents']],
    ['win32', []],
    ['linux', []],
  ])('on %s takes those that name somebody away when names are hidden', (platform, groups) => {
    const { notify, hideNames, made, removed } = notifierOn(platform);
    notify(notice);
    notify({ ...notice, id: 'coverage:none', userId: null });
    hideNames();
    hideNames();
    expect(made.map(({ calls }) => calls)).toEqual([['show', 'close'], ['show']]);
    expect(made.map(({ options }) => options.groupId)).toEqual(['agents', 'team']);
    expect(new Set(removed)).toEqual(new Set(groups));
  });

  it('does not say in the page what could not be shown before names were hidden', () => {
    const { notify, hideNames, made, told } = notifierOn('darwin');
    notify(notice);
    hideNames();
    made[0]?.port.emit('failed', {}, 'not signed');
    expect(told).toEqual(['notifications-failed']);
  });

  it('escapes a body that is read as markup, as far as that is known when it is shown', () => {
    const body = 'Was BUSY (Q&A <prep>).';
    const bodies = [true, false].map((readsMarkup) => {
      const { notify, made } = notifierOn('linux', { readsMarkup });
      notify({ ...notice, body });
      return made[0]?.options.body;
    });
    expect(bodies).toEqual(['Was BUSY (Q&amp;A &lt;prep&gt;).', body]);
  });

  it('tells what was to take the place of another and was not shown, and still hears the other', () => {
    const { notify, made, told, clicked } = notifierOn('darwin');
    notify(notice);
    notify({ ...notice, title: 'Ana: BUSY' });
    made[1]?.port.emit('failed', {}, 'not allowed');
    expect(told).toEqual(['notifications-failed', 'status:u-1']);
    made[0]?.port.emit('click');
    expect(clicked).toHaveLength(1);
  });

  it('takes the oldest of too many away, while it still can', () => {
    const { notify, made } = notifierOn('win32');
    for (let id = 0; id <= 50; id += 1) notify({ ...notice, id: `status:u-${id}` });
    expect([made[0]?.calls, made[1]?.calls]).toEqual([['show', 'close'], ['show']]);
  });
});
