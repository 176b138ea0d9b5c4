/** What the desktop app says beside its pages: notifications, updates, and advice about the system it runs on. */
export const desktopTexts = {
  notifications: {
    demo: (title: string) => `Demo: ${title}`,
    failed: 'The system did not show a notification',
    adviceMac:
      'Look under System Settings, Notifications, Rollcall. Builds that are not signed cannot notify at all on macOS.',
    adviceLinux: 'No notification service answers on this desktop. Notices appear in this window instead.',
    adviceWindows:
      'Look under Settings, System, Notifications, and whether Rollcall was installed with its Start menu entry.',
    switchedOffInWindows: 'Notifications are switched off in Windows. Look under Settings, System, Notifications.',
  },
  window: {
    title: 'Rollcall opens in a window here',
    noTrayHost:
      'This desktop shows no tray icons (GNOME needs the extension "AppIndicator Support"), so Rollcall opens in a window. Launching Rollcall again always brings this window back.',
    noTray:
      'The tray icon could not be made, so Rollcall opens in a window. Launching Rollcall again always brings this window back.',
    wayland:
      'On Wayland a program cannot place its own windows, so Rollcall opens in a normal window instead of beside its icon. Launching Rollcall again always brings this window back.',
  },
  updates: {
    deb: 'This package is not updated by itself: installing needs the administrator, whom Rollcall never asks. Install the new .deb over it.',
    unsigned: 'This copy or its update is not signed, so the system does not let it update itself. Install by hand.',
    readOnly: 'Rollcall cannot update itself where it is. Move it to the Applications folder and start it again.',
    checksum: 'The downloaded update did not match its checksum and was deleted. Rollcall tries again later.',
    notOffered: 'The update server offers nothing for this computer. Rollcall tries again later.',
    unreachable: 'The update server cannot be reached. Rollcall tries again later.',
    failed: 'Looking for an update failed; the log says more. Rollcall tries again later.',
    noneReady: 'No update is ready to be installed.',
  },
  shortcut: {
    refused: 'Another program has these keys, or this desktop gives none away. Choose others.',
    wayland:
      'On Wayland your desktop decides who gets these keys. If they do nothing, look at the keyboard shortcuts in its settings.',
  },
  about: (dataFolder: string) => `MIT licence\nData folder: ${dataFolder}`,
  autostart: 'Team availability in the tray',
  actionFailed: 'That did not work',
  loginRefused: 'This system does not let Rollcall change what starts at login.',
  cannotOpen: (path: string) => `This cannot be opened: ${path}`,
  clipboardRefused: 'The clipboard of this computer takes nothing at the moment.',
  noEmail: 'Kore.ai has sent no e-mail of this agent. It may come when the team is read the next time.',
  noPhone: 'Kore.ai has sent no phone number of this agent. It may come when the team is read the next time.',
  foreignWindow: 'This window may not use Rollcall.',
};
