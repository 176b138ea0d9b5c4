import type { DayRead, HistoryAgent, HistoryDay } from '../shared/model.ts';
import type { AppError } from '../shared/result.ts';
import { historyTexts } from '../shared/texts/history.ts';
import { nameAdditions, type NamedPerson } from '../shared/names.ts';
import { dayBounds } from '../time/days.ts';
import type { RequestedDay } from './requested-days.ts';
import type { ApiZone } from './zone-facts.ts';
import { mapInChunks } from './chunks.ts';
import { cutDay, tidySpans, toSpans, type StatusSpan } from './intervals.ts';
import type { CheckedQuery } from './query.ts';
import type { DaysAnswer } from './read-days.ts';

const texts = historyTexts.partial;

/** An agent with everything that the answers of the read say of them. */
interface ReadAgent extends Pick<HistoryAgent, 'userId' | 'name' | 'addition' | 'email'> {
  readonly spans: readonly StatusSpan[];
}

/**
 * Cuts all answers of a read into local days as of `now` (epoch milliseconds). The server does
 * not clip records and may repeat them, so they are collected per agent first: a record in one day's answer
 * also fills its part of the next day. Every agent of any answer is in every day that was read whole, sorted by
 * name; another day has only the agents of its own answers, since other answers know it in part only. A large
 * team takes a second of work, which is done in chunks.
 */
export async function reportDays(
  { dates, timeZone }: Pick<CheckedQuery, 'dates' | 'timeZone'>,
  requested: readonly RequestedDay[],
  answers: readonly DaysAnswer[],
  zone: ApiZone,
  now: number,
): Promise<HistoryDay[]> {
  const gathered = await gatherAgents(answers, zone);
  const days: HistoryDay[] = [];
  for (const date of dates) {
    const bounds = dayBounds(date, timeZone);
    const { read, isRead } = coverageOf(
      requested.filter(({ localDate }) => localDate === date),
      answers,
    );
    const ofDay = gathered.filter(({ userId }) => isRead(userId));
    const agents = await mapInChunks(ofDay, ({ spans, ...who }) => ({ ...who, ...cutDay(spans, bounds, now) }));
    days.push({ date, ...bounds, read, agents });
  }
  return days;
}

/** How much of a day was read, and which agents. For a day requested in two parts these are the agents in both answers. */
function coverageOf(
  parts: readonly RequestedDay[],
  answers: readonly DaysAnswer[],
): { readonly read: DayRead; readonly isRead: (userId: string) => boolean } {
  const found = parts.map((part) => answers.find(({ covered }) => covered.includes(part)));
  const named = found.map((answer) => {
    if (answer === undefined) return new Set<string>();
    return answer.stopped === null ? null : new Set(answer.rows.map(({ userId }) => userId));
  });
  const isComplete = named.every((users) => users === null);
  const isNone = found.every((answer) => answer === undefined);
  return {
    read: isComplete ? 'complete' : isNone ? 'none' : 'part',
    isRead: (userId) => named.every((users) => users === null || users.has(userId)),
  };
}

/** Why a report is not complete, in sentences. */
export function describePartial(days: readonly HistoryDay[], error: AppError): string {
  const datesOf = (read: DayRead): string[] => days.filter((day) => day.read === read).map(({ date }) => date);
  const [partly, unread] = [datesOf('part'), datesOf('none')];
  const sentences = [
    partly.length > 0 ? texts.partOf(datesText(partly)) : '',
    unread.length > 0 ? texts.nothingOf(datesText(unread)) : '',
    error.message,
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

type Gathered = NamedPerson & Pick<HistoryAgent, 'email'> & { readonly spans: StatusSpan[] };

async function gatherAgents(answers: readonly DaysAnswer[], zone: ApiZone): Promise<readonly ReadAgent[]> {
  const agents = new Map<string, Gathered>();
  for (const { rows, timeZoneOffset } of answers) {
    await mapInChunks(rows, ({ userId, name, customId, email, records }) => {
      const before = agents.get(userId) ?? { userId, name, customId, email, spans: [] };
      // A renamed agent has the latest name. An e-mail or id in place of a name does not count.
      const isNamed = name !== email && name !== userId;
      const agent = {
        ...before,
        name: isNamed ? name : before.name,
        customId: customId ?? before.customId,
        email: email || before.email,
      };
      // One by one: `push(...)` of a long list is a call with too many arguments.
      for (const span of toSpans(records, zone, timeZoneOffset)) agent.spans.push(span);
      agents.set(userId, agent);
    });
  }
  const additions = nameAdditions(agents.values());
  const tidy = await mapInChunks([...agents.values()], ({ customId: _, ...agent }): ReadAgent => {
    const addition = additions.get(agent.userId);
    return { ...agent, ...(addition === undefined ? {} : { addition }), spans: tidySpans(agent.spans) };
  });
  const { compare } = new Intl.Collator('en');
  return tidy.sort((a, b) => compare(a.name, b.name) || compare(a.userId, b.userId));
}

/** Dates follow each other without a hole, so the first and the last name them all. */
function datesText(dates: readonly string[]): string {
  const [first = '', last = ''] = [dates[0], dates.at(-1)];
  return first === last ? first : texts.dates(first, last);
}
