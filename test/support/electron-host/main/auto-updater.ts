import { EventEmitter } from 'node:events';

/** docs: api/auto-updater: does nothing on Linux. electron-updater emits on it before it installs. */
export const autoUpdater = new EventEmitter();
