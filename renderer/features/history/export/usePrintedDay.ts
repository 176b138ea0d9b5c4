import { h } from 'vue';
import { historyFileTexts } from '../../../../electron/shared/texts/history/history-files.ts';
import { useNames } from '../../../ui/useNames.ts';
import { usePrintedSheet } from '../../../ui/usePrintedSheet.ts';
import { useConnectionStore } from '../../connect/connection-store.ts';
import DaySheet from './DaySheet.vue';
import { dayLabel } from '../dates.ts';
import { fileFacts } from '../facts.ts';
import { findAgents } from '../find-agents.ts';
import { useHistoryStore } from '../history-store.ts';
import { useTimelineStore } from '../timeline/timeline-store.ts';
import { useWhoName } from '../toolbar/useWhoName.ts';

/** While the timeline of a day is open, prints all its rows that the search finds, in the hours that are shown. */
export function usePrintedDay(): void {
  const history = useHistoryStore();
  const timeline = useTimelineStore();
  const connection = useConnectionStore();
  const whoName = useWhoName();
  const nameOf = useNames();

  usePrintedSheet(() => {
    const { overview, day, date, search } = history;
    const seen = timeline.picture?.();
    if (overview === null || day === null || seen === undefined) return null;
    const agents = findAgents(day.agents, search);
    const facts = [historyFileTexts.facts.agents(agents.length), ...fileFacts(overview, [date], connection.isDemo)];
    return h(DaySheet, {
      title: [whoName.value, dayLabel(date)].join(', '),
      facts: facts.join(' '),
      agents,
      span: seen.span,
      timeZone: overview.timeZone,
      nameOf,
    });
  });
}
