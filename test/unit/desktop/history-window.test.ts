import { describe, expect, it } from 'vitest';
import { createHistoryWindow } from '../../../electron/desktop/history-window.ts';
import { createPages } from '../../../electron/desktop/pages.ts';
import type { UiState } from '../../../electron/desktop/ui-state.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeWindow, type FakeWindow } from './fake-electron.ts';

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
      onHung: () => undefined,
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
