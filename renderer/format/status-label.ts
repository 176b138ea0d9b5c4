import type { Agent, Status } from '../../electron/shared/model.ts';

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

/** What is shown after the name: the secondary status, or for OTHER the bucket's own name. Null when there is neither. */
export function statusDetail(agent: Agent): string | null {
  if (agent.secondaryStatus !== null) return agent.secondaryStatus;
  return agent.status === 'OTHER' && agent.rawStatus !== 'OTHER' ? agent.rawStatus : null;
}
