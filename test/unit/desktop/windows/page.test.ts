import { describe, expect, it } from 'vitest';
import { createPage, isVisible, whenVisible } from '../../../../electron/desktop/windows/page.ts';
import { createPages } from '../../../../electron/desktop/windows/pages.ts';
import { startElectron, type RecordedWindow } from '../../../support/electron-host/in-process.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

/** A window as the stand-in has it, seen as Electron's own by the code under test. */
const asElectrons = (window: RecordedWindow): Electron.BrowserWindow => window as unknown as Electron.BrowserWindow;

function newWindow(): RecordedWindow {
  const { electron } = startElectron();
  return new electron.BrowserWindow({ show: false }) as RecordedWindow;
}

function pageWith() {
  const { electron, made } = startElectron();
  const clock = createFakeClock();
  const calls: string[] = [];
  const page = createPage({
    build: () => asElectrons(new electron.BrowserWindow({ show: false }) as RecordedWindow),
    url: 'app://rollcall/index.html',
    clock,
    pages: createPages(() => undefined),
    onCrash: (wasVisible) => calls.push(`crash, ${wasVisible ? 'visible' : 'hidden'}`),
    onHung: () => calls.push('hung'),
    onSurprise: (error) => calls.push(`surprise ${String(error)}`),
  });
  const crash = (): void => {
    page.ensure();
    made.at(-1)?.webContents.crash();
    clock.advance(0);
  };
  return { page, made, clock, calls, crash };
}

describe('a page that crashes', () => {
  it('is built again after two crashes in five minutes, not after three', () => {
    const { page, clock, crash } = pageWith();
    crash();
    clock.jump(60_000);
    crash();
    expect(page.ensure()).not.toBeNull();
    crash();
    expect(page.ensure()).toBeNull();
    clock.jump(4 * 60_000);
    expect(page.ensure()).not.toBeNull();
  });

  it('does not wait for the old time of a clock that was set back', () => {
    const { page, clock, crash } = pageWith();
    for (let times = 0; times < 3; times += 1) crash();
    clock.jump(-3_600_000);
    expect(page.ensure()).not.toBeNull();
  });
});

describe('a page that does not answer', () => {
  it('is ended after ten seconds, once', () => {
    const { page, made, clock, calls } = pageWith();
    page.ensure();
    made[0]?.emit('unresponsive');
    clock.advance(5_000);
    made[0]?.emit('unresponsive');
    clock.advance(4_999);
    expect(calls).toEqual([]);
    clock.advance(1);
    clock.advance(60_000);
    expect(calls).toEqual(['hung', 'crash, hidden']);
  });

  it('is left alone when it answers again, or is closed', () => {
    const { page, made, clock, calls } = pageWith();
    page.ensure();
    made[0]?.emit('unresponsive');
    clock.advance(9_000);
    made[0]?.emit('responsive');
    clock.advance(60_000);
    made[0]?.emit('unresponsive');
    made[0]?.destroy();
    clock.advance(60_000);
    expect(calls).toEqual([]);
  });
});

describe('isVisible', () => {
  it('is a window that is shown and not minimised', () => {
    const window = newWindow();
    const seen = [isVisible(asElectrons(window))];
    for (const change of ['show', 'minimize', 'restore', 'hide'] as const) {
      window[change]();
      seen.push(isVisible(asElectrons(window)));
    }
    expect(seen).toEqual([false, true, false, true, false]);
  });

  it('is not a window that is gone, whose methods would throw', () => {
    const window = newWindow();
    window.show();
    window.destroy();
    window.isVisible = () => {
      throw new TypeError('Object has been destroyed');
    };
    expect(isVisible(asElectrons(window))).toBe(false);
  });
});

it.each(['show', 'restore', 'maximize', 'focus'])('whenVisible hears of %s', (event) => {
  const window = newWindow();
  let times = 0;
  whenVisible(asElectrons(window), () => (times += 1));
  window.emit(event);
  window.emit('blur');
  expect(times).toBe(1);
});
