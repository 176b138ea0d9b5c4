import { describe, expect, it } from 'vitest';
import { beforeReady } from '../../../../electron/desktop/system/startup.ts';

function callsOn(platform: string, { isPackaged = true, switches = [] as readonly string[] } = {}) {
  const calls: string[] = [];
  beforeReady({
    app: {
      isPackaged,
      commandLine: { hasSwitch: (name: string) => switches.includes(name) } as Electron.CommandLine,
      enableSandbox: () => void calls.push('sandbox'),
      setName: (name) => void calls.push(`name ${name}`),
      setPath: (name, to) => void calls.push(`${name} ${to}`),
      setAppUserModelId: (id) => void calls.push(`model ${id}`),
      setToastActivatorCLSID: (id) => void calls.push(`toasts ${id}`),
      setActivationPolicy: (policy) => void calls.push(`policy ${policy}`),
    },
    protocol: { registerSchemesAsPrivileged: (schemes) => void calls.push(`schemes ${schemes.length}`) },
    platform,
    userData: '/data/chromium',
  });
  return calls;
}

describe('before ready', () => {
  it.each([
    ['linux', []],
    ['win32', ['name Rollcall', 'model app.rollcall.desktop', 'toasts {6C1F6F44-0B8B-4B57-9D0B-2B2E8A6E5C11}']],
    ['darwin', ['policy accessory']],
  ])('sets what has to be set on %s', (platform, more) => {
    expect(callsOn(platform)).toEqual(['sandbox', 'schemes 1', 'userData /data/chromium', ...more]);
  });

  it('leaves the Start menu entry and the toasts of an installed Rollcall alone when it runs from its sources', () => {
    const installed = callsOn('win32');
    const fromSources = callsOn('win32', { isPackaged: false });
    const shared = fromSources.filter((call) => installed.includes(call));
    expect(shared).toEqual(['sandbox', 'schemes 1', 'userData /data/chromium']);
    expect(fromSources).toHaveLength(installed.length);
  });

  it('leaves a switch alone that turned the sandbox off, as the starter of an AppImage does', () => {
    expect(callsOn('linux', { switches: ['no-sandbox'] })).not.toContain('sandbox');
  });
});
