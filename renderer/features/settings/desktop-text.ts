import type { Shortcut, UpdateState } from '../../../electron/shared/model.ts';
import { settingsTexts } from '../../../electron/shared/texts/settings.ts';

const texts = settingsTexts.update;
const MAC: Readonly<Record<string, string>> = { CommandOrControl: '⌘', Alt: '⌥', Shift: '⇧' };
const OTHERS: Readonly<Record<string, string>> = { CommandOrControl: 'Ctrl' };

/** A shortcut as the platform (`process.platform`) writes it: `Ctrl+Shift+F9`, `⌘⇧F9`. */
export function shortcutLabel(keys: Shortcut, platform: string): string {
  const isMac = platform === 'darwin';
  const names = isMac ? MAC : OTHERS;
  return keys
    .split('+')
    .map((key) => names[key] ?? key)
    .join(isMac ? '' : '+');
}

/** The state of updates in a sentence; empty where Rollcall does not look for updates. */
export function updateSentence(state: UpdateState): string {
  switch (state.kind) {
    case 'off':
      return '';
    case 'idle':
      return state.isCurrent ? texts.current : texts.idle;
    case 'checking':
      return texts.checking;
    case 'downloading':
      return texts.downloading(state.version);
    case 'ready':
      return texts.ready(state.version);
    case 'unavailable':
      return state.reason;
  }
}
