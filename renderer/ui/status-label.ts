import type { Status } from '../../electron/shared/model.ts';

const LABELS: Readonly<Record<Status, string>> = {
  AVAILABLE: 'Available',
  BUSY: 'Busy',
  AWAY: 'Away',
  OFFLINE: 'Offline',
  OTHER: 'Other',
};

/** The word for a status. */
export function statusLabel(status: Status): string {
  return LABELS[status];
}
