import { EventEmitter } from 'node:events';
import { serve } from './link.ts';
import { afterReady } from './readiness.ts';

/** The one display: a panel of 28 px at its top, as on many desktops. */
const DISPLAY = {
  id: 1,
  scaleFactor: 1,
  bounds: { x: 0, y: 0, width: 1440, height: 900 },
  workArea: { x: 0, y: 28, width: 1440, height: 872 },
} as Electron.Display;

type ScreenPart = Pick<
  Electron.Screen,
  'getAllDisplays' | 'getCursorScreenPoint' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getPrimaryDisplay'
>;

/** docs: api/screen: not before `ready`. */
export const screen: ScreenPart = afterReady(
  {
    getAllDisplays: () => [DISPLAY],
    getPrimaryDisplay: () => DISPLAY,
    getDisplayMatching: () => DISPLAY,
    getDisplayNearestPoint: () => DISPLAY,
    getCursorScreenPoint: () => ({ x: 1_200, y: 10 }),
  },
  "The 'screen' module can't be used before the app 'ready' event",
);

type ThemePart = Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'>;

/** docs: api/native-theme. */
const theme: { -readonly [K in keyof ThemePart]: ThemePart[K] } = {
  shouldUseDarkColors: false,
  shouldUseDarkColorsForSystemIntegratedUI: false,
};
export const nativeTheme = Object.assign(new EventEmitter(), theme);

serve({
  /** The taskbar changes its colour (docs: event "updated"). */
  darkTaskbar(isDark) {
    nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = isDark;
    return Promise.resolve(void nativeTheme.emit('updated'));
  },
});

const opened: string[] = [];

/** Addresses handed to the system's browser, and folders to its file manager. */
export function openedOutside(): readonly string[] {
  return opened;
}

type ShellPart = Pick<Electron.Shell, 'openExternal' | 'openPath'>;

/** docs: api/shell, "shell.openExternal", "shell.openPath" ('' for success); nothing is opened, it is written down. */
export const shell: ShellPart = {
  openExternal: (url) => Promise.resolve(void opened.push(url)),
  openPath: (folder) => Promise.resolve(opened.push(folder) > 0 ? '' : 'not opened'),
};

let copied = '';

/** The text on the clipboard. */
export function clipboardText(): string {
  return copied;
}

/** docs: api/clipboard, "clipboard.writeText": resolves once the text is there. */
export const clipboard: Pick<Electron.Clipboard, 'writeText'> = {
  writeText: (text) => Promise.resolve(void (copied = text)),
};

type DialogPart = Pick<Electron.Dialog, 'showErrorBox'>;

/** docs: api/dialog, "dialog.showErrorBox": on Linux before `ready`, as ever without a display, it goes to stderr. */
export const dialog: DialogPart = {
  showErrorBox: (title, content) => void process.stderr.write(`${title}\n${content}\n`),
};
