import { describe, expect, it } from 'vitest';
import { applicationMenu } from '../../../electron/desktop/application-menu.ts';
import { autostartEntry, autostartPath, programPath } from '../../../electron/desktop/autostart-entry.ts';
import { createCrashBudget } from '../../../electron/desktop/crash-budget.ts';
import { launchOptions } from '../../../electron/desktop/launch.ts';
import { menuTemplate } from '../../../electron/desktop/menu-template.ts';
import { pauseMs } from '../../../electron/desktop/pause.ts';
import { onBlur, onTrayClick } from '../../../electron/desktop/popover-turns.ts';
import { shouldRest } from '../../../electron/desktop/resting.ts';
import { windowBounds } from '../../../electron/desktop/window-bounds.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

describe('launchOptions', () => {
  it.each([
    [['electron', '.'], { isHidden: false, openWith: 'saved' }],
    [['rollcall', '--hidden'], { isHidden: true, openWith: 'saved' }],
    [['electron', '.', '--demo'], { isHidden: false, openWith: 'demo' }],
    [['electron', '.', '--or-demo'], { isHidden: false, openWith: 'saved-or-demo' }],
    [['rollcall', 'https://evil.test/', '--hidden=x', '--demo-mode', '-demo'], { isHidden: false, openWith: 'saved' }],
  ])('reads %j', (argv, options) => {
    expect(launchOptions(argv)).toEqual(options);
  });
});

describe('turns of the popover', () => {
  const past = { isVisible: false, shownAt: null, blurredAt: null };

  it.each([
    ['opens it', past, 'show'],
    ['closes an open one', { ...past, isVisible: true }, 'hide'],
    ['does not reopen what the same click closed', { ...past, blurredAt: 800 }, 'stay'],
    ['opens one that was left a while ago', { ...past, blurredAt: 700 }, 'show'],
  ] as const)('a click %s', (_, state, turn) => {
    expect(onTrayClick(state, 1_000)).toBe(turn);
  });

  it('leaving hides it, but not the blur that Windows adds to showing', () => {
    expect(onBlur({ ...past, isVisible: true, shownAt: 0 }, 200)).toBe('hide');
    expect(onBlur({ ...past, isVisible: true, shownAt: 0 }, 199)).toBe('stay');
    expect(onBlur({ ...past, isVisible: true }, 0)).toBe('hide');
  });
});

describe('windowBounds', () => {
  const primary = { x: 0, y: 0, width: 1920, height: 1040 };
  const second = { x: 1920, y: 0, width: 1280, height: 984 };
  const size = { width: 1060, height: 640 };
  const at = (x: number, y: number, width = 800, height = 500) => ({ x, y, width, height });

  it.each([
    ['in the middle at first', null, [primary], at(430, 200, 1060, 640)],
    ['as it was left', at(100, 50), [primary], at(100, 50)],
    ['as it was left on the second display', at(2000, 50), [primary, second], at(2000, 50)],
    ['in the middle when its display is gone', at(2000, 50), [primary], at(560, 270)],
    ['in the middle when only its rim would be seen', at(1900, 50), [primary], at(560, 270)],
    ['in the middle when its title bar would be above the display', at(100, -30), [primary], at(560, 270)],
    ['no larger than its display', at(2000, 0, 3000, 2000), [second], at(2000, 0, 1280, 984)],
    ['no larger than the first display', null, [{ ...primary, width: 900, height: 500 }], at(0, 0, 900, 500)],
    ['wherever the system likes when it names no display', null, [], size],
  ])('opens %s', (_, saved, areas, bounds) => {
    expect(windowBounds(saved, areas, size)).toEqual(bounds);
  });
});

it('lets a page be built again after two crashes in five minutes, not after three', () => {
  const clock = createFakeClock();
  const budget = createCrashBudget(clock);
  budget.spend();
  clock.jump(60_000);
  budget.spend();
  expect(budget.isLeft()).toBe(true);
  budget.spend();
  expect(budget.isLeft()).toBe(false);
  clock.jump(4 * 60_000);
  expect(budget.isLeft()).toBe(true);
});

it.each([
  [{}, false],
  [{ isLocked: true }, true],
  [{ isLocked: true, isInSight: true }, true],
  [{ isSuspended: true }, true],
  [{ isOnBattery: true }, true],
  [{ isOnBattery: true, isInSight: true }, false],
])('rests: %j %s', (change, rests) => {
  const awake = { isLocked: false, isSuspended: false, isOnBattery: false, isInSight: false };
  expect(shouldRest({ ...awake, ...change })).toBe(rests);
});

it('pauses for half an hour, until the next local midnight, or not at all', () => {
  const now = new Date(2026, 2, 2, 22, 30).getTime();
  expect(pauseMs('pause-30-minutes', now)).toBe(1_800_000);
  expect(pauseMs('pause-until-tomorrow', now)).toBe(90 * 60_000);
  expect(pauseMs('resume', now)).toBeNull();
});

describe('autostart entry', () => {
  it.each([
    ['/opt/Rollcall/rollcall', 'Exec="/opt/Rollcall/rollcall" --hidden'],
    ['/home/a b/100%/"x"', 'Exec="/home/a b/100%%/\\\\"x\\\\"" --hidden'],
    ['/a$b`c\\d', 'Exec="/a\\\\$b\\\\`c\\\\\\\\d" --hidden'],
  ])('quotes %s', (program, exec) => {
    expect(autostartEntry(program).split('\n')).toContain(exec);
  });

  it('lies where the specification says', () => {
    expect(autostartPath({}, '/home/ana')).toBe('/home/ana/.config/autostart/rollcall.desktop');
    expect(autostartPath({ XDG_CONFIG_HOME: '/x' }, '/home/ana')).toBe('/x/autostart/rollcall.desktop');
    expect(autostartPath({ XDG_CONFIG_HOME: 'x' }, '/home/ana')).toBe('/home/ana/.config/autostart/rollcall.desktop');
  });

  it('names an AppImage by its own file', () => {
    expect(programPath({ APPIMAGE: '/home/ana/Rollcall.AppImage' }, '/tmp/.mount/rollcall')).toBe(
      '/home/ana/Rollcall.AppImage',
    );
    expect(programPath({}, '/opt/Rollcall/rollcall')).toBe('/opt/Rollcall/rollcall');
  });
});

describe('menus', () => {
  it('are none in the installed app, except on macOS, where copy and paste need one', () => {
    expect(applicationMenu('win32', true)).toBeNull();
    expect(applicationMenu('linux', false)).toEqual([{ role: 'viewMenu' }]);
    expect(applicationMenu('darwin', true)).toEqual([
      { role: 'appMenu' },
      { role: 'editMenu' },
      { role: 'windowMenu' },
    ]);
  });

  it('become a template whose actions are heard', () => {
    const heard: string[] = [];
    const template = menuTemplate(
      [
        { kind: 'text', label: 'A & B' },
        { kind: 'separator' },
        { kind: 'action', label: 'Open', action: 'open' },
        { kind: 'switch', label: 'Start at login', action: 'start-at-login', isOn: true },
      ],
      (action) => heard.push(action),
    );
    for (const { click } of template) (click as (() => void) | undefined)?.();
    expect(heard).toEqual(['open', 'start-at-login']);
    expect(template.map(({ click: _, ...rest }) => rest)).toEqual([
      { label: 'A && B', enabled: false },
      { type: 'separator' },
      { label: 'Open' },
      { type: 'checkbox', label: 'Start at login', checked: true },
    ]);
  });
});
