// Loaded with `node --import` in front of a packaged out/main.js: the bare specifier `electron` means this file, and
// gives what a terminal command needs of it.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: import.meta.url, shortCircuit: true } : next(specifier, context),
});

let isReady = false;

/** What Electron's documentation says of both (api/app): before `ready` only. */
function onlyBeforeReady() {
  if (isReady) throw new Error('This can only be called before app is ready');
}

export const app = {
  isPackaged: false,
  commandLine: { hasSwitch: () => false },
  enableSandbox: onlyBeforeReady,
  disableHardwareAcceleration: onlyBeforeReady,
  setPath() {},
  whenReady() {
    isReady = true;
    return Promise.resolve();
  },
  exit: (/** @type {number} */ code) => process.exit(code),
};

/** What the bundle names for the tray app; a command that used one of them would fail here. */
export const [
  BrowserWindow,
  Menu,
  Notification,
  Tray,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
] = /** @type {undefined[]} */ ([]);
