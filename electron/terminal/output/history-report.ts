import type { HistoryPart } from '../../history/answers.ts';
import { isRecent, unreadSentences } from '../../shared/history/read-state.ts';
import { historyNotes } from '../../shared/history/history-notes.ts';
import { masked, maskName, nameText } from '../../shared/names/names.ts';
import type {
  DayRead,
  HistoryAgent,
  HistoryDay,
  HistoryDayState,
  HistoryOverview,
  HistoryPerson,
  Limits,
} from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';
import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import type { HistoryAnswer } from '../commands/history/history-answer.ts';
import type { HistoryPeriod } from '../commands/history/history-period.ts';
import { printable } from '../target-arguments.ts';

/** A history as it is printed: with initials where names are hidden, within the hours that are wanted. */
export interface PrintedHistory extends Pick<HistoryPeriod, 'dates' | 'timeZone' | 'between' | 'at'> {
  readonly isDemo: boolean;
  readonly overview: HistoryOverview;
  readonly people: readonly HistoryPerson[];
  /** Why it is not complete, and how many agents were read; null when it is complete. */
  readonly partial: null | { readonly reason: string; readonly agentsRead: number };
  /** What else is to be said, a sentence each. */
  readonly notes: readonly string[];
  readonly limits: Limits;
  readonly readOf: (date: string) => DayRead;
  /** Whether what is known until then is known until about now. */
  readonly isRecent: (at: number) => boolean;
  /** When a day that still lasts was read, where that was a while ago; otherwise null. */
  readonly asOf: (date: string) => number | null;
  readonly days: () => Promise<Result<AsyncIterable<HistoryDay>>>;
  readonly parts: () => Promise<Result<AsyncIterable<HistoryPart>>>;
}

/** Prepares an answer for printing. */
export function reportHistory(
  { history, request, overview, lacking, problem, guesses, isDemo }: HistoryAnswer,
  { dates, timeZone, between, at, hoursOf }: HistoryPeriod,
  { isMasked, limits }: { readonly isMasked: boolean; readonly limits: Limits },
): PrintedHistory {
  const stateOf = (date: string): HistoryDayState | undefined => overview.days.find((day) => day.date === date);
  const readOf = (date: string): DayRead => {
    if (!lacking.has(date)) return 'complete';
    return (stateOf(date)?.agentsRead ?? 0) > 0 ? 'part' : 'none';
  };
  // As long as not everything was read, somebody may yet be found.
  const notFound = lacking.size === 0 ? overview.notFound : [];
  return {
    dates,
    timeZone,
    between,
    at,
    isDemo,
    limits,
    overview: { ...overview, notFound: isMasked ? notFound.map(maskName) : notFound },
    people: isMasked ? overview.agents.map(masked) : overview.agents,
    partial: problem && {
      reason: [...unreadSentences(dates, readOf), problem.message].join(' '),
      agentsRead: overview.days.reduce((most, { agentsRead }) => Math.max(most, agentsRead), 0),
    },
    notes: [
      ...guesses.map(({ text, person }) => commandTexts.history.guessed(printable(text), nameText(person, isMasked))),
      ...historyNotes({ ...overview, notFound: isMasked ? notFound.map(maskName) : notFound }),
    ],
    readOf,
    isRecent: (at) => isRecent(at, overview.takenAt),
    asOf(date) {
      const { readAt = null, endsAt = 0 } = stateOf(date) ?? {};
      const isOld = readAt !== null && endsAt > overview.takenAt && !isRecent(readAt, overview.takenAt);
      return isOld ? readAt : null;
    },
    async days() {
      const days = await history.days(request);
      return days.ok ? ok(shownDays(days.value)) : days;
    },
    async parts() {
      const parts = await history.parts(request);
      return parts.ok ? ok(shownParts(parts.value)) : parts;
    },
  };

  async function* shownDays(days: AsyncIterable<HistoryDay>): AsyncGenerator<HistoryDay> {
    for await (const each of days) {
      const day = hoursOf(each);
      yield { ...day, read: readOf(day.date), agents: shown(day.agents) };
    }
  }

  async function* shownParts(parts: AsyncIterable<HistoryPart>): AsyncGenerator<HistoryPart> {
    for await (const each of parts) {
      const { notRead, ...part } = hoursOf(each);
      yield { ...part, agents: shown(part.agents), notRead: isMasked ? notRead.map(masked) : notRead };
    }
  }

  function shown(agents: readonly HistoryAgent[]): readonly HistoryAgent[] {
    return isMasked ? agents.map((agent) => ({ ...masked(agent), email: '' })) : agents;
  }
}
