import type { OwnerName } from './types.ts';

/** Names the running app, for whoever wanted to be it. */
export function alreadyRunning({ surface, pid }: OwnerName): string {
  const where = surface === 'desktop' ? 'as the tray app' : 'in a terminal (rollcall serve)';
  return `Rollcall already runs ${where}, process ${pid}.`;
}

/** Names the running app that does not answer, as far as it is known, and says what to do. */
export function notAnswering(pid: number | null): string {
  const which = pid === null ? '' : ` (process ${pid})`;
  return `Rollcall already runs on this data folder${which} but does not answer. End it and try again.`;
}
