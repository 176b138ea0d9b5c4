import { expect, it } from 'vitest';
import { askToNotify } from '../../../../electron/desktop/notifications/notice-permission.ts';
import type { NotifyChoice } from '../../../../electron/shared/model.ts';
import { createNotificationCenter } from '../../../support/electron-host/main/notification-center.ts';
import { settle } from '../../../support/fake-clock.ts';

it.each<[NotifyChoice | null, boolean]>([
  ['every-change', true],
  ['team-needs-me', true],
  ['nothing', false],
  [null, false],
])('with "%s" chosen, macOS has asked before the first notification: %s', async (notify, isShown) => {
  const { Notification, shown } = createNotificationCenter({ platform: 'darwin', isReady: () => true });
  askToNotify(Notification, { notify });
  await settle();
  new Notification({ title: 'Ana: AWAY' }).show();
  expect(shown().map(({ title }) => title)).toEqual(isShown ? ['Ana: AWAY'] : []);
});
