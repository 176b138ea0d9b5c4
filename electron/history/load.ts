import type { Clock } from '../shared/clock.ts';
import type { HistoryReport } from '../shared/model.ts';
import { err, ok } from '../shared/result.ts';
import { resolveApiTimes } from './api-times.ts';
import { createAskDetails } from './ask-details.ts';
import { askedDays, type AskedDay } from './asked-days.ts';
import { checkQuery, type CheckedQuery } from './query.ts';
import { readDays, type DaysRead } from './read-days.ts';
import { listingOfAll, withLateDays } from './record-listing.ts';
import { describePartial, reportDays } from './report.ts';
import { agentsOf, fewerThanTeam, mayLackAgents, notFoundIn, readTeam, respell } from './team-check.ts';
import type { HistoryCall, HistorySource, LoadHistory } from './types.ts';
import { weighZone } from './zone-evidence.ts';
import { isZoneKnown, learn, learnListing } from './zone-memory.ts';

/**
 * Makes the reader of status history. It fails as `invalid-input` for a bad query and with the client's error when
 * nothing at all could be read; a read that breaks off or is stopped later answers with what it has, marked partial.
 * What it learns of the server (range dates, zone of the times) goes to the connection's memory.
 */
export function createHistoryLoader({ clock }: { readonly clock: Clock }): LoadHistory {
  return async (source, query, call) => {
    const { client, memory } = source;
    // The server's now: its times are subtracted from it.
    const now = (): number => clock.now() + (client.clockOffsetMs() ?? 0);
    const checked = checkQuery(query, source, now());
    if (!checked.ok) return checked;
    const { dates, timeZone, apiTimes: setting } = checked.value;
    const days = askedDays(dates, timeZone, now());
    const { read, ...team } = await readAndCompare(source, checked.value, days, call, clock);
    const { gap } = read;
    if (read.answers.length === 0 && gap !== null) return err(gap.error);

    const answers = read.answers.map(({ answer }) => answer);
    learn(memory, weighZone(memory.get(), { answers, boundaries: [], live: null }));
    const apiTimes = resolveApiTimes(setting, memory.get(), answers);
    const takenAt = now();
    const unbroken = read.answers.filter(({ stopped }) => stopped === null).map(({ answer }) => answer);
    if (isZoneKnown(apiTimes)) learnListing(memory, listingOfAll(unbroken, apiTimes.zone));
    const reported = await reportDays(checked.value, days, read.answers, apiTimes.zone, takenAt);
    return ok({
      from: query.from,
      to: query.to,
      timeZone,
      takenAt,
      apiTimes,
      partial: gap === null ? null : describePartial(gap, agentsOf(read).size),
      notUnderstood: new Set(read.answers.flatMap(({ notUnderstood }) => notUnderstood)).size,
      ...team,
      days: withLateDays(reported, memory.get().recordsListedBy),
    });
  };
}

type Compared = Pick<HistoryReport, 'notFound' | 'fewerThanTeam'> & { readonly read: DaysRead };

/**
 * Reads the days. Availability is asked once more where the answers leave something open: how the e-mails of those who
 * were not found are really spelled, since servers may tell cases apart, or whether agents may be missing.
 */
async function readAndCompare(
  { client, memory }: Pick<HistorySource, 'client' | 'memory'>,
  query: CheckedQuery,
  days: readonly AskedDay[],
  call: HistoryCall,
  clock: Clock,
): Promise<Compared> {
  const readFor = (agents: readonly string[]): Promise<DaysRead> => {
    const ask = createAskDetails({ client, clock, query: { ...query, agents }, call });
    return readDays(days, { ask, memory, mayAskRanges: query.dates.length > 1 });
  };
  const read = await readFor(query.agents);
  if (query.agents.length === 0) {
    const team = mayLackAgents(read) ? await readTeam(client, call) : null;
    return { read, notFound: [], fewerThanTeam: team && fewerThanTeam(read, team) };
  }
  const notFound = notFoundIn(read, query.agents);
  const team = notFound.length > 0 ? await readTeam(client, call) : null;
  const agents = team && respell(query.agents, notFound, team);
  const again = agents && (await readFor(agents));
  return again === null || again.answers.length === 0
    ? { read, notFound, fewerThanTeam: null }
    : { read: again, notFound: notFoundIn(again, query.agents), fewerThanTeam: null };
}
