import type { LiveConnection } from '../connections/types.ts';
import type { AvailabilityRow } from '../kore/types.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { EMPTY_FILTER, type HistoryProgress, type HistoryQuery, type HistoryReport } from '../shared/model.ts';
import { checkQuery } from './query.ts';
import { readDays, type DaysCall, type DaysRead, type DaysSource } from './read-days.ts';
import { withLateDays } from './record-listing.ts';
import { describePartial, reportDays } from './report.ts';

/** One history read at a time for all windows together. */
export interface HistoryService {
  /** Reads; a newer query stops the read in flight, which then answers with what it has. */
  load(query: HistoryQuery): Promise<Result<HistoryReport>>;
  cancel(): void;
  /** The present connection may be another one: a read of the old one stops. */
  connectionChanged(): void;
}

/** A person watches the progress and can stop it, so a long range may wait for the rate limit. */
const MAX_WAIT_MS = 15 * 60_000;

/**
 * Creates the service. A load fails as `not-connected` when no account can be called, and as `cancelled` when the
 * connection was changed meanwhile: what came back belongs to another account.
 */
export function createHistoryService({
  live,
  load,
  onProgress,
}: {
  readonly live: () => LiveConnection | null;
  readonly load: (live: LiveConnection, query: HistoryQuery, call: DaysCall) => Promise<Result<HistoryReport>>;
  readonly onProgress: (progress: HistoryProgress) => void;
}): HistoryService {
  let flight: AbortController | null = null;
  let loading: LiveConnection | null = null;
  const isPresent = (connection: LiveConnection | null): boolean => live()?.client === connection?.client;
  return {
    async load(query) {
      const connection = live();
      if (connection === null) return fail('not-connected');
      flight?.abort();
      const abort = new AbortController();
      flight = abort;
      loading = connection;
      const report = await load(connection, query, { signal: abort.signal, maxWaitMs: MAX_WAIT_MS, onProgress });
      if (flight === abort) flight = null;
      return isPresent(connection) ? report : fail('cancelled');
    },
    cancel: () => flight?.abort(),
    connectionChanged() {
      if (!isPresent(loading)) flight?.abort();
    },
  };
}

/**
 * Reads status history. It fails as `invalid-input` for a bad query and with the client's error when nothing at all
 * could be read; a read that breaks off or is stopped later answers with what it has, marked partial.
 */
export async function loadHistory(
  connection: DaysSource,
  query: HistoryQuery,
  call: DaysCall,
): Promise<Result<HistoryReport>> {
  const { client, memory, clock } = connection;
  // By the server's clock, as its times are.
  const now = (): number => clock.now() + (client.clockOffsetMs() ?? 0);
  const checked = checkQuery(query, connection, now());
  if (!checked.ok) return checked;
  const { dates, agents, ...zones } = checked.value;
  const compared = await readAndCompare({ ...connection, ...zones }, dates, agents, call);
  if (!compared.ok) return compared;
  const { read, notFound, fewerThanTeam } = compared.value;
  const { requested, answers, stopped, apiTimes, notUnderstood } = read;
  const takenAt = now();
  const days = await reportDays(checked.value, requested, answers, apiTimes.zone, takenAt);
  return ok({
    from: query.from,
    to: query.to,
    timeZone: zones.timeZone,
    takenAt,
    apiTimes,
    partial: stopped && { reason: describePartial(days, stopped), agentsRead: agentsOf(read).size },
    notUnderstood,
    notFound,
    fewerThanTeam,
    days: withLateDays(days, memory.get().recordsListedBy),
  });
}

type Compared = Pick<HistoryReport, 'notFound' | 'fewerThanTeam'> & { readonly read: DaysRead };

/**
 * Reads the days. One call to availability follows where agents may be missing, or where some were not found: a server may
 * distinguish upper and lower case, and availability has the right spelling of an e-mail.
 */
