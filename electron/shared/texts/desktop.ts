/** What the desktop app says beside its pages: notifications, updates, and advice about the system it runs on. */
export const desktopTexts = {
  notifications: {
    demo: (title: string) => `Demo: ${title}`,
    failed: 'The system did not show a notification',
    adviceMac:
      'Check System Settings, Notifications, Rollcall. On macOS, builds that are not signed cannot show notifications.',
    adviceLinux: 'No notification service answers on this desktop. Notices appear in this window instead.',
    adviceWindows:
      'Check Settings, System, Notifications, and whether Rollcall was installed with its Start menu entry.',
    switchedOffInWindows:
      'Notifications are switched off in Windows. Switch them on under Settings, System, Notifications.',
  },
  window: {
    title: 'Rollcall opens in a window here',
    noTrayHost:
      'This desktop shows no tray icons (GNOME needs the extension "AppIndicator Support"), so Rollcall opens in a window. Launching Rollcall again always brings this window back.',
    noTray:
      'The tray icon could not be created, so Rollcall opens in a window. Launching Rollcall again always brings this window back.',
    wayland:
      'On Wayland a program cannot place its own windows, so Rollcall opens in a normal window instead of beside its icon. Launching Rollcall again always brings this window back.',
  },
  updates: {
    deb: 'Rollcall does not update a .deb package, since that needs the administrator. Install the new .deb over this one.',
    unsigned:
      'This copy or its update is not signed, so the system does not let it update itself. Install the update by hand.',
    readOnly:
      'Rollcall cannot update itself in its present folder. Move it to the Applications folder and start it again.',
    checksum: 'The downloaded update did not match its checksum and was deleted. Rollcall tries again later.',
    notOffered: 'The update server offers nothing for this computer. Rollcall tries again later.',
    unreachable: 'The update server cannot be reached. Rollcall tries again later.',
    failed: 'The check for updates failed; the log says why. Rollcall tries again later.',
    noneReady: 'No update is ready to be installed.',
  },
  shortcut: {
    refused: 'Another program uses these keys, or this desktop does not give them to programs. Choose others.',
    wayland:
      'On Wayland your desktop decides which program gets these keys. If they do nothing, check the keyboard shortcuts in its settings.',
  },
  about: (dataFolder: string) => `MIT licence\nData folder: ${dataFolder}`,
  autostart: 'Team availability in the tray',
  actionFailed: 'That did not work',
  loginRefused: 'This system does not let Rollcall change what starts at login.',
  cannotOpen: (path: string) => `This cannot be opened: ${path}`,
  clipboardRefused: 'The clipboard of this computer is not available. Try again in a moment.',
  noEmail: 'Kore.ai has sent no e-mail address for this agent. It may come with the next read of the team.',
  noPhone: 'Kore.ai has sent no phone number for this agent. It may come with the next read of the team.',
  foreignWindow: 'This window may not use Rollcall.',
};
