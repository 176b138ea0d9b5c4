import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../../electron/shared/model.ts';
import { createHistoryWindow } from '../../../../electron/desktop/windows/history-window.ts';
import { createPages } from '../../../../electron/desktop/windows/pages.ts';
import type { UiState } from '../../../../electron/desktop/windows/window-state.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeEvents, fakeWindow, sentBefore, type FakeWindow } from '../fake-electron.ts';

describe('history window', () => {
  function historyWith(saved: UiState['history'] = null) {
    const windows: FakeWindow[] = [];
    const bounds: unknown[] = [];
    let state: UiState = { history: saved, toldReason: null };
    const pages = createPages();
    const events = fakeEvents();
    pages.follow(events);
    const history = createHistoryWindow({
      clock: createFakeClock(),
      pages,
      openWindow(at) {
        bounds.push(at);
        const window = fakeWindow();
        windows.push(window);
        return window;
      },
      workAreas: () => [{ x: 0, y: 0, width: 1920, height: 1040 }],
      state: { get: () => state, update: async (patch) => void (state = { ...state, ...patch }) },
      focusApp: () => undefined,
      onHung: () => undefined,
      onSurprise: () => undefined,
    });
    const latest = (): FakeWindow => windows.at(-1) ?? fakeWindow();
    return { history, windows, bounds, latest, events, state: () => state };
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

  it('is told nothing while it is minimised, and what it missed before it is restored', () => {
    const { history, latest, events } = historyWith();
    history.open();
    latest().emit('ready-to-show');
    events.emit('settings:changed', DEFAULT_PREFERENCES);
    latest().minimise();
    events.emit('settings:changed', { ...DEFAULT_PREFERENCES, isMasked: true });
    expect(latest().webContents.sent.length).toBe(1);
    const toldBefore = sentBefore(latest(), 'restore');
    history.open();
    expect([toldBefore()?.length, latest().webContents.sent.length]).toEqual([2, 2]);
  });
});
