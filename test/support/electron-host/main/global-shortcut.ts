/** The system that shortcuts are registered with. */
export interface ShortcutSystem {
  /** True where the desktop portal binds shortcuts. */
  readonly isPortal: boolean;
  /** As in package.json; the portal identifies the app by it. */
  readonly desktopName: string;
}

/** A portal's app id: at least two elements of a reverse domain name, as in D-Bus names. */
const APP_ID = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)+$/;

/**
 * docs: api/global-shortcut. "Usage on Linux": on Wayland the portal decides later without telling the app, so
 * `register` always returns true (shell/browser/api/electron_api_global_shortcut.cc). The portal refuses an app without
 * a reverse-DNS id.
 */
export function createShortcuts({ isPortal, desktopName }: ShortcutSystem) {
  const held = new Map<string, () => void>();
  const takenElsewhere = new Set<string>();
  const hasIdentity = APP_ID.test(desktopName.replace(/\.desktop$/, ''));

  const globalShortcut: Pick<Electron.GlobalShortcut, 'register' | 'unregister'> = {
    /** docs: "globalShortcut.register": false when another program has the keys. */
    register(accelerator, callback) {
      const isFree = !held.has(accelerator) && !takenElsewhere.has(accelerator);
      if (isFree && (!isPortal || hasIdentity)) held.set(accelerator, callback);
      return isPortal || isFree;
    },
    unregister: (accelerator) => void held.delete(accelerator),
  };
  return {
    globalShortcut,
    /** Accelerators that really work, whatever `register` returned. */
    held: (): readonly string[] => [...held.keys()],
    /** Another program takes an accelerator. */
    take: (accelerator: string) => void takenElsewhere.add(accelerator),
    press: (accelerator: string) => held.get(accelerator)?.(),
  };
}
