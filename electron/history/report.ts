import type { ApiTimesVerdict, HistoryAgent, HistoryDay, HistoryReport } from '../shared/model.ts';
import { nameAdditions, type NamedPerson } from '../shared/name-additions.ts';
import { dayBounds } from '../time/days.ts';
import type { AnsweredPeriod } from './api-times.ts';
import { inSlices } from './in-slices.ts';
import { cutDay } from './intervals.ts';
import type { ReadGap } from './read-days.ts';
import { tidySpans, toSpans, type StatusSpan } from './spans.ts';

/** An agent with everything any answer of the read told of them. */
interface ReadAgent extends Pick<HistoryAgent, 'userId' | 'name' | 'addition' | 'email'> {
  readonly spans: readonly StatusSpan[];
}

/**
 * Cuts all answers of a read into local days as of `now` (epoch milliseconds). Records are neither clipped by the
 * server nor said only once (kore-facts 4.2), so they are brought together per agent first: what one day's answer
 * reports fills its part of the next day too. Every agent of any answer is in every day, sorted by name. A large team
 * takes a second of work, which is done in slices.
 */
export async function reportDays(
  dates: readonly string[],
  timeZone: string,
  answers: readonly AnsweredPeriod[],
  zone: ApiTimesVerdict['zone'],
  now: number,
): Promise<HistoryDay[]> {
  const gathered = await gatherAgents(answers, zone);
  const days: HistoryDay[] = [];
  for (const date of dates) {
    const bounds = dayBounds(date, timeZone);
    const agents = await inSlices(gathered, ({ spans, ...who }) => ({ ...who, ...cutDay(spans, bounds, now) }));
    days.push({ date, ...bounds, agents });
  }
  return days;
}

/** Why a report is not whole, in sentences, and how many agents any answer named. */
export function describePartial(gap: ReadGap, answers: readonly AnsweredPeriod[]): HistoryReport['partial'] {
  const sentences = [
    gap.partly.length > 0 ? `Only a part of ${datesText(gap.partly)} was read.` : '',
    gap.unread.length > 0 ? `Nothing was read of ${datesText(gap.unread)}.` : '',
    gap.error.message,
  ];
  const userIds = new Set(answers.flatMap(({ rows }) => rows.map(({ userId }) => userId)));
  return { reason: sentences.filter((sentence) => sentence !== '').join(' '), agentsRead: userIds.size };
}

type Gathered = NamedPerson & Pick<HistoryAgent, 'email'> & { readonly spans: StatusSpan[] };

async function gatherAgents(
  answers: readonly AnsweredPeriod[],
  zone: ApiTimesVerdict['zone'],
): Promise<readonly ReadAgent[]> {
  const agents = new Map<string, Gathered>();
  for (const { rows, timeZoneOffset } of answers) {
    await inSlices(rows, ({ userId, name, customId, email, records }) => {
      const agent = agents.get(userId) ?? { userId, name, customId, email, spans: [] };
      // One by one: `push(...)` of a long list is a call with too many arguments.
      for (const span of toSpans(records, zone, timeZoneOffset)) agent.spans.push(span);
      agents.set(userId, agent);
    });
  }
  const additions = nameAdditions(agents.values());
  const tidy = await inSlices([...agents.values()], ({ customId: _, ...agent }): ReadAgent => {
    const addition = additions.get(agent.userId);
    return { ...agent, ...(addition === undefined ? {} : { addition }), spans: tidySpans(agent.spans) };
  });
  const { compare } = new Intl.Collator('en');
  return tidy.sort((a, b) => compare(a.name, b.name) || compare(a.userId, b.userId));
}

/** Dates follow each other without a hole, so the first and the last name them all. */
function datesText(dates: readonly string[]): string {
  const [first, last] = [dates[0], dates.at(-1)];
  return first === last ? `${first}` : `${first} to ${last}`;
}