async function readAndCompare(
  source: DaysSource,
  dates: readonly string[],
  wanted: readonly string[],
  call: DaysCall,
): Promise<Result<Compared>> {
  const readOf = async (agents: readonly string[]): Promise<Result<DaysRead>> => {
    const read = await readDays(source, { ...call, dates, agents });
    return read.ok ? ok(onlyOf(agents, read.value)) : read;
  };
  const read = await readOf(wanted);
  if (!read.ok) return read;
  if (wanted.length === 0) {
    // A list that ended without saying so may lack agents.
    const mayLack = read.value.stopped === null && !read.value.isEndSaid;
    const team = mayLack ? await readTeam(source.client, call) : null;
    return ok({ read: read.value, notFound: [], fewerThanTeam: team && fewerThanTeam(read.value, team) });
  }
  const notFound = notFoundIn(read.value, wanted);
  const team = notFound.length > 0 ? await readTeam(source.client, call) : null;
  const agents = team && respell(wanted, notFound, team);
  const again = agents && (await readOf(agents));
  return again?.ok === true
    ? ok({ read: again.value, notFound: notFoundIn(again.value, wanted), fewerThanTeam: null })
    : ok({ read: read.value, notFound, fewerThanTeam: null });
}

/** A call that only makes a report better is not worth a longer wait. */
const MAX_TEAM_WAIT_MS = 10_000;

/** Everybody whom availability names at present; null when it does not tell. */
async function readTeam(
  client: DaysSource['client'],
  { signal, maxWaitMs }: DaysCall,
): Promise<readonly AvailabilityRow[] | null> {
  const options = { maxWaitMs: Math.min(MAX_TEAM_WAIT_MS, maxWaitMs), isAside: true, signal };
  const team = await client.availability(EMPTY_FILTER, { priority: 'lower', ...options });
  return team.ok ? team.value.rows : null;
}

/** A read of the agents with these e-mails alone: a server may answer with everybody instead. */
function onlyOf(agents: readonly string[], read: DaysRead): DaysRead {
  if (agents.length === 0) return read;
  const wanted = new Set(agents.map((email) => email.toLowerCase()));
  const isWanted = (text: string): boolean => wanted.has(text.toLowerCase());
  const answers = read.answers.map((answer) => ({
    ...answer,
    rows: answer.rows.filter(({ email, userId }) => isWanted(email) || isWanted(userId)),
  }));
  return { ...read, answers };
}

/** The user ids of everybody whom a read names. */
function agentsOf({ answers }: DaysRead): ReadonlySet<string> {
  return new Set(answers.flatMap(({ rows }) => rows.map(({ userId }) => userId)));
}

/** How many agents a read names, where the team has more; null where it has not. */
function fewerThanTeam(read: DaysRead, team: readonly AvailabilityRow[]): HistoryReport['fewerThanTeam'] {
  const [named, members] = [agentsOf(read).size, new Set(team.map(({ userId }) => userId)).size];
  return named < members ? { read: named, team: members } : null;
}

/** Which of these e-mails no answer names; none as long as not everything was read. */
function notFoundIn({ answers, stopped }: DaysRead, wanted: readonly string[]): readonly string[] {
  if (stopped !== null) return [];
  const rows = answers.flatMap((answer) => answer.rows);
  const found = new Set(rows.flatMap(({ email, userId }) => [email.toLowerCase(), userId.toLowerCase()]));
  return wanted.filter((email) => !found.has(email.toLowerCase()));
}

/** The e-mails as the team spells them; null when that changes none of those that were not found. */
function respell(
  wanted: readonly string[],
  notFound: readonly string[],
  team: readonly AvailabilityRow[],
): readonly string[] | null {
  const spelled = new Map(team.map(({ email }) => [email?.toLowerCase() ?? '', email ?? '']));
  const spell = (email: string): string => spelled.get(email.toLowerCase()) ?? email;
  return notFound.some((email) => spell(email) !== email) ? wanted.map(spell) : null;
}
