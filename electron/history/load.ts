import type { AvailabilityRow, KoreClient, MemoryCell } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import { EMPTY_FILTER, type ApiTimes, type HistoryQuery, type HistoryReport } from '../shared/model.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { doubtOf, learn, learnListing, resolveApiTimes } from './api-times.ts';
import { checkQuery, type CheckedQuery } from './query.ts';
import { readDays, type DaysRead } from './read-days.ts';
import { listingOfAll, withLateDays } from './record-listing.ts';
import { describePartial, reportDays } from './report.ts';
import { createDetailsRequest, requestedDays, type HistoryCall, type RequestedDay } from './requests.ts';
import { weighZone } from './zone-evidence.ts';

/** What a history read needs of a connection. */
export interface HistorySource {
  readonly client: KoreClient;
  readonly memory: MemoryCell;
  /** The team's IANA zone. */
  readonly timeZone: string;
  readonly apiTimes: ApiTimes;
}

/** Reads status history; `invalid-input` for a bad date, zone or range, otherwise the client's errors. */
export type LoadHistory = (
  source: HistorySource,
  query: HistoryQuery,
  call: HistoryCall,
) => Promise<Result<HistoryReport>>;

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
    const days = requestedDays(dates, timeZone, now());
    const { read, ...team } = await readAndCompare(source, checked.value, days, call, clock);
    const { gap } = read;
    if (read.answers.length === 0 && gap !== null) return err(gap.error);

    const answers = read.answers.map(({ answer }) => answer);
    learn(memory, weighZone(memory.get(), { answers, boundaries: [], live: null }));
    const apiTimes = resolveApiTimes(setting, memory.get(), answers);
    const takenAt = now();
    const unbroken = read.answers.filter(({ stopped }) => stopped === null).map(({ answer }) => answer);
    if (doubtOf(apiTimes) === null) learnListing(memory, listingOfAll(unbroken, apiTimes.zone));
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
 * Reads the days. One call to availability follows where the answers leave something open: how the e-mails of those who
 * were not found are really spelled, since servers may tell cases apart, or whether agents may be missing.
 */
async function readAndCompare(
  { client, memory }: Pick<HistorySource, 'client' | 'memory'>,
  query: CheckedQuery,
  days: readonly RequestedDay[],
  call: HistoryCall,
  clock: Clock,
): Promise<Compared> {
  const readFor = (agents: readonly string[]): Promise<DaysRead> => {
    const request = createDetailsRequest({ client, clock, query: { ...query, agents }, call });
    return readDays(days, { request, memory, mayAskRanges: query.dates.length > 1 });
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

/** A call that only makes a report better is not worth a longer wait. */
const MAX_WAIT_MS = 10_000;

/** Everybody whom availability names at present; null when it does not tell. */
async function readTeam(
  client: HistorySource['client'],
  { signal, maxWaitMs }: HistoryCall,
): Promise<readonly AvailabilityRow[] | null> {
  const team = await client.availability(EMPTY_FILTER, {
    priority: 'history',
    maxWaitMs: Math.min(MAX_WAIT_MS, maxWaitMs),
    isAside: true,
    ...(signal === undefined ? {} : { signal }),
  });
  return team.ok ? team.value.rows : null;
}

/** The user ids of everybody whom a read names. */
function agentsOf({ answers }: DaysRead): ReadonlySet<string> {
  return new Set(answers.flatMap(({ answer }) => answer.rows.map(({ userId }) => userId)));
}

/** Whether a read may have come to its end without naming everybody. */
function mayLackAgents({ answers, gap }: DaysRead): boolean {
  return gap === null && answers.some(({ isEndSaid }) => !isEndSaid);
}

/** How many agents a read names, where the team has more; null where it has not. */
function fewerThanTeam(read: DaysRead, team: readonly AvailabilityRow[]): HistoryReport['fewerThanTeam'] {
  const [named, members] = [agentsOf(read).size, new Set(team.map(({ userId }) => userId)).size];
  return named < members ? { read: named, team: members } : null;
}

/** Which of these e-mails no answer names; none as long as not everything was read. */
function notFoundIn({ answers, gap }: DaysRead, wanted: readonly string[]): readonly string[] {
  if (gap !== null) return [];
  const rows = answers.flatMap(({ answer }) => answer.rows);
  const found = new Set(rows.flatMap(({ email, userId }) => [email.toLowerCase(), userId.toLowerCase()]));
  return wanted.filter((email) => !found.has(email.toLowerCase()));
}

/** The e-mails as the team spells them; null when that spells none of those who were not found in another way. */
function respell(
  wanted: readonly string[],
  notFound: readonly string[],
  team: readonly AvailabilityRow[],
): readonly string[] | null {
  const spelled = new Map(team.map(({ email }) => [email?.toLowerCase() ?? '', email ?? '']));
  const spell = (email: string): string => spelled.get(email.toLowerCase()) ?? email;
  return notFound.some((email) => spell(email) !== email) ? wanted.map(spell) : null;
}
