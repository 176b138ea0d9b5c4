import { desktopKind } from '../../support/e2e/desktop-kind.ts';
import type { RunningRollcall } from '../../support/e2e/running.ts';
import type { KoreServer } from '../../support/kore-server.ts';
import { expect, test } from '../rollcall.ts';
import { connectForSession } from '../steps.ts';
import {
  checkCrash,
  checkFirstFrame,
  checkNotice,
  checkRest,
  checkStranger,
  checkTaskbarColour,
  checkTrayTitle,
} from './checks.ts';
import { desktopOf, hideByBlur } from './desktop.ts';

/** A fault in one adapter, planted while the build is loaded, and the check that has to see it. */
interface Fault {
  readonly name: string;
  readonly find: string;
  readonly put: string;
  readonly check: (rollcall: RunningRollcall, kore: KoreServer, limit: { readonly timeout: number }) => Promise<void>;
}

/** By the system they are planted on; those of one system do not get into each other's way. */
const FAULTS: Readonly<Record<'darwin' | 'win32' | 'linux', readonly Fault[]>> = {
  darwin: [
    {
      name: 'the tray has no title',
      find: 'tray.setTitle(next.title',
      put: 'tray.setTitle("" && next.title',
      check: (rollcall, _kore, limit) => checkTrayTitle(desktopOf(rollcall), '2', limit),
    },
    {
      name: 'the popover stays when another program gets the focus',
      find: 'window.on("blur"',
      put: 'window.on("blur of nothing"',
      check: (rollcall, _kore, limit) => hideByBlur(desktopOf(rollcall), limit),
    },
    {
      name: 'notifications are made and not shown',
      find: 'notification.show()',
      put: 'notification.title',
      check: checkNotice,
    },
    {
      name: 'everybody who asks is answered',
      find: 'function isOwnPage(frame) {',
      put: 'function isOwnPage(frame) { return true;',
      check: (rollcall) => checkStranger(desktopOf(rollcall), rollcall.page),
    },
    {
      name: 'a page that crashed stays away',
      find: 'wasVisible && open(lastTray)',
      put: 'lastTray',
      check: (rollcall, _kore, limit) => checkCrash(desktopOf(rollcall), rollcall.page, limit),
    },
  ],
  win32: [
    {
      name: 'the icon keeps its colour on another taskbar',
      find: 'nativeTheme.on("updated"',
      put: 'nativeTheme.on("updated never"',
      check: (rollcall, _kore, limit) => checkTaskbarColour(desktopOf(rollcall), limit),
    },
    {
      name: 'a hidden page is sent every change',
      find: 'function isVisible(window) {',
      put: 'function isVisible(window) { return true;',
      check: checkRest,
    },
  ],
  linux: [
    {
      name: 'what a page missed is never sent',
      find: 'missed = withMissed(missed, name, payload), isVisible()',
      put: 'missed = withMissed([], name, payload), isVisible() || (missed = []), isVisible()',
      check: checkFirstFrame,
    },
  ],
};

/** On a slow computer a check fails even sooner, which is right here. */
const SHORT = { timeout: 1_500 };

// Only the host can plant a fault; where Electron itself runs, the proof is the host's business elsewhere.
for (const [platform, faults] of desktopKind() === 'electron' ? [] : Object.entries(FAULTS)) {
  test.describe(`planted on ${platform}`, () => {
    const plant = JSON.stringify(faults.map(({ find, put }) => ({ find, put })));
    test.use({ launchEnv: { ROLLCALL_HOST_PLANT: plant, ROLLCALL_HOST_PLATFORM: platform } });

    test(faults.map(({ name }) => name).join('; '), async ({ ownRollcall: rollcall, kore }) => {
      await connectForSession(rollcall.page, kore);
      for (const { name, check } of faults) {
        await test.step(name, () => expect(check(rollcall, kore, SHORT)).rejects.toThrow(/expect\(/));
      }
    });
  });
}
