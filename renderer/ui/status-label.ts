import { STATUSES, type Status } from '../../electron/shared/model.ts';
import { statusTexts } from '../../electron/shared/texts/team/statuses.ts';

export function statusLabel(status: Status): string {
  return statusTexts[status];
}

/** How a primary status of the history API is drawn; a name that the API documents do not list is OTHER. */
export function statusKind(primaryStatus: string): Status {
  const name = primaryStatus.trim().toUpperCase();
  return STATUSES.find((status) => status === name) ?? 'OTHER';
}

/** A status with the customer's own name for a part of it. */
export interface NamedStatus {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
}

/** `Away · Lunch`: the word for a status the documents name, and the customer's own. */
export function statusName(status: NamedStatus): string {
  const kind = statusKind(status.primaryStatus);
  const primary = kind === 'OTHER' ? status.primaryStatus.trim() : statusLabel(kind);
  return isPlainStatus(status) ? primary : `${primary} · ${status.secondaryStatus.trim()}`;
}

/** Whether the secondary status adds nothing. */
export function isPlainStatus({ primaryStatus, secondaryStatus }: NamedStatus): boolean {
  const secondary = secondaryStatus.trim().toUpperCase();
  return secondary === '' || secondary === primaryStatus.trim().toUpperCase();
}
