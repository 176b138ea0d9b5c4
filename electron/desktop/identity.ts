/** Reverse-domain name of the app; electron-builder.yml has it as `appId`, and Windows ties toasts to it. */
export const APP_ID = 'app.rollcall.desktop';
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
