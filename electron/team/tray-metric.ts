import { countText } from '../shared/count-text.ts';
import type { Counts, TrayMetric } from '../shared/model.ts';

/** The count beside the icon as text, for example `12` or `12/32`; empty for none. */
export function metricText(counts: Counts, metric: TrayMetric): string {
  const number = metricNumber(counts, metric);
  if (number === null) return '';
  return metric === 'available/total' ? `${countText(number)}/${countText(counts.total)}` : countText(number);
}

/** The one number of a metric, for an icon that has room for no more; null for none. */
export function metricNumber(counts: Counts, metric: TrayMetric): number | null {
  if (metric === 'none') return null;
  return metric === 'away' ? counts.AWAY : counts.AVAILABLE;
}
