import { describe, expect, it } from 'vitest';
import { createIpcBridge, type IpcRendererPort } from '../../../../electron/shared/contract/ipc-bridge.ts';
import { SAMPLE_DELTA, SAMPLE_SETTINGS } from '../../../support/fake-handlers.ts';

function setUp(answer: () => Promise<unknown> = () => Promise.resolve({ ok: true, value: null })) {
  const invoked: unknown[][] = [];
  const listeners: [string, (event: unknown, ...args: unknown[]) => void][] = [];
  const errors: unknown[] = [];
  const ipc: IpcRendererPort = {
    invoke(...args) {
      invoked.push(args);
      return answer();
    },
    on: (channel, listener) => listeners.push([channel, listener]),
  };
  const bridge = createIpcBridge(ipc, (error) => errors.push(error));
  const push = (...args: unknown[]) => listeners.forEach(([, listener]) => listener({ sender: 'electron' }, ...args));
  return { bridge, invoked, listeners, errors, push };
}

describe('the bridge over IPC', () => {
  it('asks on one channel, with the name and the argument tuple', async () => {
    const { bridge, invoked } = setUp();
    expect(await bridge.invoke('settings:update', { theme: 'dark' })).toEqual({ ok: true, value: null });
    expect(invoked).toEqual([['rollcall:command', 'settings:update', [{ theme: 'dark' }]]]);
  });

  it('answers unexpected, without the reason, when the call cannot be delivered', async () => {
    const { bridge } = setUp(() => Promise.reject(new Error('Error invoking remote method: at main.js:1')));
    expect(await bridge.invoke('app:info')).toEqual({
      ok: false,
      error: {
        code: 'unexpected',
        message: 'Something unexpected went wrong in Rollcall. Try again. If that does not help, restart Rollcall.',
      },
    });
  });

  it('listens once, on one channel, and gives listeners the payload and nothing else', () => {
    const { bridge, listeners, push } = setUp();
    const heard: unknown[][] = [];
    bridge.on('team:changed', (...args) => heard.push(['team', ...args]));
    bridge.on('settings:changed', (...args) => heard.push(['settings', ...args]));
    push('team:changed', SAMPLE_DELTA, 'more');
    push('settings:changed', SAMPLE_SETTINGS);
    push('no:such', 1);
    expect(heard).toEqual([
      ['team', SAMPLE_DELTA],
      ['settings', SAMPLE_SETTINGS],
    ]);
    expect(listeners.map(([channel]) => channel)).toEqual(['rollcall:event']);
  });

  it('unsubscribes, and reports what a listener throws', () => {
    const { bridge, errors, push } = setUp();
    const error = new Error('listener');
    const stop = bridge.on('settings:changed', () => {
      throw error;
    });
    push('settings:changed', SAMPLE_SETTINGS);
    stop();
    push('settings:changed', SAMPLE_SETTINGS);
    expect(errors).toEqual([error]);
  });
});
