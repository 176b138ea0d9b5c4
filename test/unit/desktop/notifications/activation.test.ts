import { expect, it } from 'vitest';
import {
  activatedAgent,
  followActivations,
  type ClickedNotice,
} from '../../../../electron/desktop/notifications/activation.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';
import { settle } from '../../../support/fake-clock.ts';

it.each([
  ['click', 'type=click&tag=c-1/status:u-1a', { scope: 'c-1', userId: 'u-1a' }],
  [
    'click',
    'type=click&tag=3f0c8a1e%2Fstatus%3A63f07d26f04465685df4a0b1',
    { scope: '3f0c8a1e', userId: '63f07d26f04465685df4a0b1' },
  ],
  ['click', 'type=click&tag=c-1/too-long:u-1a', { scope: 'c-1', userId: 'u-1a' }],
  ['click', 'type=click&tag=c-1/nobody:team', null],
  ['click', 'type=click&tag=c-1/summary:team', null],
  ['click', 'type=click&tag=c-1/nobody:drill', null],
  ['click', 'type=click&tag=c-1/status:summary', null],
  ['click', 'type=click&tag=c-1/coverage:none', null],
  ['click', 'type=click&tag=14317607570838471237', null],
  ['click', 'tag=c-1/status:../x', null],
  ['click', '', null],
  ['click', 'type=click&tag=status:u-1a', null],
  ['action', 'type=action&action=0&tag=c-1/status:u-1a', null],
])('%s %j is of %j', (type, raw, agent) => {
  expect(activatedAgent({ type, arguments: raw })).toEqual(agent);
});

it('hears of a click that waits for the program, before anything was shown', async () => {
  const heard: ClickedNotice[] = [];
  startElectron({ platform: 'win32', env: { ROLLCALL_HOST_ACTIVATION: 'type=click&tag=demo/status:u-1' } });
  followActivations({ connections: () => [] }, (clicked) => heard.push(clicked));
  await settle();
  expect(heard).toEqual([{ userId: 'u-1', connectionId: null }]);
});

it('looks for the agent in the team of its connection only', () => {
  const heard: ClickedNotice[] = [];
  let connections = [{ id: '3f0c8a1e-6f2d-4c57', name: 'North', isOpen: false }];
  const { electron } = startElectron({ platform: 'win32' });
  let click: (details: Electron.ActivationArguments) => void = () => undefined;
  electron.Notification.handleActivation = (listener) => void (click = listener);
  followActivations({ connections: () => connections }, (clicked) => heard.push(clicked));
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
