import { PAGE_PARTITION } from '../system/identity.ts';

/**
 * How every page of Rollcall runs; no window is made with anything else (Electron security checklist, items 2 to 6 and
 * 11; the keys of items 8 to 10 are left out on purpose). The spell checker would fetch dictionaries from the web.
 */
export const WEB_PREFERENCES = Object.freeze({
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  partition: PAGE_PARTITION,
}) satisfies Electron.WebPreferences;

/** The preferences of a window: the above, the preload script, and developer tools in a build tree only. */
export function webPreferences(preload: string, isPackaged: boolean): Electron.WebPreferences {
  return { ...WEB_PREFERENCES, preload, devTools: !isPackaged };
}
