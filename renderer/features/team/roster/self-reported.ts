import type { Agent, SelfReported } from '../../../../electron/shared/model.ts';
import { STATUSES } from '../../../../electron/shared/model.ts';
import { clockMinute } from '../../../ui/clock-time.ts';
import { statusLabel } from '../../../ui/status-label.ts';

/** What the agent says where that differs from the routing status: `says Available`. Null where it does not. */
export function selfReportedText({ selfReported }: Agent): string | null {
  return selfReported === undefined ? null : `says ${primaryLabel(selfReported)}`;
}

/** Both statuses by name, for a tooltip and a screen reader: `Routing: BUSY; self-reported: AVAILABLE since 13:41`. */
export function disagreement({ rawStatus, selfReported }: Agent, now: number): string | null {
  if (selfReported === undefined) return null;
  const { primaryStatus, secondaryStatus, startedAt, precision } = selfReported;
  const said = secondaryStatus === null ? primaryStatus : `${primaryStatus} (${secondaryStatus})`;
  return `Routing: ${rawStatus}; self-reported: ${said} since ${clockMinute(startedAt, now)}${howWell(precision)}`;
}

function howWell(precision: SelfReported['precision']): string {
  if (precision === undefined) return '';
  return precision === 'assumed' ? ', assumed zone' : ' or earlier';
}

function primaryLabel({ primaryStatus }: SelfReported): string {
  const status = STATUSES.find((name) => name === primaryStatus);
  return status === undefined ? primaryStatus : statusLabel(status);
}
