import { describe, expect, it } from 'vitest';
import { createPages } from '../../../../electron/desktop/windows/pages.ts';
import { createPopover, type PopoverParts } from '../../../../electron/desktop/windows/popover.ts';
import type { Notice } from '../../../../electron/shared/model.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { preventable } from '../fake-app.ts';
import { startElectron, type RecordedWindow } from '../../../support/electron-host/in-process.ts';

const ofAgent: Notice = { id: 'a', title: 'A', body: '', userId: 'u-1', connectionId: 'c-1', isDemo: false };
const advice: Notice = { ...ofAgent, id: 'advice', userId: null, connectionId: null };
const tray = { x: 1000, y: 0, width: 30, height: 24 };

function popoverWith(change: Partial<PopoverParts> = {}) {
  const { electron, made, sentTo } = startElectron();
  const clock = createFakeClock();
  const changes: boolean[] = [];
  const surprises: unknown[] = [];
  const popover = createPopover({
    clock,
    mode: 'popover',
    floats: false,
    pages: createPages(() => undefined),
    openWindow: () => new electron.BrowserWindow({ show: false }) as unknown as Electron.BrowserWindow,
    positionAt: () => ({ x: 825, y: 25 }),
    focusApp: () => undefined,
    isQuitting: () => false,
    onVisible: (isVisible) => changes.push(isVisible),
    onHung: () => surprises.push('hung'),
    onSurprise: (error) => surprises.push(error),
    ...change,
  });
  const latest = (): RecordedWindow => made.at(-1) as RecordedWindow;
  const sent = (): readonly unknown[][] => sentTo(latest());
  const ids = (): string[] => sent().map(([, , notice]) => (notice as Notice).id);
  const names = (): unknown[] => sent().map(([, name]) => name);
  const load = (): void => void latest().webContents.emit('did-finish-load');
  return { clock, made, changes, surprises, popover, latest, sent, ids, names, load };
}

