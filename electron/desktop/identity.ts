/** Reverse-domain name of the app; electron-builder.yml has it as `appId`, and Windows ties toasts to it. */
export const APP_ID = 'app.rollcall.desktop';
/** What Windows starts the app by when one of its notifications is clicked; a random one would be another each time. */
export const TOAST_ACTIVATOR = '{6C1F6F44-0B8B-4B57-9D0B-2B2E8A6E5C11}';
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
