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
  readonly platform?: string;
  readonly check: (rollcall: RunningRollcall, kore: KoreServer) => Promise<void>;
}

const FAULTS: readonly Fault[] = [
  {
    name: 'the tray has no title',
    find: 'tray.setTitle(glance.title',
    put: 'tray.setTitle("" && glance.title',
    platform: 'darwin',
    check: (rollcall) => checkTrayTitle(desktopOf(rollcall), '2'),
  },
  {
    name: 'the popover stays when another program is turned to',
    find: 'window.on("blur"',
    put: 'window.on("blur of nothing"',
    check: (rollcall) => hideByBlur(desktopOf(rollcall)),
  },
  {
    name: 'notifications are made and not shown',
    find: 'notification.show()',
    put: 'notification.title',
    check: checkNotice,
  },
  {
    name: 'a page that crashed stays away',
    find: 'wasVisible && open(lastTray)',
    put: 'lastTray',
    check: (rollcall) => checkCrash(desktopOf(rollcall), rollcall.page),
  },
  {
    name: 'the icon keeps its colour on another taskbar',
    find: 'nativeTheme.on("updated"',
    put: 'nativeTheme.on("updated never"',
    platform: 'win32',
    check: (rollcall) => checkTaskbarColour(desktopOf(rollcall)),
  },
  {
    name: 'everybody who asks is answered',
    find: 'function isTrustedSender(frame, origin) {',
    put: 'function isTrustedSender(frame, origin) { return true;',
    check: (rollcall) => checkStranger(desktopOf(rollcall), rollcall.page),
  },
  {
    name: 'a hidden page is told of every change',
    find: 'function isInSight(window) {',
    put: 'function isInSight(window) { return true;',
    check: checkRest,
  },
  {
    name: 'what a page missed stays unsaid',
    find: 'missed = withMissed(missed, name, payload), isInSight()',
    put: 'missed = withMissed([], name, payload), isInSight() || (missed = []), isInSight()',
    check: checkFirstFrame,
  },
];

// Only the host can plant a fault; where Electron itself runs, the proof is the host's business elsewhere.
for (const { name, find, put, platform, check } of desktopKind() === 'electron' ? [] : FAULTS) {
  test.describe(`planted: ${name}`, () => {
    const launchEnv = { ROLLCALL_HOST_PLANT: JSON.stringify({ find, put }), ROLLCALL_HOST_PLATFORM: platform };
    test.use({ launchEnv });

    test('its check fails', async ({ rollcall, kore }) => {
      await connectForSession(rollcall.page, kore);
      await expect(check(rollcall, kore)).rejects.toThrow(/expect\(/);
    });
  });
}
