import { app, Menu, session } from 'electron';
import { isHistoryFile } from '../../shared/history/history-file.ts';
import { RULE_FILE_NAME, RULE_FILE_TYPE } from '../../shared/alerts/rule-file.ts';
import { VIEW_FILE_NAME, VIEW_FILE_TYPE } from '../../shared/views/view-file.ts';
import { ORIGIN, PAGE_PARTITION, SCHEME } from '../system/identity.ts';
import { createPageHandler } from './protocol.ts';

/**
 * Puts every page into Chromium's sandbox. Not where `--no-sandbox` was given, as the AppImage's starter does where the
 * system allows no user namespaces: Electron would take that switch away after the processes that pages come from were
 * started without one (shell/browser/api/electron_api_app.cc). Each page is sandboxed by its own preferences anyway.
 */
export function enableSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/** Everything that has to hold before the first window is made: sessions, pages, navigation, the application menu. */
export function secure(rendererFolder: string, platform: string): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
  const pages = session.fromPartition(PAGE_PARTITION);
  lockSession(pages);
  lockSession(session.defaultSession);
  pages.protocol.handle(SCHEME, createPageHandler(rendererFolder));
  const menu = applicationMenu(platform, app.isPackaged);
  Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));
}

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

/**
 * Keeps a page where it is: no navigation, no redirect, no new window, no webview (Electron security checklist, items
 * 12 to 14). Rollcall's own `loadURL` and the fragments that its views are switched by do not come through here.
 */
export function hardenContents(contents: Electron.WebContents): void {
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * Grants a session nothing: Electron's default is to grant every permission (checklist, item 5). The only
 * downloads are files of views, of rules and of the history that a page has made itself; Electron asks where to put them.
 */
export function lockSession(pages: Electron.Session): void {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.setSpellCheckerEnabled(false);
  pages.on('will-download', (event, item) => {
    if (!isOurFile(item)) event.preventDefault();
  });
}

function isOurFile(item: Pick<Electron.DownloadItem, 'getURL' | 'getFilename' | 'getMimeType'>): boolean {
  const isOurs = item.getURL().startsWith(`blob:${ORIGIN}/`);
  const [name, type] = [item.getFilename(), item.getMimeType()];
  const isViews = name === VIEW_FILE_NAME && type === VIEW_FILE_TYPE;
  const isRules = name === RULE_FILE_NAME && type === RULE_FILE_TYPE;
  return isOurs && (isViews || isRules || isHistoryFile(name, type));
}

function refuse(event: { preventDefault(): void }): void {
  event.preventDefault();
}

type Template = Electron.MenuItemConstructorOptions[];

/**
 * The application menu of a system; null for none. macOS needs one even without a menu bar in sight: copy, paste and
 * quit work by its shortcuts (electronjs.org/docs/latest/api/menu). The developer tools exist in a build tree only.
 */
export function applicationMenu(platform: string, isPackaged: boolean): Template | null {
  const tools: Template = isPackaged ? [] : [{ role: 'viewMenu' }];
  if (platform === 'darwin') return [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }, ...tools];
  return tools.length === 0 ? null : tools;
}
