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

/** Grants a session nothing: Electron's default is to grant every permission (checklist, item 5). */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', refuse);
}

function refuse(event: { preventDefault(): void }): void {
  event.preventDefault();
}
