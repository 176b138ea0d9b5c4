import { EventEmitter } from 'node:events';
import { request as httpRequest, type ClientRequest, type RequestOptions } from 'node:http';
import { serve } from './link.ts';

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

/** docs: api/screen. */
export const screen: ScreenPart = {
  getAllDisplays: () => [DISPLAY],
  getPrimaryDisplay: () => DISPLAY,
  getDisplayMatching: () => DISPLAY,
  getDisplayNearestPoint: () => DISPLAY,
  getCursorScreenPoint: () => ({ x: 1_200, y: 10 }),
};

type ThemePart = Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'>;

/** docs: api/native-theme. */
const theme: { -readonly [K in keyof ThemePart]: ThemePart[K] } = {
  shouldUseDarkColors: false,
  shouldUseDarkColorsForSystemIntegratedUI: false,
};
export const nativeTheme = Object.assign(new EventEmitter(), theme);

type PowerPart = Pick<Electron.PowerMonitor, 'isOnBatteryPower'>;

let isOnBattery = false;

/** docs: api/power-monitor; its events are emitted by the specs. */
export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower: () => isOnBattery,
} satisfies PowerPart);

serve({
  /** The taskbar changes its colour (docs: event "updated"). */
  darkTaskbar(isDark) {
    nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = isDark;
    return Promise.resolve(void nativeTheme.emit('updated'));
  },
});

serve({
  power(event) {
    if (event === 'on-battery' || event === 'on-ac') isOnBattery = event === 'on-battery';
    return Promise.resolve(void powerMonitor.emit(event));
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

const shortcuts = new Map<string, () => void>();

/** Accelerators that are held system-wide. */
export function heldShortcuts(): readonly string[] {
  return [...shortcuts.keys()];
}

/** docs: api/global-shortcut, "globalShortcut.register": false when the keys are taken. */
export const globalShortcut: Pick<Electron.GlobalShortcut, 'register' | 'unregister'> = {
  register(accelerator, callback) {
    if (shortcuts.has(accelerator) || takenElsewhere.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  unregister: (accelerator) => void shortcuts.delete(accelerator),
};

const takenElsewhere = new Set<string>();

serve({ takeShortcut: (accelerator) => Promise.resolve(void takenElsewhere.add(accelerator)) });

/** How Chromium names what Node calls otherwise (docs: api/net, "net.fetch" rejects with `net::ERR_...`). */
const NET_ERRORS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'ERR_NAME_NOT_RESOLVED',
  UND_ERR_SOCKET: 'ERR_CONNECTION_CLOSED',
};

function inChromiumsWords(cause: unknown, error = cause): unknown {
  const name = NET_ERRORS[String((cause as { readonly code?: unknown } | undefined)?.code)];
  return name === undefined ? error : new Error(`net::${name}`);
}

type NetPart = Pick<Electron.Net, 'fetch' | 'isOnline'> & { request(options: RequestOptions): ClientRequest };

let isOnline = true;
const fetched: string[] = [];

serve({ network: (isThere) => Promise.resolve(void (isOnline = isThere)) });

/** Addresses that were asked for through `net.fetch`. */
export function fetchedAddresses(): readonly string[] {
  return fetched;
}

/** docs: api/net. Node's fetch, failing in Chromium's words. */
export const net: NetPart = {
  isOnline: () => isOnline,
  /** docs: api/net, "net.request": events as of Node's own, errors in Chromium's words; http is enough here. */
  request(options) {
    const request = httpRequest(options);
    const emit = request.emit.bind(request);
    request.emit = (event: string, ...args: unknown[]): boolean =>
      event === 'error' ? emit('error', inChromiumsWords(args[0])) : emit(event, ...args);
    return request;
  },
  async fetch(input, init) {
    fetched.push(input instanceof Request ? input.url : String(input));
    if (!isOnline) throw new Error('net::ERR_INTERNET_DISCONNECTED');
    try {
      return await fetch(input instanceof Request ? input : String(input), init);
    } catch (error) {
      throw inChromiumsWords(error instanceof Error && error.cause !== undefined ? error.cause : error, error);
    }
  },
};

type DialogPart = Pick<Electron.Dialog, 'showErrorBox'>;

/** docs: api/dialog, "dialog.showErrorBox": on Linux before `ready`, as ever without a display, it goes to stderr. */
export const dialog: DialogPart = {
  showErrorBox: (title, content) => void process.stderr.write(`${title}\n${content}\n`),
};
