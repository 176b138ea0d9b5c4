import { describe, expect, it } from 'vitest';
import { createNotifications } from '../../../../electron/desktop/notifications/notifications.ts';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import type { Notice } from '../../../../electron/shared/model.ts';
import { collectGarbage } from '../../../support/collect-garbage.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';
import { settle } from '../../../support/fake-clock.ts';

const notice: Notice = {
  id: 'c-1/status:u-1',
  title: 'Ana: AWAY',
  body: '',
  userId: 'u-1',
  connectionId: null,
  isDemo: false,
};
const others = Array.from({ length: 50 }, (_, index) => ({ ...notice, id: `other-${index}`, title: 'other' }));

async function notificationsOn(platform: string) {
  const { electron, center } = startElectron({ platform });
  /** What was heard since the last call. */
  const heard: string[] = [];
  const notifications = createNotifications({
    readsMarkup: () => false,
    platform,
    choices: platformChoices(platform),
    onClick: ({ title }) => heard.push(title),
    onAction: ({ title }, action) => heard.push(`${action} ${title}`),
    onOutcome: () => undefined,
    onSurprise: (error) => heard.push(String(error)),
    notifyInPage: ({ id }) => heard.push(`in the page ${id}`),
  });
  // On Windows clicks are heard of twice, in case that the object is gone (`followActivations`).
  if (platform === 'win32') electron.Notification.handleActivation(() => void heard.push('activation'));
  electron.Notification.isSupported();
  await settle();
  return {
    show(...statuses: readonly string[]) {
      for (const status of statuses) notifications.show({ ...notice, title: `Ana: ${status}` });
    },
    showOthers: () => others.forEach(notifications.show),
    shown: () => center.shown().flatMap(({ title, isClosed }) => (isClosed ? [] : [title])),
    /** Whether a click on the notification reaches the app. */
    click(title: string): boolean {
      center.click(title);
      return heard.splice(0).length > 0;
    },
  };
}

// What the system finds by an id may be an object that a newer one replaced, and that nobody holds any more.
describe.each(['darwin', 'win32', 'linux'])('on %s, where objects that nobody holds are collected', (platform) => {
  it('a click is heard after the same agent has changed again and again', async () => {
    const { show, click, shown } = await notificationsOn(platform);
    show('AWAY', 'BUSY', 'OFFLINE');
    await collectGarbage();
    expect(click('Ana: OFFLINE')).toBe(true);
    expect(shown()).toEqual([]);
  });

  it('the next click is heard, too, on what came after the first one', async () => {
    const { show, click } = await notificationsOn(platform);
    show('AWAY', 'BUSY');
    await collectGarbage();
    expect(click('Ana: BUSY')).toBe(true);
    show('AVAILABLE', 'OFFLINE');
    await collectGarbage();
    expect(click('Ana: OFFLINE')).toBe(true);
  });

  it('the newest alone is shown, and stays', async () => {
    const { show, shown } = await notificationsOn(platform);
    show('AWAY', 'BUSY');
    await collectGarbage();
    expect(shown()).toEqual(['Ana: BUSY']);
  });

  it('a click is heard on what came after an older one was one too many', async () => {
    const { show, showOthers, click } = await notificationsOn(platform);
    show('AWAY', 'BUSY');
    showOthers();
    show('AVAILABLE', 'OFFLINE');
    await collectGarbage();
    expect(click('Ana: OFFLINE')).toBe(true);
  });
});
