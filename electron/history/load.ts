import type { Clock } from '../shared/clock.ts';
import { err, ok } from '../shared/result.ts';
import { resolveApiTimes } from './api-times.ts';
import { createAskDetails } from './ask-details.ts';
import { askedDays } from './asked-days.ts';
import { checkQuery } from './query.ts';
import { readDays } from './read-days.ts';
import { describePartial, reportDays } from './report.ts';
import type { LoadHistory } from './types.ts';
import { weighZone } from './zone-evidence.ts';
import { learn } from './zone-memory.ts';

/**
 * Makes the reader of status history. It fails as `invalid-input` for a bad query and with the client's error when
 * nothing at all could be read; a read that breaks off or is stopped later answers with what it has, marked partial.
 * What it learns of the server (range dates, zone of the times) goes to the connection's memory.
 */
export function createHistoryLoader({ clock }: { readonly clock: Clock }): LoadHistory {
  return async ({ client, memory, ...source }, query, call) => {
    // The server's now: its times are subtracted from it.
    const now = (): number => clock.now() + (client.clockOffsetMs() ?? 0);
    const checked = checkQuery(query, source, now());
    if (!checked.ok) return checked;
    const { dates, timeZone, apiTimes: setting } = checked.value;
    const ask = createAskDetails({ client, clock, query: checked.value, call });
    const days = askedDays(dates, timeZone, now());
    const { answers, gap } = await readDays(days, { ask, memory, mayAskRanges: dates.length > 1 });
    if (answers.length === 0 && gap !== null) return err(gap.error);

    learn(memory, weighZone(memory.get(), { answers, boundaries: [], live: null }));
    const apiTimes = resolveApiTimes(setting, memory.get(), answers);
    const takenAt = now();
    return ok({
      from: query.from,
      to: query.to,
      timeZone,
      takenAt,
      apiTimes,
      partial: gap === null ? null : describePartial(gap, answers),
      days: await reportDays(dates, timeZone, answers, apiTimes.zone, takenAt),
    });
  };
}
