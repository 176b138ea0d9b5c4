import { oneCount } from '../../shared/counts.ts';
import type { Counts, TrayMetric } from '../../shared/model.ts';

/** The count beside the icon as text, for example `12` or `12/32`; empty for none. */
export function metricText(counts: Counts, metric: TrayMetric): string {
  if (metric === 'none') return '';
  const number = oneCount(metricNumber(counts, metric));
  return metric === 'available/total' ? `${number}/${oneCount(counts.total)}` : number;
}

/** The one number of a metric, for an icon that has room for no more; null for none, and where it is not known. */
export function metricNumber(counts: Counts, metric: TrayMetric): number | null {
  if (metric === 'none') return null;
  return metric === 'away' ? counts.AWAY : counts.AVAILABLE;
}
