import { describe, expect, it } from 'vitest';
import { arrangeQuit } from '../../../../electron/desktop/system/quit.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';
import { preventable } from '../fake-app.ts';

describe('quit', () => {
  function quitWith(stop: () => Promise<unknown>) {
    const clock = createFakeClock();
    const calls: string[] = [];
    const { electron } = startElectron();
    const { app, powerMonitor, BrowserWindow } = electron;
    app.quit = () => void calls.push('quit');
    const onSystemEnd = () => calls.push('system ends');
    const state = arrangeQuit(clock);
    state.follow({ stop, onSystemEnd });
    const quit = () => {
      const event = preventable();
      app.emit('before-quit', event);
      return event.isPrevented();
    };
    const newWindow = () => new BrowserWindow({ show: false });
    return { clock, calls, app, powerMonitor, newWindow, state, quit };
  }

  it('is held up until everything has stopped, and then happens', async () => {
    const end = Promise.withResolvers<void>();
    const { calls, quit, state, clock } = quitWith(() => end.promise);
    expect([state.isQuitting(), quit(), quit(), state.isQuitting(), calls]).toEqual([false, true, true, true, []]);
    end.resolve();
    await settle();
    expect([calls, quit(), clock.pending()]).toEqual([['quit'], false, []]);
  });

  it('waits three seconds at most, also for what fails', async () => {
    const hung = quitWith(() => new Promise(() => undefined));
    hung.quit();
    await hung.clock.advanceAsync(3_000);
    expect(hung.calls).toEqual(['quit']);
    const failing = quitWith(() => Promise.reject(new Error('x')));
    failing.quit();
    await settle();
    expect(failing.calls).toEqual(['quit']);
  });

  it('lets something else be the end, once everything has stopped', async () => {
    const end = Promise.withResolvers<void>();
    const { calls, quit, state } = quitWith(() => end.promise);
    state.stopThen(() => calls.push('install'));
    state.stopThen(() => calls.push('again'));
    expect([state.isQuitting(), quit(), calls]).toEqual([true, true, []]);
    end.resolve();
    await settle();
    expect([calls, quit()]).toEqual([['install'], false]);
  });

  it('keeps a shutdown waiting until everything has stopped, and holds up no quit that comes with it', async () => {
    const end = Promise.withResolvers<void>();
    const { calls, powerMonitor, quit, state } = quitWith(() => end.promise);
    const event = preventable();
    powerMonitor.emit('shutdown', event);
    expect([event.isPrevented(), state.isQuitting(), quit(), calls]).toEqual([true, true, false, ['system ends']]);
    end.resolve();
    await settle();
    expect(calls).toEqual(['system ends', 'quit']);
  });

  it('begins to stop at once when Windows ends the session, once for all windows', () => {
    let stops = 0;
    const { newWindow, quit } = quitWith(async () => void (stops += 1));
    const windows = [newWindow(), newWindow()];
    for (const window of windows) window.emit('session-end', { reasons: ['shutdown'] });
    expect([stops, quit()]).toEqual([1, false]);
  });

  it('stops once when the system ends while the app is ending', async () => {
    const end = Promise.withResolvers<void>();
    let stops = 0;
    const { calls, powerMonitor, quit } = quitWith(() => ((stops += 1), end.promise));
    quit();
    powerMonitor.emit('shutdown', preventable());
    end.resolve();
    await settle();
    expect([stops, calls, quit()]).toEqual([1, ['system ends', 'quit'], false]);
  });

  it('does not follow from closing all windows', () => {
    const { app, calls } = quitWith(() => Promise.resolve());
    expect([app.emit('window-all-closed'), calls]).toEqual([true, []]);
  });
});
