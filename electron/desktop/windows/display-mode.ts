/** Whether some program shows tray icons on this Linux desktop, as far as D-Bus tells. */
export type TrayHost = 'there' | 'missing' | 'unknown';

/** What is known about the place the app shows up in. */
export interface Surroundings {
  /** As `process.platform`. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What `--ozone-platform` was set to; empty when it was not. */
  readonly ozonePlatform: string;
  /** Whether the tray icon could be made at all. */
  readonly hasTray: boolean;
  readonly trayHost: TrayHost;
}

/** How the app shows up: as a popover at its icon or as a small normal window, and why it is a window. */
export interface Presence {
  readonly look: 'popover' | 'window';
  /** Whether the icon can be seen; without it the window's own menu bar carries the menu. */
  readonly isTraySeen: boolean;
  /** One or two sentences for the user; null when everything is as it should be. */
  readonly reason: string | null;
}

const ON_LAUNCH = 'Launching Rollcall again always brings this window back.';
const NO_HOST = `This desktop shows no tray icons (GNOME needs the extension "AppIndicator Support"), so Rollcall opens in a window. ${ON_LAUNCH}`;
const NO_TRAY = `The tray icon could not be made, so Rollcall opens in a window. ${ON_LAUNCH}`;
const WAYLAND = `On Wayland a program cannot place its own windows, so Rollcall opens in a normal window instead of beside its icon. ${ON_LAUNCH}`;

/**
 * Decides between popover and window. Wayland has tray icons on most desktops but lets no program place a window;
 * X11 desktops without a host for StatusNotifierItem may still show the older kind of icon, except GNOME.
 */
export function presence(place: Surroundings): Presence {
  if (!place.hasTray) return { look: 'window', isTraySeen: false, reason: NO_TRAY };
  if (place.platform !== 'linux') return { look: 'popover', isTraySeen: true, reason: null };
  if (isTrayHidden(place)) return { look: 'window', isTraySeen: false, reason: NO_HOST };
  if (isWayland(place)) return { look: 'window', isTraySeen: true, reason: WAYLAND };
  return { look: 'popover', isTraySeen: true, reason: null };
}

function isTrayHidden(place: Surroundings): boolean {
  if (place.trayHost === 'there') return false;
  const isGnome = /\bgnome\b/i.test(place.env['XDG_CURRENT_DESKTOP'] ?? '');
  return isGnome || (place.trayHost === 'missing' && isWayland(place));
}

/** Whether this is Wayland, as Chromium decides: the switch first, then the session's own word. */
export function isWayland(place: Pick<Surroundings, 'platform' | 'env' | 'ozonePlatform'>): boolean {
  const { platform, env, ozonePlatform } = place;
  if (platform !== 'linux') return false;
  if (ozonePlatform === 'x11' || ozonePlatform === 'wayland') return ozonePlatform === 'wayland';
  return env['XDG_SESSION_TYPE'] === 'wayland';
}
