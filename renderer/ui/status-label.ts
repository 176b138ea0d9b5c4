import { STATUSES, type Status } from '../../electron/shared/model.ts';
import { statusTexts } from '../../electron/shared/texts/statuses.ts';

export function statusLabel(status: Status): string {
  return statusTexts[status];
}

/** How a primary status of the history API is drawn; a name that the API documents do not list is OTHER. */
export function statusKind(primaryStatus: string): Status {
  const name = primaryStatus.trim().toUpperCase();
  return STATUSES.find((status) => status === name) ?? 'OTHER';
}
