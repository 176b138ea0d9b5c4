import { expect, it } from 'vitest';
import {
  activatedNotice,
  followActivations,
  type ClickedNotice,
} from '../../../../electron/desktop/notifications/activation.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';
import { settle } from '../../../support/fake-clock.ts';

it.each([
  ['click', 'type=click&tag=c-1/too-long:u-1a', undefined, { noticeId: 'c-1/too-long:u-1a', button: null }],
  [
    'click',
    'type=click&tag=3f0c8a1e%2Fstatus%3A63f07d26f04465685df4a0b1',
    undefined,
    { noticeId: '3f0c8a1e/status:63f07d26f04465685df4a0b1', button: null },
  ],
  ['action', 'type=action&action=2&tag=c-1/too-long:u-1', 2, { noticeId: 'c-1/too-long:u-1', button: 2 }],
  ['reply', 'type=reply&tag=c-1/too-long:u-1', undefined, null],
  ['click', '', undefined, null],
])('%s %j is of %j', (type, raw, actionIndex, activated) => {
  const details = { type, arguments: raw, ...(actionIndex === undefined ? {} : { actionIndex }) };
  expect(activatedNotice(details)).toEqual(activated);
});

it('hears of a click that waits for the program, before anything was shown', async () => {
  const heard: ClickedNotice[] = [];
  startElectron({ platform: 'win32', env: { ROLLCALL_HOST_ACTIVATION: 'type=click&tag=demo/status:u-1' } });
  followActivations(
    { connections: () => [] },
    { onClick: (clicked) => heard.push(clicked), onAction: () => undefined },
  );
  await settle();
  expect(heard).toEqual([{ userId: 'u-1', connectionId: null }]);
});

it('looks for the agent in the team of its connection only', () => {
  const heard: ClickedNotice[] = [];
  let connections = [{ id: '3f0c8a1e-6f2d-4c57', name: 'North', isOpen: false }];
  const { electron } = startElectron({ platform: 'win32' });
  let click: (details: Electron.ActivationArguments) => void = () => undefined;
  electron.Notification.handleActivation = (listener) => void (click = listener);
  followActivations(
    { connections: () => connections },
    { onClick: (clicked) => heard.push(clicked), onAction: () => undefined },
  );
  for (const scope of ['3f0c8a1e', 'deadbeef'])
    click({ type: 'click', arguments: `type=click&tag=${scope}/status:u-1` });
  connections = [];
  click({ type: 'click', arguments: 'type=click&tag=demo/status:u-1' });
  expect(heard).toEqual([
    { userId: 'u-1', connectionId: '3f0c8a1e-6f2d-4c57' },
    { userId: null, connectionId: null },
    { userId: 'u-1', connectionId: null },
  ]);
});

it('does what the button of a notification of an earlier run says', async () => {
  const acted: string[] = [];
  const opened: ClickedNotice[] = [];
  const { electron } = startElectron({ platform: 'win32' });
  let activate: (details: Electron.ActivationArguments) => void = () => undefined;
  electron.Notification.handleActivation = (listener) => void (activate = listener);
  followActivations(
    { connections: () => [] },
    { onClick: (clicked) => opened.push(clicked), onAction: (id, action) => acted.push(`${action} ${id}`) },
  );
  for (const actionIndex of [0, 1, 2])
    activate({ type: 'action', actionIndex, arguments: `type=action&action=${actionIndex}&tag=c-1/too-long:u-1` });
  expect(acted).toEqual(['snooze c-1/too-long:u-1', 'mute c-1/too-long:u-1']);
  expect(opened).toEqual([{ userId: 'u-1', connectionId: null }]);
});
