import type { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createNotifications, requestPermission } from '../../../../electron/desktop/notifications/notifications.ts';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import type { Notice, NotifyChoice } from '../../../../electron/shared/model.ts';
import { replaceNotification, startElectron } from '../../../support/electron-host/in-process.ts';
import { settle } from '../../../support/fake-clock.ts';

describe('notifications', () => {
  const notice: Notice = {
    id: 'status:u-1',
    title: 'Ana: AWAY',
    body: 'Was BUSY.',
    userId: 'u-1',
    connectionId: null,
    isDemo: false,
  };

  function notificationsOn(platform: string, { isSupported = true, readsMarkup = false } = {}) {
    const { electron } = startElectron({ platform });
    const made: { options: Electron.NotificationConstructorOptions; port: EventEmitter; calls: string[] }[] = [];
    const clicked: Notice[] = [];
    const inPage: string[] = [];
    const invisible: (() => void)[] = [];
    const removed: string[] = [];
    class Recorded extends electron.Notification {
      readonly calls: string[] = [];

      constructor(options: Electron.NotificationConstructorOptions = {}) {
        super(options);
        made.push({ options, port: this, calls: this.calls });
      }

      static override isSupported(): boolean {
        return isSupported;
      }

      static override removeGroup(id: string): void {
        removed.push(id);
        super.removeGroup(id);
      }

      override show(): void {
        this.calls.push('show');
      }

      override close(): void {
        this.calls.push('close');
      }
    }
    replaceNotification(Recorded);
    const notifications = createNotifications({
      readsMarkup: () => readsMarkup,
      platform,
      choices: platformChoices(platform),
      onClick: (of) => clicked.push(of),
      notifyInPage(of, onShown = () => undefined) {
        inPage.push(of.id);
        invisible.push(onShown);
      },
    });
    /** The page shows what it was inPage. */
    const show = (): void => invisible.splice(0).forEach((onShown) => onShown());
    return { notify: notifications.show, hideNames: notifications.hideNames, made, clicked, inPage, show, removed };
  }

  it('shows, and answers a click with its notice', () => {
    const { notify, made, clicked } = notificationsOn('darwin');
    notify(notice);
    made[0]?.port.emit('click');
    expect([made[0]?.options.id, made[0]?.calls, clicked]).toEqual(['status:u-1', ['show'], [notice]]);
  });

  it.each([
    ['linux', ['show', 'close']],
    ['darwin', ['show']],
  ])('on %s takes the older one with the same id away: %j', (platform, calls) => {
    const { notify, made } = notificationsOn(platform);
    notify(notice);
    notify(notice);
    expect([made[0]?.calls, made[1]?.calls]).toEqual([calls, ['show']]);
  });

  it('shows a failed one in the popover, and says why until that was seen once', () => {
    const { notify, made, inPage, show } = notificationsOn('win32');
    for (const id of ['a', 'b']) {
      notify({ ...notice, id });
      made.at(-1)?.port.emit('failed', {}, 'HRESULT: -2143420143');
    }
    expect(inPage).toEqual(['notifications-failed', 'a', 'notifications-failed', 'b']);
    show();
    notify({ ...notice, id: 'c' });
    made.at(-1)?.port.emit('failed', {}, 'HRESULT: -2143420143');
    expect(inPage.slice(4)).toEqual(['c']);
  });

  it('does the same where there are no notifications', () => {
    const { notify, made, inPage } = notificationsOn('linux', { isSupported: false });
    notify(notice);
    expect([made, inPage]).toEqual([[], ['notifications-failed', 'status:u-1']]);
  });

  it.each([
    ['darwin', ['agents']],
    ['win32', []],
    ['linux', []],
  ])('on %s takes those that name somebody away when names are hidden', (platform, groups) => {
    const { notify, hideNames, made, removed } = notificationsOn(platform);
    notify(notice);
    notify({ ...notice, id: 'coverage:none', userId: null });
    hideNames();
    hideNames();
    expect(made.map(({ calls }) => calls)).toEqual([['show', 'close'], ['show']]);
    expect(made.map(({ options }) => options.groupId)).toEqual(['agents', 'team']);
    expect(new Set(removed)).toEqual(new Set(groups));
  });

  it('does not say in the page what could not be shown before names were hidden', () => {
    const { notify, hideNames, made, inPage } = notificationsOn('darwin');
    notify(notice);
    hideNames();
    made[0]?.port.emit('failed', {}, 'not signed');
    expect(inPage).toEqual(['notifications-failed']);
  });

  it('escapes a body that is read as markup, as far as that is known when it is shown', () => {
    const body = 'Was BUSY (Q&A <prep>).';
    const bodies = [true, false].map((readsMarkup) => {
      const { notify, made } = notificationsOn('linux', { readsMarkup });
      notify({ ...notice, body });
      return made[0]?.options.body;
    });
    expect(bodies).toEqual(['Was BUSY (Q&amp;A &lt;prep&gt;).', body]);
  });

  it('tells what was to take the place of another and was not shown, and still hears the other', () => {
    const { notify, made, inPage, clicked } = notificationsOn('darwin');
    notify(notice);
    notify({ ...notice, title: 'Ana: BUSY' });
    made[1]?.port.emit('failed', {}, 'not allowed');
    expect(inPage).toEqual(['notifications-failed', 'status:u-1']);
    made[0]?.port.emit('click');
    expect(clicked).toHaveLength(1);
  });

  it('takes the oldest of too many away, while it still can', () => {
    const { notify, made } = notificationsOn('win32');
    for (let id = 0; id <= 50; id += 1) notify({ ...notice, id: `status:u-${id}` });
    expect([made[0]?.calls, made[1]?.calls]).toEqual([['show', 'close'], ['show']]);
  });
});

it.each<[NotifyChoice | null, boolean]>([
  ['every-change', true],
  ['team-needs-me', true],
  ['nothing', false],
  [null, false],
])('with "%s" chosen, macOS has asked for permission before the first notification: %s', async (notify, isShown) => {
  const { electron, center } = startElectron({ platform: 'darwin' });
  requestPermission({ notify });
  await settle();
  new electron.Notification({ title: 'Ana: AWAY' }).show();
  expect(center.shown().map(({ title }) => title)).toEqual(isShown ? ['Ana: AWAY'] : []);
});
