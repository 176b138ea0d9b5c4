import { expect, it } from 'vitest';
import { showAbout } from '../../../../electron/desktop/system/about.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';

it.each([
  ['darwin', true, ['focus', 'panel']],
  ['win32', false, ['panel']],
])(
  'shows version, licence and data folder in the panel of the system (%s)',
  async (platform, isMenuBarApp, expected) => {
    const { electron, calls } = startElectron({ platform });
    const order: string[] = [];
    const { showAboutPanel } = electron.app;
    electron.app.focus = () => void order.push('focus');
    electron.app.showAboutPanel = () => {
      order.push('panel');
      showAboutPanel();
    };
    showAbout({ choices: { isMenuBarApp }, dataFolder: '/data', icon: '/icon.png' });
    expect(order).toEqual(expected);
    expect((await calls.hostState()).about).toEqual({
      applicationName: 'Rollcall',
      applicationVersion: electron.app.getVersion(),
      copyright: 'MIT licence\nData folder: /data',
      iconPath: '/icon.png',
    });
  },
);
