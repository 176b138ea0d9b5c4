import { expect, it } from 'vitest';
import { beforeReady } from '../../../electron/desktop/before-ready.ts';

it.each([
  ['linux', []],
  ['win32', ['model app.rollcall.desktop', 'toasts {6C1F6F44-0B8B-4B57-9D0B-2B2E8A6E5C11}']],
  ['darwin', ['policy accessory']],
])('sets what has to be set before ready on %s', (platform, more) => {
  const calls: string[] = [];
  beforeReady({
    app: {
      enableSandbox: () => void calls.push('sandbox'),
      setPath: (name, to) => void calls.push(`${name} ${to}`),
      setAppUserModelId: (id) => void calls.push(`model ${id}`),
      setToastActivatorCLSID: (id) => void calls.push(`toasts ${id}`),
      setActivationPolicy: (policy) => void calls.push(`policy ${policy}`),
    },
    protocol: { registerSchemesAsPrivileged: (schemes) => void calls.push(`schemes ${schemes.length}`) },
    platform,
    userData: '/data/chromium',
  });
  expect(calls).toEqual(['sandbox', 'schemes 1', 'userData /data/chromium', ...more]);
});
