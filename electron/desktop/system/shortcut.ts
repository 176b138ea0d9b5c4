import { globalShortcut } from 'electron';
import type { Shortcut } from '../../shared/model.ts';
import { desktopTexts } from '../../shared/texts/desktop.ts';

const { shortcut: texts } = desktopTexts;

/** The keys that open Rollcall from any program. */
export interface GlobalShortcut {
  /** Registers these keys instead of the former ones; null for none. */
  use(keys: Shortcut | null): void;
  /** Why the keys do nothing; null when they work or none are set. The system says only that it failed. */
  problem(): string | null;
  /** Advice about the keys; null for none (electronjs.org/docs/latest/api/global-shortcut, Linux). */
  advice(): string | null;
  /** Gives the keys back to the system. */
  stop(): void;
}

/** Makes the shortcut; it has no keys yet. */
export function createGlobalShortcut({
  isPortal,
  onPress,
}: {
  /** Whether keys are bound by the desktop, which decides after `register` has answered true, and in silence. */
  readonly isPortal: boolean;
  readonly onPress: () => void;
}): GlobalShortcut {
  let wanted: Shortcut | null = null;
  let held: Shortcut | null = null;

  function release(): void {
    if (held !== null) globalShortcut.unregister(held);
    held = null;
  }

  function take(keys: Shortcut): boolean {
    try {
      return globalShortcut.register(keys, onPress);
    } catch {
      return false; // a key that this system does not know
    }
  }

  return {
    use(keys) {
      if (keys === wanted) return;
      release();
      wanted = keys;
      held = keys !== null && take(keys) ? keys : null;
    },
    problem: () => (wanted === held ? null : texts.refused),
    advice: () => (isPortal && held !== null ? texts.wayland : null),
    stop: release,
  };
}
