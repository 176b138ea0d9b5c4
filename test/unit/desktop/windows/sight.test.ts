import { describe, expect, it } from 'vitest';
import { isInSight, whenInSight } from '../../../../electron/desktop/windows/sight.ts';
import { fakeWindow } from '../fake-electron.ts';

describe('isInSight', () => {
  it('is a window that is shown and not minimised', () => {
    const window = fakeWindow();
    const seen = [isInSight(window)];
    window.show();
    seen.push(isInSight(window));
    window.minimise();
    seen.push(isInSight(window));
    window.restore();
    seen.push(isInSight(window));
    window.hide();
    seen.push(isInSight(window));
    expect(seen).toEqual([false, true, false, true, false]);
  });

  it('is not a window that is gone, which must not be asked', () => {
    const gone = {
      isDestroyed: () => true,
      isVisible: () => {
        throw new TypeError('Object has been destroyed');
      },
      isMinimized: () => false,
    };
    expect(isInSight(gone)).toBe(false);
  });
});

describe('whenInSight', () => {
  it.each(['show', 'restore', 'maximize', 'focus'])('hears of %s', (event) => {
    const window = fakeWindow();
    let times = 0;
    whenInSight(window, () => (times += 1));
    window.emit(event);
    window.emit('blur');
    expect(times).toBe(1);
  });
});
