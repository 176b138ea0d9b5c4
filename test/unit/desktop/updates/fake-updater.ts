import { EventEmitter } from 'node:events';
import type { UpdateCheckResult } from 'electron-updater';
import type { Updater } from '../../../../electron/desktop/updates/updates.ts';

/** What a feed has for electron-updater, or how it fails. */
export interface FakeUpdate {
  /** Of the update; without one there is none. */
  version?: string;
  /** The check is rejected with it, and it is announced, as electron-updater does both. */
  checkError?: Error;
  /** Instead of a download that has ended already. */
  download?: Promise<string[]>;
  /** Announced when the update is to be installed. */
  installError?: Error;
  /** electron-updater finds that it cannot work here. */
  isInactive?: boolean;
}

/** electron-updater over a feed of the test's, which may be changed meanwhile; it records its calls. */
export function fakeUpdater(feed: FakeUpdate) {
  const calls: string[] = [];
  const updater = Object.assign(new EventEmitter(), {
    autoDownload: false,
    autoInstallOnAppQuit: false,
    allowDowngrade: true,
    allowPrerelease: true,
    logger: null,
    requestHeaders: null,
    async checkForUpdates(): Promise<UpdateCheckResult | null> {
      calls.push('check');
      if (feed.checkError !== undefined) {
        updater.emit('error', feed.checkError);
        throw feed.checkError;
      }
      if (feed.isInactive) return null;
      const { version = '1.2.3', download = Promise.resolve([]) } = feed;
      const updateInfo = { version, files: [], path: '', sha512: '', releaseDate: '' };
      const isUpdateAvailable = feed.version !== undefined;
      return { isUpdateAvailable, updateInfo, versionInfo: updateInfo, downloadPromise: download };
    },
    quitAndInstall(isSilent, isForceRunAfter) {
      calls.push(`install ${isSilent} ${isForceRunAfter}`);
      if (feed.installError !== undefined) updater.emit('error', feed.installError);
    },
  } satisfies Omit<Updater, 'on'> as Omit<Updater, 'on'>);
  return Object.assign(updater, { calls });
}
