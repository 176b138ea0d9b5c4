import { ref, type Ref } from 'vue';
import {
  historyFileName,
  historyFileType,
  type HistoryFile,
  type HistoryFormat,
} from '../../../../electron/shared/history/history-file.ts';
import type { HistoryExport, HistoryOverview, HistoryRequest } from '../../../../electron/shared/model.ts';
import { historyTexts } from '../../../../electron/shared/texts/history/history.ts';
import { historyFileTexts } from '../../../../electron/shared/texts/history/history-files.ts';
import { useBridge } from '../../../bridge/bridge-key.ts';
import { statusLabel } from '../../../ui/status-label.ts';
import { useConnectionStore } from '../../connect/connection-store.ts';
import { useFileDialogs } from '../../../ui/files/useFileDialogs.ts';
import { dayLabel, timeOfDay } from '../dates.ts';
import { fileFacts } from '../facts.ts';
import { useHistoryStore } from '../history-store.ts';
import { lackOf } from '../known.ts';
import { drawPicture } from '../timeline/picture/picture.ts';
import { useTimelineStore } from '../timeline/timeline-store.ts';

const texts = historyFileTexts.facts;

/** Whose days are saved. */
export interface FileSource {
  readonly request: HistoryRequest;
  readonly overview: HistoryOverview | null;
  /** Whose they are, in words. */
  readonly who: string;
}

/** Saves what the history knows as files; the functions answer with why they could not, empty when they could. */
export function useHistoryFiles(source: () => FileSource): {
  readonly isBusy: Readonly<Ref<boolean>>;
  /** A table or JSON of all days of the request. */
  saveTable(what: HistoryExport): Promise<string>;
  /** The timeline as it is on the screen. */
  savePicture(): Promise<string>;
  /** A text about one day. */
  saveCard(text: string, format: 'txt' | 'md', date: string): Promise<void>;
} {
  const bridge = useBridge();
  const history = useHistoryStore();
  const timeline = useTimelineStore();
  const connection = useConnectionStore();
  const { saveFile } = useFileDialogs();
  const isBusy = ref(false);

  async function save(
    content: string | Blob,
    dates: readonly string[],
    [kind, format]: readonly [HistoryFile, HistoryFormat],
    overview: HistoryOverview | null,
  ): Promise<void> {
    const period = { from: dates[0] ?? '', to: dates.at(-1) ?? '' };
    const isPartial = overview !== null && lackOf(overview, dates).length > 0;
    const name = historyFileName(source().who, period, { kind, format, isPartial });
    await saveFile(name, historyFileType(format), content);
  }

  async function saveTable(what: HistoryExport): Promise<string> {
    const { request, overview } = source();
    if (overview === null) return '';
    isBusy.value = true;
    const result = await bridge.invoke('history:export', request, what);
    isBusy.value = false;
    if (!result.ok) return historyTexts.export.failed(result.error.message);
    await save(result.value, request.dates, [what.kind, what.format], overview);
    return '';
  }

  async function savePicture(): Promise<string> {
    const { overview, date, day } = history;
    const seen = timeline.picture?.();
    if (overview === null || seen === undefined) return '';
    const time = (at: number): string => timeOfDay(at, overview.timeZone, day?.endsAt).slice(0, 5);
    const hours = texts.hours(time(seen.span.start), time(seen.span.end));
    const { first, last, agents, hidden } = seen;
    const faint = [...hidden].map(statusLabel).join(', ');
    const blob = await drawPicture({
      ...seen,
      title: [source().who, dayLabel(date), hours].join(', '),
      facts: [
        first === 1 && last === agents ? texts.agents(agents) : texts.rows(first, last, agents),
        ...(seen.team.below.length > 0 ? [texts.floor(timeline.floor)] : []),
        ...(faint === '' ? [] : [texts.hidden(faint)]),
        ...fileFacts(overview, [date], connection.isDemo),
      ],
    });
    if (blob === null) return historyFileTexts.notDrawn;
    await save(blob, [date], ['timeline', 'png'], overview);
    return '';
  }

  return {
    isBusy,
    saveTable,
    savePicture,
    // The card itself says what was not read.
    saveCard: (text, format, date) => save(text, [date], ['handover', format], null),
  };
}
