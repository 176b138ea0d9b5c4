import { EventEmitter } from 'node:events';
import type { MainCalls } from '../wire.ts';
import type { HostContext } from './context.ts';

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
export function createScreen({ readiness }: HostContext): ScreenPart {
  return readiness.afterReady(
    {
      getAllDisplays: () => [DISPLAY],
      getPrimaryDisplay: () => DISPLAY,
      getDisplayMatching: () => DISPLAY,
      getDisplayNearestPoint: () => DISPLAY,
      getCursorScreenPoint: () => ({ x: 1_200, y: 10 }),
    },
    "The 'screen' module can't be used before the app 'ready' event",
  );
}

type ThemePart = Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'>;

/** docs: api/native-theme. */
export function createNativeTheme() {
  const theme: { -readonly [K in keyof ThemePart]: ThemePart[K] } = {
    shouldUseDarkColors: false,
    shouldUseDarkColorsForSystemIntegratedUI: false,
  };
  const nativeTheme = Object.assign(new EventEmitter(), theme);
  const calls: Pick<MainCalls, 'darkTaskbar'> = {
    /** The taskbar changes its colour (docs: event "updated"). */
    darkTaskbar(isDark) {
      nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = isDark;
      return Promise.resolve(void nativeTheme.emit('updated'));
    },
  };
  return { nativeTheme, calls };
}

/** What the app sends elsewhere: to the system's browser and file manager, the clipboard and error boxes. */
export function createOutside() {
  const opened: string[] = [];
  let copied = '';

  /** docs: api/shell, "shell.openExternal", "shell.openPath" ('' for success); only records what would be opened. */
  const shell: Pick<Electron.Shell, 'openExternal' | 'openPath'> = {
    openExternal: (url) => Promise.resolve(void opened.push(url)),
    openPath: (folder) => Promise.resolve(opened.push(folder) > 0 ? '' : 'not opened'),
  };
  /** docs: api/clipboard, "clipboard.writeText": resolves once the text is there. */
  const clipboard: Pick<Electron.Clipboard, 'writeText'> = {
    writeText: (text) => Promise.resolve(void (copied = text)),
  };
  /**
   * docs: api/dialog, "dialog.showErrorBox": on Linux before `ready`, and always without a display, it prints to
   * stderr.
   */
  const dialog: Pick<Electron.Dialog, 'showErrorBox'> = {
    showErrorBox: (title, content) => void process.stderr.write(`${title}\n${content}\n`),
  };
  return { shell, clipboard, dialog, opened: (): readonly string[] => opened, copied: () => copied };
}
