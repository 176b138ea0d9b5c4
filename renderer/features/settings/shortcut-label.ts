import type { Shortcut } from '../../../electron/shared/model.ts';

const MAC: Readonly<Record<string, string>> = { CommandOrControl: '⌘', Alt: '⌥', Shift: '⇧' };
const OTHERS: Readonly<Record<string, string>> = { CommandOrControl: 'Ctrl' };

/** The keys of a shortcut as the keyboard of a system (`process.platform`) has them: `Ctrl+Shift+F9`, `⌘⇧F9`. */
export function shortcutLabel(keys: Shortcut, platform: string): string {
  const isMac = platform === 'darwin';
  const names = isMac ? MAC : OTHERS;
  return keys
    .split('+')
    .map((key) => names[key] ?? key)
    .join(isMac ? '' : '+');
}
