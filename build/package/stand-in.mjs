// Loaded with `node --import` in front of a packaged out/main.js: the bare specifier `electron` means this file, and
// gives what a terminal command needs of it.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: import.meta.url, shortCircuit: true } : next(specifier, context),
});

export const app = {
  isPackaged: false,
  commandLine: { hasSwitch: () => false },
  enableSandbox() {},
  disableHardwareAcceleration() {},
  setPath() {},
  whenReady: () => Promise.resolve(),
  exit: (/** @type {number} */ code) => process.exit(code),
};
