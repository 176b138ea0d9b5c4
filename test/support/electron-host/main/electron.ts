import { createLink, type Ask } from '../link.ts';
import type { EngineCalls, MainCalls } from '../wire.ts';
import { createHost } from './host.ts';
import { createReadiness } from './readiness.ts';

/** `import 'electron'` loads this in a separate process, over Chromium pages in the tests' process. */
const calls = {} as MainCalls;

/** Calls the engine in the tests' process. */
const engine: Ask<EngineCalls> = createLink<EngineCalls, MainCalls>(
  {
    send: (message) => void process.send?.(message, undefined, {}, () => undefined),
    onMessage: (listener) => void process.on('message', listener),
  },
  calls,
);
const { platform, argv, env } = process;
const readiness = createReadiness();
const host = createHost({ platform, argv, env, readiness, engine, exit: (code) => process.exit(code) });
Object.assign(calls, host.calls);

// The tests have ended, and with them every window.
process.on('disconnect', () => process.exit(1));

export const {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} = host.electron;
