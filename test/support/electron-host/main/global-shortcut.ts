/** What decides over shortcuts. */
export interface ShortcutSystem {
  /** Keys are bound by the desktop portal rather than taken from the system. */
  readonly isPortal: boolean;
  /** As in package.json; the portal knows the app by it. */
  readonly desktopName: string;
}

/** An id of a portal: elements of a reverse domain name, at least two, as of D-Bus names. */
const APP_ID = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)+$/;

/**
 * docs: api/global-shortcut. "Usage on Linux": on Wayland the portal decides later and in silence, so that `register`
 * always answers true (shell/browser/api/electron_api_global_shortcut.cc); it denies whoever has no reverse-DNS id.
 */
export function createShortcuts({ isPortal, desktopName }: ShortcutSystem) {
  const held = new Map<string, () => void>();
  const takenElsewhere = new Set<string>();
  const hasIdentity = APP_ID.test(desktopName.replace(/\.desktop$/, ''));

  const globalShortcut: Pick<Electron.GlobalShortcut, 'register' | 'unregister'> = {
    /** docs: "globalShortcut.register": false when the keys are taken. */
    register(accelerator, callback) {
      const isFree = !held.has(accelerator) && !takenElsewhere.has(accelerator);
      if (isFree && (!isPortal || hasIdentity)) held.set(accelerator, callback);
      return isPortal || isFree;
    },
    unregister: (accelerator) => void held.delete(accelerator),
  };
  return {
    globalShortcut,
    /** Accelerators that work, whatever the app was answered. */
    held: (): readonly string[] => [...held.keys()],
    /** Another program takes them. */
    take: (accelerator: string) => void takenElsewhere.add(accelerator),
    press: (accelerator: string) => held.get(accelerator)?.(),
  };
}
