import type { Rewind } from '../../../../../electron/shared/history/rewind.ts';
import type { HistoryAgent, Status } from '../../../../../electron/shared/model.ts';
import { timelineTexts } from '../../../../../electron/shared/texts/history/timeline.ts';
import { historyTexts } from '../../../../../electron/shared/texts/history/history.ts';
import { statusKind, statusLabel } from '../../../../ui/status-label.ts';

/** Agents with the same status at one instant, as the list beside the timeline shows them. */
export interface NamedGroup {
  readonly key: string;
  readonly label: string;
  /** Null where no status is recorded or known. */
  readonly status: Status | null;
  readonly count: number;
  readonly parts: readonly GroupPart[];
}

/** Those of them with one secondary status. */
export interface GroupPart {
  /** Empty where it says no more than the status. */
  readonly label: string;
  readonly agents: readonly { readonly agent: HistoryAgent; readonly since: number | null }[];
}

/** A team at one instant as groups with headings; who has no record, and who is not known, come last. */
export function groupsOf({ groups, noRecord, unknown }: Rewind): NamedGroup[] {
  const named = groups.map(({ primaryStatus, secondary }): NamedGroup => {
    const status = statusKind(primaryStatus);
    return {
      key: primaryStatus,
      label: status === 'OTHER' ? primaryStatus : statusLabel(status),
      status,
      count: secondary.reduce((sum, { agents }) => sum + agents.length, 0),
      parts: secondary.map(({ secondaryStatus, agents }) => ({
        label: secondaryStatus.trim().toUpperCase() === primaryStatus.toUpperCase() ? '' : secondaryStatus.trim(),
        agents,
      })),
    };
  });
  const without = (key: string, label: string, agents: readonly HistoryAgent[]): NamedGroup[] => {
    const parts = [{ label: '', agents: agents.map((agent) => ({ agent, since: null })) }];
    return agents.length === 0 ? [] : [{ key, label, status: null, count: agents.length, parts }];
  };
  return [
    ...named,
    ...without(' none', historyTexts.noRecord, noRecord),
    ...without(' unknown', timelineTexts.rewind.unknown, unknown),
  ];
}
