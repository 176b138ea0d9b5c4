import type { View } from '../../../electron/shared/model.ts';
import { VIEW_FILE_NAME, VIEW_FILE_TYPE, writeViewFile } from '../../../electron/shared/view-file.ts';
import { afterInSight } from '../../ui/after-in-sight.ts';

/** Hands the views to the browser as a file to save. */
export function downloadViews(views: readonly View[]): void {
  const url = URL.createObjectURL(new Blob([writeViewFile(views)], { type: VIEW_FILE_TYPE }));
  const link = document.createElement('a');
  link.href = url;
  link.download = VIEW_FILE_NAME;
  link.click();
  // The download has its own hold on the bytes once it has begun, which it has not in this turn.
  afterInSight(60_000, () => URL.revokeObjectURL(url));
}
