/** Reverse-domain name of the app; electron-builder.yml has it as `appId`, and Windows ties toasts to it. */
export const APP_ID = 'app.rollcall.desktop';
/** What Windows knows a program by that shows notifications. */
export interface ToastIdentity {
  /** Of its entry in the Start menu, which Electron writes for whichever program runs, over any of that name. */
  readonly name: string;
  readonly appId: string;
  /** The id by which Windows starts it when a notification is clicked; Electron's default is random in each run. */
  readonly activator: string;
}
export const INSTALLED: ToastIdentity = {
  name: 'Rollcall',
  appId: APP_ID,
  activator: '{6C1F6F44-0B8B-4B57-9D0B-2B2E8A6E5C11}',
};
/** Run from its sources, it must not replace anything of an installed Rollcall. */
export const BUILD_TREE: ToastIdentity = {
  name: 'Rollcall (build tree)',
  appId: `${APP_ID}.build-tree`,
  activator: '{B3D0E5A2-7C64-4E0C-9A35-51C8D4F27A90}',
};
/** The scheme and the origin that the pages come from: never `file:` (Electron security checklist, item 18). */
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://rollcall`;
/** The address of a view. */
export const PAGES = {
  popover: `${ORIGIN}/index.html`,
  history: `${ORIGIN}/index.html?view=history`,
} as const;
/** The pages' own session: in memory, and apart from the one the API is called with. */
export const PAGE_PARTITION = 'pages';
/** The line on stderr that tells build/start/electron.mjs that the tray is up. */
export const READY_LINE = 'Rollcall: ready';
