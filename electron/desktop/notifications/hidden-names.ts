import type { App } from '../../app.ts';

/** Calls back each time names begin to be hidden, by whatever surface; the answer ends it. */
export function whenNamesHide(core: Pick<App, 'events' | 'settings'>, onHide: () => void): () => void {
  let wasMasked = core.settings().isMasked;
  return core.events.on('settings:changed', ({ isMasked }) => {
    if (isMasked && !wasMasked) onHide();
    wasMasked = isMasked;
  });
}