describe('popover', () => {
  it('is made ready without being shown', () => {
    const { changes, popover, latest } = popoverWith();
    popover.warm();
    expect(latest().calls).toEqual(['load app://rollcall/index.html']);
    expect(changes).toEqual([]);
  });

  it('opens at the icon and takes the focus, in the window that was made ready', async () => {
    const { made, changes, popover, latest } = popoverWith();
    popover.warm();
    popover.toggle(tray);
    await settle();
    expect(latest().calls.slice(1)).toEqual(['bounds 825 25 380 620', 'show', 'focus']);
    expect([made.length, changes]).toEqual([1, [true]]);
  });

  it('is hidden when it loses the focus, and not reopened by the click that took it', async () => {
    const { clock, changes, popover, latest } = popoverWith();
    popover.toggle(tray);
    clock.advance(1_000);
    latest().emit('blur');
    await settle();
    expect([latest().isVisible(), changes]).toEqual([false, [true, false]]);
    clock.advance(100);
    popover.toggle(tray);
    expect(latest().isVisible()).toBe(false);
    clock.advance(1_000);
    popover.toggle(tray);
    expect(latest().isVisible()).toBe(true);
  });

  it('comes back at once after a click that hid it, though hiding it takes the focus, too', () => {
    const { clock, popover, latest } = popoverWith();
    popover.toggle(tray);
    clock.advance(1_000);
    popover.toggle(tray);
    latest().emit('blur');
    clock.advance(100);
    popover.toggle(tray);
    expect(latest().isVisible()).toBe(true);
  });

  it('stays in front when it is pinned, and goes by a click as before', () => {
    const { clock, popover, latest } = popoverWith();
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
    const { clock, popover, latest } = popoverWith({ floats: true });
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
    const { clock, popover, latest } = popoverWith();
    popover.open(tray);
    popover.pin(true);
    latest().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    clock.advance(1_000);
    latest().emit('blur');
    expect(latest().isVisible()).toBe(false);
  });

  it('stays and takes the focus back when it is lost right after showing', () => {
    const { clock, popover, latest } = popoverWith();
    popover.toggle(tray);
    clock.advance(50);
    latest().emit('blur');
    expect([latest().isVisible(), latest().calls.at(-1)]).toEqual([true, 'focus']);
  });

  it.each([
    [199, true],
    [200, false],
  ])('after %i ms counts as left by its user or not: %j', (ms, isVisible) => {
    const { popover, latest, clock } = popoverWith();
    popover.toggle(tray);
    clock.advance(ms);
    latest().emit('blur');
    expect(latest().isVisible()).toBe(isVisible);
  });

  it('is hidden, and opened by a click, however far the clock was set back', () => {
    const { popover, latest, clock } = popoverWith();
    popover.toggle(tray);
    clock.jump(-3_600_000);
    latest().emit('blur');
    expect(latest().isVisible()).toBe(false);
    clock.jump(-3_600_000);
    popover.toggle(tray);
    expect(latest().isVisible()).toBe(true);
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
    const { clock, popover, latest } = popoverWith({ mode: 'window' });
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
    const { popover, sent, load } = popoverWith();
    popover.open(tray);
    popover.requestView({ view: 'team', userId: 'u-1' });
    expect(sent()).toEqual([]);
    load();
    popover.requestView({ view: 'settings', userId: null });
    expect(sent()).toEqual([
      ['rollcall:event', 'view:requested', { view: 'team', userId: 'u-1' }],
      ['rollcall:event', 'view:requested', { view: 'settings', userId: null }],
    ]);
  });

  it('keeps notices until it is visible: the newest three, one per id', () => {
    const { popover, sent, ids, load } = popoverWith();
    popover.warm();
    load();
    for (const id of ['a', 'b', 'c', 'a', 'd']) popover.notify({ ...ofAgent, id });
    expect(sent()).toEqual([]);
    popover.open(tray);
    popover.notify({ ...ofAgent, id: 'e' });
    expect(ids()).toEqual(['c', 'a', 'd', 'e']);
  });

  it('keeps advice however many agents change status meanwhile', () => {
    const { popover, ids, load } = popoverWith();
    popover.warm();
    load();
    popover.notify(advice);
    for (const id of ['a', 'b', 'c', 'd']) popover.notify({ ...ofAgent, id });
    popover.open(tray);
    expect(ids()).toEqual(['advice', 'c', 'd']);
  });

  it('leaves out nothing that Rollcall says of itself', () => {
    const { popover, ids, load } = popoverWith();
    popover.warm();
    load();
    for (const id of ['failed', 'storage', 'menu', 'window']) popover.notify({ ...advice, id });
    for (const id of ['a', 'b']) popover.notify({ ...ofAgent, id });
    popover.open(tray);
    expect(ids()).toEqual(['failed', 'storage', 'menu', 'window', 'b']);
  });

  it('reports a notice as seen once its page shows it, not before', () => {
    const { popover, sent, ids, load } = popoverWith();
    const seen: string[] = [];
    popover.warm();
    popover.notify(advice, () => seen.push('advice'));
    popover.open(tray);
    expect([seen, sent()]).toEqual([[], []]);
    load();
    expect([seen, ids()]).toEqual([['advice'], ['advice']]);
    popover.hide();
    popover.open(tray);
    expect(seen).toEqual(['advice']);
  });

  it('tells what came while it was minimised when it is restored', () => {
    const { popover, latest, ids, load } = popoverWith({ mode: 'window' });
    popover.open(null);
    load();
    latest().minimize();
    popover.notify(advice);
    expect(ids()).toEqual([]);
    latest().restore();
    expect(ids()).toEqual(['advice']);
  });

  it('drops what names somebody when names are hidden before anybody saw it', () => {
    const { popover, ids, load } = popoverWith();
    popover.warm();
    load();
    popover.notify({ ...ofAgent, title: 'Ann Lee: AWAY' });
    popover.notify(advice);
    popover.hideNames();
    popover.notify({ ...ofAgent, id: 'masked', title: 'A. L.: BUSY' });
    popover.open(tray);
    expect(ids()).toEqual(['advice', 'masked']);
  });

  it('comes back after a crash when it was open, and waits for a click when it was not', () => {
    const { clock, made, popover, latest } = popoverWith();
    popover.open(tray);
    latest().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    clock.advance(0);
    expect([made.length, made[0]?.isDestroyed(), latest().isVisible()]).toEqual([2, true, true]);
    popover.hide();
    latest().webContents.emit('render-process-gone', {}, { reason: 'oom' });
    clock.advance(0);
    expect(made.length).toBe(2);
    popover.open(tray);
    expect(made.length).toBe(3);
  });

  it('gives up after three crashes in five minutes, for five minutes', () => {
    const { clock, made, popover, latest } = popoverWith();
    popover.open(tray);
    for (let crash = 0; crash < 3; crash += 1) {
      latest().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
      clock.advance(0);
    }
    expect(made.length).toBe(3);
    popover.toggle(tray);
    expect(made.length).toBe(3);
    clock.jump(5 * 60_000);
    popover.toggle(tray);
    expect(made.length).toBe(4);
  });

  it('is sent nothing while it is hidden, and what it missed before it is shown', () => {
    const pages = createPages(() => undefined);
    const { clock, popover, latest, names, load } = popoverWith({ pages });
    popover.warm();
    load();
    pages.send('hours:changed', null);
    pages.send('digest:changed', null);
    popover.notify(ofAgent);
    expect(names()).toEqual([]);
    const show = latest().show.bind(latest());
    let sentBefore: unknown[] = [];
    latest().show = () => {
      sentBefore = names();
      show();
    };
    popover.open(tray);
    expect(sentBefore).toEqual(['hours:changed', 'digest:changed', 'notice:raised']);
    pages.send('hours:changed', null);
    clock.advance(1_000);
    latest().emit('blur');
    pages.send('hours:changed', null);
    expect(names().length).toBe(4);
  });

  it('is sent what it missed when the system shows it', async () => {
    const pages = createPages(() => undefined);
    const { popover, latest, names, load } = popoverWith({ pages });
    popover.warm();
    load();
    pages.send('digest:changed', null);
    popover.notify(ofAgent);
    latest().show();
    await settle();
    expect(names()).toEqual(['digest:changed', 'notice:raised']);
  });
});
