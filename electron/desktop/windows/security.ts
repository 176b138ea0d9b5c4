import { VIEW_FILE_NAME, VIEW_FILE_TYPE } from '../../shared/view-file.ts';
import { ORIGIN } from '../system/identity.ts';

type Contents = Pick<Electron.WebContents, 'on' | 'setWindowOpenHandler'>;
type Session = Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
  | 'on'
>;

/**
 * Keeps a page where it is: no navigation, no redirect, no new window, no webview (Electron security checklist, items
 * 12 to 14). Rollcall's own `loadURL` and the fragments that its views are switched by do not come through here.
 */
export function hardenContents(contents: Contents): void {
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * Grants a session nothing: Electron's default is to grant every permission (checklist, item 5). The one download is the
 * file of views that a page has made itself; Electron asks where to put it.
 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event, item) => {
    if (!isViewFile(item)) event.preventDefault();
  });
}

function isViewFile(item: Pick<Electron.DownloadItem, 'getURL' | 'getFilename' | 'getMimeType'>): boolean {
  const isOurs = item.getURL().startsWith(`blob:${ORIGIN}/`);
  return isOurs && item.getFilename() === VIEW_FILE_NAME && item.getMimeType() === VIEW_FILE_TYPE;
}

function refuse(event: { preventDefault(): void }): void {
  event.preventDefault();
}
