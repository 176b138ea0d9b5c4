import { describe, expect, it } from 'vitest';
import { failureNotice, notificationOptions } from '../../../../electron/desktop/notifications/notification-options.ts';
import type { Notice } from '../../../../electron/shared/model.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';

const notice: Notice = {
  id: 'status:u-1',
  title: 'Ana: AWAY',
  body: 'Was BUSY.',
  userId: 'u-1',
  connectionId: null,
  isDemo: false,
};

const PLAIN = { hasUrgency: false, hasNoticeButtons: false };

describe('notificationOptions', () => {
  it('keeps the id, so that a newer notice replaces the older', () => {
    expect(notificationOptions(notice, PLAIN)).toEqual({
      id: 'status:u-1',
      groupId: 'agents',
      title: 'Ana: AWAY',
      body: 'Was BUSY.',
    });
  });

  it('marks demo data and sets the urgency where there is one', () => {
    const options = notificationOptions(
      { ...notice, connectionId: null, isDemo: true },
      { ...PLAIN, hasUrgency: true },
    );
    expect([options.title, options.urgency]).toEqual(['Demo: Ana: AWAY', 'normal']);
  });

  it('makes a long id fit, and different ids different', () => {
    const ids = ['a', 'b'].map((end) => notificationOptions({ ...notice, id: `${'x'.repeat(80)}${end}` }, PLAIN).id);
    expect(ids.map((id) => id?.length)).toEqual([64, 64]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it.each(['Was BUSY (Q&A <prep>).', '5 > 3 && 3 < 5', '&amp; <b>bold</b>', 'Ana O’Neil: "away"'])(
    'is read as it was written, also where it is read as markup: %s',
    (body) => {
      const { electron, center } = startElectron();
      new electron.Notification(notificationOptions({ ...notice, body }, { ...PLAIN, hasUrgency: true }, true)).show();
      expect(center.shown().map((one) => one.body)).toEqual([body]);
    },
  );

  it('cuts at 240 bytes without breaking a character', () => {
    const { body = '' } = notificationOptions({ ...notice, body: '😀'.repeat(100) }, PLAIN);
    expect(body).toBe(`${'😀'.repeat(59)}…`);
    expect(Buffer.byteLength(body)).toBe(239);
  });
});

describe('failureNotice', () => {
  it.each([
    ['darwin', 'UNErrorDomain error 1', /System Settings, Notifications.*not signed/],
    ['win32', 'HRESULT: -2143420143', /switched off in Windows/],
    ['win32', 'HRESULT: -2143420155', /Start menu entry/],
    ['linux', 'not supported', /in this window instead/],
  ])('says on %s what can be done about %s', (platform, error, advice) => {
    expect(failureNotice(platform, error).body).toMatch(advice);
  });
});
