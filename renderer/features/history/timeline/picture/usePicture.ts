import { onBeforeUnmount } from 'vue';
import type { CountsFrom } from '../../../../../electron/shared/history/coverage.ts';
import {
  STATUSES,
  type CoverageStretch,
  type HistoryAgent,
  type Status,
} from '../../../../../electron/shared/model.ts';
import { historyTexts } from '../../../../../electron/shared/texts/history/history.ts';
import { timelineTexts } from '../../../../../electron/shared/texts/history/timeline.ts';
import { statusKind, statusLabel } from '../../../../ui/status-label.ts';
import { useNames } from '../../../../ui/useNames.ts';
import type { AxisTick } from '../axis.ts';
import type { Segment, Span } from '../band/band.ts';
import type { Line } from '../rows/rows.ts';
import { bandSteps, layBand } from '../rows/team-band.ts';
import { useTimelineStore, type ShownTimeline } from '../timeline-store.ts';

/** What a picture shows of the timeline on the screen. */
interface PictureParts {
  readonly span: Span;
  readonly width: number;
  readonly ticks: readonly AxisTick[];
  readonly nowX: number | null;
  /** The lines on the screen. */
  readonly lines: readonly Line[];
  /** All agents that have a row. */
  readonly agents: readonly HistoryAgent[];
  readonly counts: readonly CountsFrom[];
  /** Whose band is above the rows. */
  readonly team: string;
  readonly floor: number;
  readonly below: readonly CoverageStretch[];
  readonly totalStatus: Status;
  segmentsOf(agent: HistoryAgent): readonly Segment[];
  totalText(agent: HistoryAgent): string;
}

const TEAM_PX = 40;

/** Offers what is on the screen as a picture, for as long as the timeline is open. */
export function usePicture(parts: () => PictureParts): void {
  const store = useTimelineStore();
  const nameOf = useNames();

  function seen(): ShownTimeline {
    const { span, width, ticks, nowX, lines, agents, counts, team, floor, below, totalStatus, segmentsOf, totalText } =
      parts();
    const { hidden } = store;
    const places = lines.flatMap((line) => (line.kind === 'agent' ? line.row + 1 : []));
    const kinds = new Set(agents.flatMap(({ totalsMs }) => Object.keys(totalsMs).map(statusKind)));
    const statuses = STATUSES.filter((status) => status !== 'OTHER' || kinds.has(status));
    const band = layBand({ steps: bandSteps(counts, hidden), span, width, height: TEAM_PX, floor, below });
    return {
      span,
      first: places[0] ?? 0,
      last: places.at(-1) ?? 0,
      agents: agents.length,
      bandWidth: width,
      ticks,
      nowX,
      team: {
        label: team,
        height: TEAM_PX,
        areas: band.areas,
        floorY: band.floorY,
        below: band.marks,
      },
      totalLabel: statusLabel(totalStatus),
      rows: lines.map((line) =>
        line.kind === 'heading'
          ? { kind: 'heading', label: timelineTexts.order.heading(line.label, line.count) }
          : {
              kind: 'agent',
              name: nameOf(line.agent),
              segments: segmentsOf(line.agent),
              total: totalText(line.agent),
            },
      ),
      legend: [
        ...statuses.map((status) => [status, statusLabel(status)] as const),
        ['NONE', historyTexts.noRecord] as const,
        ...(band.areas.some(({ status }) => status === 'UNKNOWN')
          ? [['UNKNOWN', timelineTexts.rewind.unknown] as const]
          : []),
      ],
      hidden,
    };
  }

  store.picture = seen;
  onBeforeUnmount(() => {
    if (store.picture === seen) store.picture = null;
  });
}
