import { expect, it } from 'vitest';
import { showAbout } from '../../../../electron/desktop/system/about.ts';

it.each([
  ['darwin', true, ['options', 'focus', 'panel']],
  ['win32', false, ['options', 'panel']],
])('shows version, licence and data folder in the panel of the system (%s)', (_platform, isMenuBarApp, expected) => {
  const calls: string[] = [];
  const options: Electron.AboutPanelOptionsOptions[] = [];
  showAbout({
    app: {
      getVersion: () => '1.2.3',
      focus: () => calls.push('focus'),
      setAboutPanelOptions: (given) => {
        calls.push('options');
        options.push(given);
      },
      showAboutPanel: () => calls.push('panel'),
    },
    choices: { isMenuBarApp },
    dataFolder: '/data',
    icon: '/icon.png',
  });
  expect(calls).toEqual(expected);
  expect(options).toEqual([
    {
      applicationName: 'Rollcall',
      applicationVersion: '1.2.3',
      copyright: 'MIT licence\nData folder: /data',
      iconPath: '/icon.png',
    },
  ]);
});
