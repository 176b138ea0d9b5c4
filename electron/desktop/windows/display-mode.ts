import { desktopTexts } from '../../shared/texts/desktop.ts';

const { window: texts } = desktopTexts;

/** Whether some program shows tray icons on this Linux desktop, as far as D-Bus tells. */
export type TrayHost = 'there' | 'missing' | 'unknown';

/** What decides how the app is displayed. */
export interface DisplayFacts {
  /** As `process.platform`. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What `--ozone-platform` was set to; empty when it was not. */
  readonly ozonePlatform: string;
  /** Whether the tray icon could be made at all. */
  readonly hasTray: boolean;
  readonly trayHost: TrayHost;
}

/** A popover at the tray icon, or a small normal window, and why it is a window. */
export interface DisplayMode {
  readonly kind: 'popover' | 'window';
  /** Without a visible icon the window's own menu bar carries the menu. */
  readonly isTrayVisible: boolean;
  /** One or two sentences for the user; null when everything is as it should be. */
  readonly reason: string | null;
}

/**
 * Decides between popover and window. Wayland has tray icons on most desktops but lets no program place a window;
 * X11 desktops without a host for StatusNotifierItem may still show the older kind of icon, except GNOME.
 */
export function displayMode(facts: DisplayFacts): DisplayMode {
  if (!facts.hasTray) return { kind: 'window', isTrayVisible: false, reason: texts.noTray };
  if (facts.platform !== 'linux') return { kind: 'popover', isTrayVisible: true, reason: null };
  if (isTrayHidden(facts)) return { kind: 'window', isTrayVisible: false, reason: texts.noTrayHost };
  if (isWayland(facts)) return { kind: 'window', isTrayVisible: true, reason: texts.wayland };
  return { kind: 'popover', isTrayVisible: true, reason: null };
}

function isTrayHidden(facts: DisplayFacts): boolean {
  if (facts.trayHost === 'there') return false;
  const isGnome = /\bgnome\b/i.test(facts.env['XDG_CURRENT_DESKTOP'] ?? '');
  return isGnome || (facts.trayHost === 'missing' && isWayland(facts));
}

/** Whether this is Wayland, as Chromium decides: the switch first, then what the session says. */
export function isWayland({ platform, env, ozonePlatform }: Omit<DisplayFacts, 'hasTray' | 'trayHost'>): boolean {
  if (platform !== 'linux') return false;
  if (ozonePlatform === 'x11' || ozonePlatform === 'wayland') return ozonePlatform === 'wayland';
  return env['XDG_SESSION_TYPE'] === 'wayland';
}
