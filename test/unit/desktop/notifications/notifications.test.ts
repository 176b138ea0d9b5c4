import type { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createNotifications, requestPermission } from '../../../../electron/desktop/notifications/notifications.ts';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import type { Notice, NoticeOutcome } from '../../../../electron/shared/model.ts';
import { alertRule } from '../../../support/alert-scene.ts';
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
    const acted: string[] = [];
    const outcomes: [string, NoticeOutcome][] = [];
    const surprises: string[] = [];
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
      onAction: ({ id }, action) => acted.push(`${action} ${id}`),
      onOutcome: ({ id }, outcome) => outcomes.push([id, outcome]),
      onSurprise: (error) => surprises.push(String(error)),
      notifyInPage(of, onShown = () => undefined) {
        inPage.push(of.id);
        invisible.push(onShown);
      },
    });
    /** The page shows what it was inPage. */
    const show = (): void => invisible.splice(0).forEach((onShown) => onShown());
    return {
      notify: notifications.show,
      hideNames: notifications.hideNames,
      made,
      clicked,
      acted,
      outcomes,
      surprises,
      inPage,
      show,
      removed,
    };
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

  const ofRule: Notice = { ...notice, id: 'c-1/too-long:u-1' };

  it.each([
    ['darwin', ['Snooze 15 min', 'Open', 'Mute today']],
    ['win32', ['Snooze 15 min', 'Open', 'Mute today']],
    ['linux', []],
  ])('on %s has the buttons %j, and each does what it says', async (platform, buttons) => {
    const { electron, center } = startElectron({ platform });
    electron.Notification.isSupported();
    await settle();
    const heard: string[] = [];
    const { show } = createNotifications({
      readsMarkup: () => false,
      platform,
      choices: platformChoices(platform),
      onClick: ({ id }) => heard.push(`open ${id}`),
      onAction: ({ id }, action) => heard.push(`${action} ${id}`),
      onOutcome: ({ id }, { kind }) => heard.push(`${kind} ${id}`),
      onSurprise: (error) => heard.push(String(error)),
      notifyInPage: ({ id }) => heard.push(`page ${id}`),
    });
    for (const button of buttons) {
      show({ ...ofRule, isSilent: true });
      await settle();
      expect(center.shown().at(-1)).toMatchObject({ isSilent: true, buttons });
      center.press('Ana: AWAY', button);
    }
    const done = ['snooze', 'open', 'mute'].flatMap((action) => [`shown ${ofRule.id}`, `${action} ${ofRule.id}`]);
    expect(heard).toEqual(buttons.length === 0 ? [] : done);
    show({ ...ofRule, id: 'c-1/nobody:team', userId: null });
    expect(center.shown().at(-1)).toMatchObject({ isSilent: false, buttons: buttons.slice(0, 2) });
    show({ ...ofRule, id: 'c-1/summary:team', userId: null });
    expect(center.shown().at(-1)?.buttons).toEqual(buttons.slice(0, 2));
    show({ ...ofRule, id: 'c-1/nobody:drill', userId: null });
    expect(center.shown().at(-1)?.buttons).toEqual([]);
  });

  it('says what became of each', () => {
    const { notify, made, outcomes, surprises, inPage } = notificationsOn('darwin');
    notify(ofRule);
    made[0]?.port.emit('show', {});
    made[0]?.port.emit('failed', {}, 'not signed');
    const advice = expect.any(String) as string;
    expect(outcomes).toEqual([
      [ofRule.id, { kind: 'shown' }],
      [ofRule.id, { kind: 'failed', advice }],
    ]);
    expect([surprises, inPage]).toEqual([[], ['notifications-failed', ofRule.id]]);
  });

  it('goes on after one that throws, which the page shows', () => {
    const { electron } = startElectron({ platform: 'linux' });
    class Broken extends electron.Notification {
      override show(): void {
        if (this.title === 'Ana: AWAY') throw new Error('no bus');
        super.show();
      }
    }
    replaceNotification(Broken);
    const heard: string[] = [];
    const { show } = createNotifications({
      readsMarkup: () => false,
      platform: 'linux',
      choices: platformChoices('linux'),
      onClick: ({ id }) => heard.push(`open ${id}`),
      onAction: ({ id }, action) => heard.push(`${action} ${id}`),
      onOutcome: ({ id }, { kind }) => heard.push(`${kind} ${id}`),
      onSurprise: (error) => heard.push(String(error)),
      notifyInPage: ({ id }) => heard.push(`page ${id}`),
    });
    show(ofRule);
    show({ ...ofRule, title: 'Ana: BUSY' });
    expect(heard).toEqual(['Error: no bus', 'page notifications-failed', `failed ${ofRule.id}`, `page ${ofRule.id}`]);
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

it.each([true, false])(
  'with a rule on (%s), macOS has asked for permission before the first notification',
  async (isOn) => {
    const { electron, center } = startElectron({ platform: 'darwin' });
    requestPermission({ rules: [alertRule({ kind: 'stale', forMinutes: 3 }, { isOn })] });
    await settle();
    new electron.Notification({ title: 'Ana: AWAY' }).show();
    expect(center.shown().map(({ title }) => title)).toEqual(isOn ? ['Ana: AWAY'] : []);
  },
);
