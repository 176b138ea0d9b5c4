/** The choices for one system; everything that differs between systems is in this table. */
export interface PlatformChoices {
  /** macOS inverts template images itself, Windows needs one .ico per taskbar colour, Linux takes a PNG. */
  readonly trayImages: 'template' | 'light-dark' | 'png';
  /** `tray.setTitle` exists on macOS only. */
  readonly hasTitle: boolean;
  /**
   * `setContextMenu` swallows the left click on macOS; on Linux the menu is the one sure way in, and hosts cache it,
   * so it is set again with each change (electronjs.org/docs/latest/api/tray).
   */
  readonly menu: 'on-right-click' | 'always';
  /** `tray.getBounds` exists on macOS and Windows only. */
  readonly hasTrayBounds: boolean;
  /**
   * How many UTF-16 units of a tooltip the system shows; null for all. Windows takes 128 with the zero at its end
   * and drops the rest (learn.microsoft.com, NOTIFYICONDATAW, szTip).
   */
  readonly tooltipMax: number | null;
  /**
   * Keeps the icon's position between launches. Not on Windows: there a GUID is tied to the path of an unsigned program,
   * and after a move the icon could not be made at all. Not on Linux: it would end up in the D-Bus name.
   */
  readonly trayGuid: string | undefined;
  /** Whether another program decides if the icon is visible. */
  readonly needsTrayHost: boolean;
  /** Where a popover goes when nothing says where the icon is. */
  readonly homeCorner: 'top-right' | 'bottom-right';
  /** No dock tile, and windows that come to the Space and over the full-screen app that is in front. */
  readonly isMenuBarApp: boolean;
  /** Whether a notification with the id of an older one replaces it by itself. */
  readonly replacesNotices: boolean;
  /** `Notification.removeGroup` exists on macOS only; it reaches notifications of earlier runs. */
  readonly removesNoticeGroups: boolean;
  readonly hasUrgency: boolean;
  /** Whether notifications have buttons (electronjs.org/docs/latest/api/structures/notification-action). */
  readonly hasNoticeButtons: boolean;
  /** Whether another program shows notifications, and decides how it reads them. */
  readonly asksNoticeServer: boolean;
  /** Whether Electron announces a locked screen and the battery; it announces sleep everywhere. */
  readonly hasLockEvents: boolean;
  /** Whether notifications outlive the program, and start it again when they are clicked. */
  readonly outlivedByNotices: boolean;
  /** Whether windows need an icon of their own; elsewhere the system takes the program's. */
  readonly hasWindowIcon: boolean;
  /** How starting at login is arranged: by Electron, or by an autostart file of the XDG specification. */
  readonly loginItem: 'electron' | 'autostart-file';
}

const MACOS: PlatformChoices = {
  trayImages: 'template',
  hasTitle: true,
  menu: 'on-right-click',
  hasTrayBounds: true,
  tooltipMax: null,
  trayGuid: 'a3a1ef0e-5f4b-4d2e-9d0f-6b1c6f0f8f5d',
  needsTrayHost: false,
  homeCorner: 'top-right',
  isMenuBarApp: true,
  replacesNotices: true,
  removesNoticeGroups: true,
  hasUrgency: false,
  hasNoticeButtons: true,
  asksNoticeServer: false,
  hasLockEvents: true,
  outlivedByNotices: false,
  hasWindowIcon: false,
  loginItem: 'electron',
};

const WINDOWS: PlatformChoices = {
  trayImages: 'light-dark',
  hasTitle: false,
  menu: 'on-right-click',
  hasTrayBounds: true,
  tooltipMax: 127,
  trayGuid: undefined,
  needsTrayHost: false,
  homeCorner: 'bottom-right',
  isMenuBarApp: false,
  replacesNotices: true,
  removesNoticeGroups: false,
  hasUrgency: true,
  hasNoticeButtons: true,
  asksNoticeServer: false,
  hasLockEvents: true,
  outlivedByNotices: true,
  hasWindowIcon: false,
  loginItem: 'electron',
};

const LINUX: PlatformChoices = {
  trayImages: 'png',
  hasTitle: false,
  menu: 'always',
  hasTrayBounds: false,
  tooltipMax: null,
  trayGuid: undefined,
  needsTrayHost: true,
  homeCorner: 'top-right',
  isMenuBarApp: false,
  replacesNotices: false,
  removesNoticeGroups: false,
  hasUrgency: true,
  hasNoticeButtons: false,
  asksNoticeServer: true,
  hasLockEvents: false,
  outlivedByNotices: false,
  hasWindowIcon: true,
  loginItem: 'autostart-file',
};

/** The choices for a `process.platform`; any other Unix is treated as Linux. */
export function platformChoices(platform: string): PlatformChoices {
  if (platform === 'darwin') return MACOS;
  return platform === 'win32' ? WINDOWS : LINUX;
}
