import { describe, expect, it } from 'vitest';
import { endWhenHung } from '../../../../electron/desktop/windows/unresponsive.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeWindow } from '../fake-electron.ts';

describe('a page that does not answer', () => {
  function watched() {
    const clock = createFakeClock();
    const window = fakeWindow();
    const calls: string[] = [];
    window.webContents.forcefullyCrashRenderer = () => calls.push('ended');
    endWhenHung(window, clock, () => calls.push('told'));
    return { clock, window, calls };
  }

  it('is ended after ten seconds, once', () => {
    const { clock, window, calls } = watched();
    window.emit('unresponsive');
    clock.advance(5_000);
    window.emit('unresponsive');
    clock.advance(4_999);
    expect(calls).toEqual([]);
    clock.advance(1);
    clock.advance(60_000);
    expect(calls).toEqual(['told', 'ended']);
  });

  it('is left alone when it answers again, or is closed', () => {
    const { clock, window, calls } = watched();
    window.emit('unresponsive');
    clock.advance(9_000);
    window.emit('responsive');
    clock.advance(60_000);
    window.emit('unresponsive');
    window.destroy();
    clock.advance(60_000);
    expect(calls).toEqual([]);
  });
});
