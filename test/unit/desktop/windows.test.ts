import { describe, expect, it } from 'vitest';
import { createHistoryWindow, historyOptions } from '../../../electron/desktop/history-window.ts';
import { createPages } from '../../../electron/desktop/pages.ts';
import { createPopover, type PopoverParts } from '../../../electron/desktop/popover.ts';
import { pageBackground, popoverOptions } from '../../../electron/desktop/popover-options.ts';
import type { UiState } from '../../../electron/desktop/ui-state.ts';
import type { Notice } from '../../../electron/shared/model.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeEvents, fakeWindow, preventable, TEAM, delta, type FakeWindow } from './fake-electron.ts';

const notice: Notice = { id: 'a', title: 'A', body: '', userId: null, isDemo: false };
const tray = { x: 1000, y: 0, width: 30, height: 24 };

function popoverWith(change: Partial<PopoverParts> = {}) {
  const clock = createFakeClock();
  const windows: FakeWindow[] = [];
  const sights: boolean[] = [];
  const surprises: unknown[] = [];
  const popover = createPopover({
    clock,
    look: 'popover',
    pages: createPages(),
    openWindow() {
      const window = fakeWindow();
      windows.push(window);
      return window;
    },
    place: () => ({ x: 825, y: 25 }),
    focusApp: () => undefined,
    isQuitting: () => false,
    onSight: (isInSight) => sights.push(isInSight),
    onSurprise: (error) => surprises.push(error),
    ...change,
  });
  const latest = (): FakeWindow => windows.at(-1) ?? fakeWindow();
  return { clock, windows, sights, surprises, popover, latest };
}

describe('popover', () => {
  it('is made ready without being shown', () => {
    const { popover, latest, sights } = popoverWith();
    popover.warm();
    expect(latest().calls).toEqual(['load app://rollcall/index.html']);
    expect(sights).toEqual([]);
  });

  it('opens at its place and takes the focus, in the window that was made ready', () => {
    const { popover, windows, latest, sights } = popoverWith();
    popover.warm();
    popover.toggle(tray);
    expect(latest().calls.slice(1)).toEqual(['bounds 825 25 380 620', 'show', 'focus']);
    expect([windows.length, sights]).toEqual([1, [true]]);
  });

  it('is hidden when it loses the focus, and not reopened by the click that took it', () => {
    const { popover, latest, clock, sights } = popoverWith();
    popover.toggle(tray);
    clock.advance(1_000);
    latest().emit('blur');
    expect([latest().isVisible(), sights]).toEqual([false, [true, false]]);
    clock.advance(100);
    popover.toggle(tray);
    expect(latest().isVisible()).toBe(false);
    clock.advance(1_000);
    popover.toggle(tray);
    expect(latest().isVisible()).toBe(true);
  });

  it('stays and takes the focus back when it is lost right after showing', () => {
    const { popover, latest, clock } = popoverWith();
    popover.toggle(tray);
    clock.advance(50);
    latest().emit('blur');
    expect([latest().isVisible(), latest().calls.at(-1)]).toEqual([true, 'focus']);
  });

  it('is hidden rather than closed, until the app ends', () => {
    let isQuitting = false;
    const { popover, latest } = popoverWith({ isQuitting: () => isQuitting });
    popover.open(tray);
    const first = preventable();
    latest().emit('close', first);
    expect([first.isPrevented(), latest().isVisible()]).toEqual([true, false]);
    isQuitting = true;
    const second = preventable();
    latest().emit('close', second);
    expect(second.isPrevented()).toBe(false);
  });

  it('is a normal window where it cannot be placed: no bounds, and it stays without the focus', () => {
    const { popover, latest, clock } = popoverWith({ look: 'window' });
    popover.open(null);
    clock.advance(1_000);
    latest().emit('blur');
    expect([latest().calls, latest().isVisible()]).toEqual([['load app://rollcall/index.html', 'show', 'focus'], true]);
    popover.hide();
    popover.appear();
    expect(latest().calls.slice(-2)).toEqual(['hide', 'showInactive']);
  });

  it('asks its page for a view once that has loaded', () => {
    const { popover, latest } = popoverWith();
    popover.open(tray);
    popover.ask({ view: 'team', userId: 'u-1' });
    expect(latest().webContents.sent).toEqual([]);
    latest().webContents.emit('did-finish-load');
    popover.ask({ view: 'settings', userId: null });
    expect(latest().webContents.sent).toEqual([
      ['rollcall:event', 'view:requested', { view: 'team', userId: 'u-1' }],
      ['rollcall:event', 'view:requested', { view: 'settings', userId: null }],
    ]);
  });

  it('keeps notices until somebody looks: the newest three, one per id', () => {
    const { popover, latest } = popoverWith();
    popover.warm();
    latest().webContents.emit('did-finish-load');
    for (const id of ['a', 'b', 'c', 'a', 'd']) popover.tell({ ...notice, id });
    expect(latest().webContents.sent).toEqual([]);
    popover.open(tray);
    popover.tell({ ...notice, id: 'e' });
    const ids = latest().webContents.sent.map(([, , told]) => (told as Notice).id);
    expect(ids).toEqual(['c', 'a', 'd', 'e']);
  });

  it('comes back after a crash when it was open, and waits for a click when it was not', () => {
    const { popover, windows, latest, clock } = popoverWith();
    popover.open(tray);
    latest().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    clock.advance(0);
    expect([windows.length, windows[0]?.isDestroyed(), latest().isVisible()]).toEqual([2, true, true]);
    popover.hide();
    latest().webContents.emit('render-process-gone', {}, { reason: 'oom' });
    clock.advance(0);
    expect(windows.length).toBe(2);
    popover.open(tray);
    expect(windows.length).toBe(3);
  });

  it('gives up after three crashes in five minutes, for five minutes', () => {
    const { popover, windows, latest, clock } = popoverWith();
    popover.open(tray);
    for (let crash = 0; crash < 3; crash += 1) {
      latest().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
      clock.advance(0);
    }
    expect(windows.length).toBe(3);
    popover.toggle(tray);
    expect(windows.length).toBe(3);
    clock.jump(5 * 60_000);
    popover.toggle(tray);
    expect(windows.length).toBe(4);
  });
});

