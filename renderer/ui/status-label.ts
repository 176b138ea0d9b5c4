import { STATUSES, type Status } from '../../electron/shared/model.ts';
import { statusTexts } from '../../electron/shared/texts/statuses.ts';

/** The word for a status. */
export function statusLabel(status: Status): string {
  return statusTexts[status];
}

/** The status a primary status of the history API is drawn as; a name the documents do not list is OTHER. */
export function statusKind(primaryStatus: string): Status {
  const name = primaryStatus.trim().toUpperCase();
  return STATUSES.find((status) => status === name) ?? 'OTHER';
}
