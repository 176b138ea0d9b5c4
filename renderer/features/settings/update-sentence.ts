import type { UpdateState } from '../../../electron/shared/model.ts';

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