describe('window options', () => {
  const style = { webPreferences: { preload: '/p' }, backgroundColor: '#fff', icon: undefined };

  it('make a popover frameless and keep it out of the taskbar', () => {
    expect(popoverOptions('popover', { isMenuBarApp: true }, style)).toMatchObject({
      width: 380,
      height: 620,
      frame: false,
      skipTaskbar: true,
      show: false,
      type: 'panel',
    });
    expect(popoverOptions('popover', { isMenuBarApp: false }, style)).not.toHaveProperty('type');
  });

  it('make the substitute an ordinary window', () => {
    expect(popoverOptions('window', { isMenuBarApp: false }, style)).toMatchObject({
      frame: true,
      skipTaskbar: false,
      resizable: true,
      minimizable: true,
    });
  });

  it('start a window in the colour of its page', () => {
    expect([pageBackground(true), pageBackground(false)]).toEqual(['#14161a', '#fbfbfc']);
    expect(historyOptions({ width: 5, height: 6 }, style)).toMatchObject({ width: 5, height: 6, show: false });
  });
});

describe('history window', () => {
  function historyWith(saved: UiState['history'] = null) {
    const windows: FakeWindow[] = [];
    const bounds: unknown[] = [];
    let state: UiState = { history: saved, toldReason: null };
    const history = createHistoryWindow({
      clock: createFakeClock(),
      pages: createPages(),
      openWindow(at) {
        bounds.push(at);
        const window = fakeWindow();
        windows.push(window);
        return window;
      },
      workAreas: () => [{ x: 0, y: 0, width: 1920, height: 1040 }],
      state: { get: () => state, update: async (patch) => void (state = { ...state, ...patch }) },
      focusApp: () => undefined,
      onSurprise: () => undefined,
    });
    const latest = (): FakeWindow => windows.at(-1) ?? fakeWindow();
    return { history, windows, bounds, latest, state: () => state };
  }

  it('shows itself when it has something to show, and comes to the front the second time', () => {
    const { history, windows, latest, bounds } = historyWith();
    history.open();
    expect([latest().calls, bounds]).toEqual([
      ['load app://rollcall/index.html?view=history'],
      [{ x: 430, y: 200, width: 1060, height: 640 }],
    ]);
    latest().emit('ready-to-show');
    history.open();
    expect([windows.length, latest().calls.slice(1)]).toEqual([1, ['show', 'focus', 'show', 'focus']]);
  });

  it('remembers where it was, and opens there the next time', async () => {
    const { history, latest, bounds, state } = historyWith();
    history.open();
    latest().emit('close');
    latest().emit('closed');
    expect(state().history).toEqual({ x: 1, y: 2, width: 800, height: 500 });
    await history.remember();
    history.open();
    expect(bounds.at(-1)).toEqual({ x: 1, y: 2, width: 800, height: 500 });
  });
});

describe('pages', () => {
  it('all hear every event, until they are gone', () => {
    const pages = createPages();
    const events = fakeEvents();
    const gone: string[] = [];
    pages.onGone((sender) => gone.push(sender));
    const [first, second] = [fakeWindow().webContents, fakeWindow().webContents];
    pages.add(first);
    pages.add(second);
    const unfollow = pages.follow(events);
    const change = delta({ counts: TEAM.counts });
    events.emit('team:changed', change);
    first.emit('render-process-gone', {}, { reason: 'crashed' });
    first.emit('destroyed');
    events.emit('team:changed', change);
    unfollow();
    events.emit('team:changed', change);
    expect([first.sent.length, second.sent.length]).toEqual([1, 2]);
    expect(first.sent[0]).toEqual(['rollcall:event', 'team:changed', change]);
    expect(gone).toEqual([`window-${first.id}`]);
  });
});
