import { EventEmitter } from 'node:events';

/** docs: api/auto-updater: nothing on Linux; electron-updater announces on it that it is about to install. */
export const autoUpdater = new EventEmitter();
