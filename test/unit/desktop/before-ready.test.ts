import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { beforeReady } from '../../../electron/desktop/before-ready.ts';

it.each([
  ['linux', []],
  ['win32', ['model app.rollcall.desktop', 'toasts {6C1F6F44-0B8B-4B57-9D0B-2B2E8A6E5C11}']],
  ['darwin', ['policy accessory']],
])('sets what has to be set before ready on %s', async (platform, more) => {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-data-'));
  const calls: string[] = [];
  beforeReady({
    app: {
      enableSandbox: () => void calls.push('sandbox'),
      setPath: (name, to) => void calls.push(`${name} ${path.relative(dataFolder, to)}`),
      setAppUserModelId: (id) => void calls.push(`model ${id}`),
      setToastActivatorCLSID: (id) => void calls.push(`toasts ${id}`),
      setActivationPolicy: (policy) => void calls.push(`policy ${policy}`),
    },
    protocol: { registerSchemesAsPrivileged: (schemes) => void calls.push(`schemes ${schemes.length}`) },
    platform,
    dataFolder,
  });
  expect(calls).toEqual(['sandbox', 'schemes 1', 'userData chromium', ...more]);
  expect((await stat(path.join(dataFolder, 'chromium'))).isDirectory()).toBe(true);
  await rm(dataFolder, { recursive: true });
});
