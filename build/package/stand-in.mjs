// Loaded with `node --import` before a packaged out/main.js. It takes the place of `electron` and provides what a
// terminal command needs from it.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: import.meta.url, shortCircuit: true } : next(specifier, context),
});

let isReady = false;

/** Electron's documentation allows both only before `ready` (api/app). */
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

/** The bundle imports these for the tray app. A command that used one would fail here. */
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
