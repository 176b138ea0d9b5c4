import { describe, expect, it } from 'vitest';
import { arrangeQuit } from '../../../electron/desktop/quit.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { emitting, preventable } from './fake-electron.ts';

describe('quit', () => {
  function quitWith(stop: () => Promise<unknown>) {
    const clock = createFakeClock();
    const calls: string[] = [];
    const app = emitting<Pick<Electron.App, 'on' | 'quit'>>({ quit: () => calls.push('quit') });
    const powerMonitor = emitting<Pick<Electron.PowerMonitor, 'on'>>({});
    const state = arrangeQuit({ app, powerMonitor, clock, stop });
    const quit = () => {
      const event = preventable();
      app.emit('before-quit', event);
      return event.isPrevented();
    };
    return { clock, calls, app, powerMonitor, state, quit };
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

  it('does not hold up the end of the system', () => {
    const { powerMonitor, quit } = quitWith(() => Promise.resolve());
    powerMonitor.emit('shutdown');
    expect(quit()).toBe(false);
  });

  it('does not follow from closing all windows', () => {
    const { app, calls } = quitWith(() => Promise.resolve());
    expect([app.emit('window-all-closed'), calls]).toEqual([true, []]);
  });
});
