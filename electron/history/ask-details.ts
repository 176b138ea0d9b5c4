import type { DetailsAnswer, DetailsPeriod, DetailsRow, KoreClient } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';
import type { AnsweredPeriod } from './api-times.ts';
import type { AskedDay } from './asked-days.ts';
import type { CheckedQuery } from './query.ts';
import type { HistoryCall } from './types.ts';

/** What came of one request: the answer, and why it ended before its last page (null when it is whole). */
export interface AskedDetails extends Pick<DetailsAnswer, 'notUnderstood' | 'isEndSaid' | 'stopped'> {
  readonly answer: AnsweredPeriod;
  /** Whether there is a next page to go on with. */
  readonly hasRest: boolean;
}

/** Asks for the days from `first` to `last`, which have one offset: as `date` for one day, else as a range. */
export type AskDetails = (first: AskedDay, last: AskedDay) => Promise<Result<AskedDetails>>;

/** What every request of one history read has in common. */
export interface AskParts {
  readonly client: Pick<KoreClient, 'statusDetails'>;
  readonly clock: Clock;
  readonly query: CheckedQuery;
  readonly call: HistoryCall;
}

/**
 * Makes the asking half of one history read. It tells progress before each request and after each page, spends
 * `maxWaitMs` over all requests together (`startWithinMs` of it before anything is read), and fails as `cancelled` once
 * the read is stopped; other errors are the client's.
 */
export function createAskDetails({ client, clock, query, call }: AskParts): AskDetails {
  const waits = createWaitCount(clock);
  const known = new Set<string>();
  let { startWithinMs } = call;
  return async (first, last) => {
    if (call.signal?.aborted === true) return fail('cancelled');
    const onProgress = (page: { readonly agentsRead: number; readonly waitingUntil: number | null }): void => {
      waits.add(page.waitingUntil);
      const [day, lastDay] = [first.localDate, last.localDate];
      const agentsRead = Math.max(known.size, page.agentsRead);
      const place = { day, lastDay, dayIndex: query.dates.indexOf(day), days: query.dates.length };
      call.onProgress?.({ ...page, agentsRead, ...place });
    };
    onProgress({ agentsRead: 0, waitingUntil: null });
    const maxWaitMs = Math.max(0, call.maxWaitMs - waits.total());
    const asked = await client.statusDetails(
      { period: periodOf(first, last), agents: query.agents, onProgress },
      { priority: 'history', maxWaitMs, startWithinMs, signal: call.signal },
    );
    if (!asked.ok) return asked;
    startWithinMs = undefined;
    const { receivedAt, stopped, notUnderstood, isEndSaid, rest } = asked.value;
    const rows = rowsOf(query.agents, asked.value.rows);
    for (const { userId } of rows) known.add(userId);
    const { startsAt, timeZoneOffset } = first;
    const answer = { rows, receivedAt, timeZoneOffset, startsAt, endsAt: last.endsAt };
    return ok({ answer, stopped, notUnderstood, isEndSaid, hasRest: rest !== undefined });
  };
}

/** Those who were asked for: a server may answer with everybody instead. */
function rowsOf(agents: readonly string[], rows: readonly DetailsRow[]): readonly DetailsRow[] {
  if (agents.length === 0) return rows;
  const asked = new Set(agents.map((email) => email.toLowerCase()));
  return rows.filter(({ email, userId }) => asked.has(email.toLowerCase()) || asked.has(userId.toLowerCase()));
}

function periodOf(first: AskedDay, last: AskedDay): DetailsPeriod {
  const { timeZoneOffset } = first;
  return first.date === last.date
    ? { kind: 'day', date: first.date, timeZoneOffset }
    : { kind: 'range', startDate: first.date, endDate: last.date, timeZoneOffset };
}

/** Adds up the waits for the budget as they are announced; the same wait announced twice counts once. */
function createWaitCount(clock: Clock): { add(waitingUntil: number | null): void; total(): number } {
  let totalMs = 0;
  let countedUntil = 0;
  return {
    add(waitingUntil) {
      if (waitingUntil === null) return;
      totalMs += Math.max(0, waitingUntil - Math.max(clock.now(), countedUntil));
      countedUntil = Math.max(countedUntil, waitingUntil);
    },
    total: () => totalMs,
  };
}
