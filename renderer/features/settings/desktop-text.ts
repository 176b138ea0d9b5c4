import type { Shortcut, UpdateState } from '../../../electron/shared/model.ts';

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

/** What there is to say about updates, in a sentence; empty where nobody looks for any. */
export function updateSentence(state: UpdateState): string {
  switch (state.kind) {
    case 'off':
      return '';
    case 'idle':
      return state.isCurrent ? 'Rollcall is up to date.' : 'Rollcall looks for updates every few hours.';
    case 'checking':
      return 'Looking for an update…';
    case 'downloading':
      return `Downloading ${state.version}…`;
    case 'ready':
      return `${state.version} is ready. It is installed when Rollcall quits.`;
    case 'unavailable':
      return state.reason;
  }
}
