import { describe, expect, it } from 'vitest';
import { createPages } from '../../../../electron/desktop/windows/pages.ts';
import { createPopover, type PopoverParts } from '../../../../electron/desktop/windows/popover.ts';
import type { Notice } from '../../../../electron/shared/model.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeWindow, preventable, sentBefore, type FakeWindow } from '../fake-electron.ts';

const ofAgent: Notice = { id: 'a', title: 'A', body: '', userId: 'u-1', connectionId: 'c-1', isDemo: false };
const advice: Notice = { ...ofAgent, id: 'advice', userId: null, connectionId: null };
const tray = { x: 1000, y: 0, width: 30, height: 24 };

function popoverWith(change: Partial<PopoverParts> = {}) {
  const clock = createFakeClock();
  const windows: FakeWindow[] = [];
  const sights: boolean[] = [];
  const surprises: unknown[] = [];
  const popover = createPopover({
    clock,
    look: 'popover',
    floats: false,
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
    onHung: () => surprises.push('hung'),
    onSurprise: (error) => surprises.push(error),
    ...change,
  });
  const latest = (): FakeWindow => windows.at(-1) ?? fakeWindow();
  return { clock, windows, sights, surprises, popover, latest };
}

function idsSentTo({ webContents }: FakeWindow): string[] {
  return webContents.sent.map(([, , told]) => (told as Notice).id);
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

  it('comes back at once after a click that hid it, though hiding it takes the focus, too', () => {
    const { popover, latest, clock } = popoverWith();
    popover.toggle(tray);
    clock.advance(1_000);
    popover.toggle(tray);
    latest().emit('blur');
    clock.advance(100);
    popover.toggle(tray);
    expect(latest().isVisible()).toBe(true);
  });

  it('stays in front when it is pinned, and goes by a click as before', () => {
    const { popover, latest, clock } = popoverWith();
    popover.toggle(tray);
    clock.advance(1_000);
    popover.pin(true);
    latest().emit('blur');
    expect([latest().isVisible(), latest().calls.at(-1)]).toEqual([true, 'on top true']);
    popover.toggle(tray);
    expect(latest().isVisible()).toBe(false);
    popover.toggle(tray);
    popover.pin(false);
    clock.advance(1_000);
    latest().emit('blur');
    expect([latest().isVisible(), latest().calls.slice(-2)]).toEqual([false, ['on top false', 'hide']]);
  });

  it('is left at its level where it floats by itself: pinned and unpinned it is in front', () => {
    const { popover, latest, clock } = popoverWith({ floats: true });
    popover.toggle(tray);
    popover.pin(true);
    clock.advance(1_000);
    latest().emit('blur');
    expect(latest().isVisible()).toBe(true);
    popover.pin(false);
    latest().emit('blur');
    expect([latest().isVisible(), latest().calls.filter((call) => call.startsWith('on top'))]).toEqual([false, []]);
  });

  it('is not pinned any more after its page was built anew, which knows nothing of it', () => {
    const { popover, latest, clock } = popoverWith();
    popover.open(tray);
    popover.pin(true);
    latest().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    clock.advance(1_000);
    latest().emit('blur');
    expect(latest().isVisible()).toBe(false);
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
    popover.toggle(null);
    expect(latest().isVisible()).toBe(true);
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
    for (const id of ['a', 'b', 'c', 'a', 'd']) popover.tell({ ...ofAgent, id });
    expect(latest().webContents.sent).toEqual([]);
    popover.open(tray);
    popover.tell({ ...ofAgent, id: 'e' });
    expect(idsSentTo(latest())).toEqual(['c', 'a', 'd', 'e']);
  });

  it('keeps advice however many agents change status meanwhile', () => {
    const { popover, latest } = popoverWith();
    popover.warm();
    latest().webContents.emit('did-finish-load');
    popover.tell(advice);
    for (const id of ['a', 'b', 'c', 'd']) popover.tell({ ...ofAgent, id });
    popover.open(tray);
    expect(idsSentTo(latest())).toEqual(['advice', 'c', 'd']);
  });

  it('leaves out nothing that Rollcall says of itself', () => {
    const { popover, latest } = popoverWith();
    popover.warm();
    latest().webContents.emit('did-finish-load');
    for (const id of ['failed', 'storage', 'menu', 'window']) popover.tell({ ...advice, id });
    for (const id of ['a', 'b']) popover.tell({ ...ofAgent, id });
    popover.open(tray);
    expect(idsSentTo(latest())).toEqual(['failed', 'storage', 'menu', 'window', 'b']);
  });

  it('says that a notice was told once its page shows it, not before', () => {
    const { popover, latest } = popoverWith();
    const told: string[] = [];
    popover.warm();
    popover.tell(advice, () => told.push('advice'));
    popover.open(tray);
    expect([told, latest().webContents.sent]).toEqual([[], []]);
    latest().webContents.emit('did-finish-load');
    expect([told, idsSentTo(latest())]).toEqual([['advice'], ['advice']]);
    popover.hide();
    popover.open(tray);
    expect(told).toEqual(['advice']);
  });

  it('tells what came while it was minimised when it is restored', () => {
    const { popover, latest } = popoverWith({ look: 'window' });
    popover.open(null);
    latest().webContents.emit('did-finish-load');
    latest().minimise();
    popover.tell(advice);
    expect(idsSentTo(latest())).toEqual([]);
    latest().restore();
    expect(idsSentTo(latest())).toEqual(['advice']);
  });

  it('drops what names somebody when names are hidden before anybody looked', () => {
    const { popover, latest } = popoverWith();
    popover.warm();
    latest().webContents.emit('did-finish-load');
    popover.tell({ ...ofAgent, title: 'Ann Lee: AWAY' });
    popover.tell(advice);
    popover.hideNames();
    popover.tell({ ...ofAgent, id: 'masked', title: 'A. L.: BUSY' });
    popover.open(tray);
    expect(idsSentTo(latest())).toEqual(['advice', 'masked']);
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

  it('is told nothing while it is hidden, and what it missed before it is shown', () => {
    const pages = createPages();
    const { popover, latest, clock } = popoverWith({ pages });
    const told = (): unknown[] => latest().webContents.sent.map(([, name]) => name);
    popover.warm();
    latest().webContents.emit('did-finish-load');
    pages.tell('hours:changed', null);
    pages.tell('gap:changed', null);
    popover.tell(ofAgent);
    expect(told()).toEqual([]);
    const toldBefore = sentBefore(latest(), 'show');
    popover.open(tray);
    expect(toldBefore()).toEqual(['hours:changed', 'gap:changed', 'notice:raised']);
    pages.tell('hours:changed', null);
    clock.advance(1_000);
    latest().emit('blur');
    pages.tell('hours:changed', null);
    expect(told().length).toBe(4);
  });

  it('is told what it missed when the system shows it', () => {
    const pages = createPages();
    const { popover, latest } = popoverWith({ pages });
    popover.warm();
    latest().webContents.emit('did-finish-load');
    pages.tell('gap:changed', null);
    popover.tell(ofAgent);
    latest().show();
    expect(latest().webContents.sent.map(([, name]) => name)).toEqual(['gap:changed', 'notice:raised']);
  });
});
