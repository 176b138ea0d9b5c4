import { judge } from '../../../../electron/kore/errors.ts';
import type { HttpAnswer } from '../../../../electron/kore/http.ts';
import type { Probe, ProbeCall } from '../../../../electron/kore/check/probe.ts';
import type { CheckSubject } from '../../../../electron/kore/check/plan.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** 14:30 in India, 10 h in UTC. */
export const NOW = Date.UTC(2026, 2, 10, 9);
export const SUBJECT: CheckSubject = {
  accountId: '63f07d26f04465685df4aaaa',
  botId: 'st-1',
  today: '2026-03-10',
  yesterday: '2026-03-09',
  offset: -330,
  offsetYesterday: -330,
};

/** In what an account can differ from another one, as far as the documents leave it open. */
export interface Quirks {
  readonly times: 'request' | 'utc';
  readonly agents: number;
  /** Agents that availability without a filter leaves out. */
  readonly hidden: number;
  readonly filters: 'and' | 'or' | 'none';
  readonly range: 'both' | 'refused' | 'today';
  readonly needsBotId: boolean;
  readonly version2: 'same' | 'other' | 'none';
  readonly extra: Readonly<Record<string, unknown>>;
  readonly hasOffline: boolean;
  readonly offset: 'records' | 'pages';
  /** Records of each agent a day. */
  readonly records: number;
  /** Answers in place of the account where it gives one. */
  readonly instead: (call: ProbeCall, number: number) => Reply | null;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const PLAIN: Quirks = {
  times: 'request',
  agents: 8,
  hidden: 0,
  filters: 'and',
  range: 'both',
  needsBotId: true,
  version2: 'same',
  extra: {},
  hasOffline: false,
  offset: 'records',
  records: 10,
  instead: () => null,
};

interface DateFilter {
  readonly date?: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly timeZoneOffSet: number;
}

interface DetailsBody {
  readonly filter: { readonly dateFilter: DateFilter };
}

/** A probe of an account with quirks; its clock is right. */
export function createAccount(quirks: Partial<Quirks>): { readonly probe: Probe; readonly calls: ProbeCall[] } {
  const account = { ...PLAIN, ...quirks };
  const calls: ProbeCall[] = [];
  const probe: Probe = (call) => {
    calls.push(call);
    const reply = account.instead(call, calls.length) ?? answerOf(account, call);
    const answer = answerFrom(reply);
    const judged = judge(answer, { now: NOW, random: () => 0, secrets: () => [] });
    const http = { answer, sentAt: NOW - 100, receivedAt: NOW + 100 };
    return Promise.resolve(
      judged.ok ? { http, value: judged.value, error: null } : { http, value: null, error: judged.error },
    );
  };
  return { probe, calls };
}

function answerFrom({ status, body, headers = {} }: Reply): HttpAnswer {
  const all: Record<string, string> = { date: new Date(NOW).toUTCString(), ...headers };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const header = (name: string): string | null => all[name] ?? null;
  return { status, header, headerNames: Object.keys(all), body: Buffer.from(text) };
}

const refusal = (status: number, msg: string, code: number): Reply => ({ status, body: { errors: [{ msg, code }] } });

function answerOf(
  account: Quirks,
  { path, query = {}, body, isWithoutBotId = false, hasBadToken = false }: ProbeCall,
): Reply {
  if (hasBadToken) return refusal(401, 'Invalid JWT token', 4002);
  if (path.includes('availability')) return availabilityOf(account, body as Record<string, readonly string[]>);
  if (isWithoutBotId && account.needsBotId) return refusal(401, 'Invalid SDK credentials', 4002);
  const isVersion2 = path.includes('/v2/');
  if (isVersion2 && account.version2 === 'none') return refusal(404, 'Not Found', 404);
  const { dateFilter } = (body as DetailsBody).filter;
  if (!isVersion2 && dateFilter.date === undefined && account.range === 'refused') {
    return refusal(412, 'Validation errors/ Invalid arguments', 412);
  }
  const isToday = !isVersion2 && dateFilter.date === undefined && account.range === 'today';
  const reply = detailsOf(account, query, isToday ? { ...dateFilter, startDate: SUBJECT.today } : dateFilter);
  return isVersion2 && account.version2 === 'other'
    ? { status: 200, body: { ...reply, total: 8 } }
    : { status: 200, body: reply };
}

function availabilityOf(
  { agents, hidden, filters, extra }: Quirks,
  { agentIds, queueIds }: Record<string, readonly string[]>,
): Reply {
  const rows = Array.from({ length: agents }, (_, index) => ({
    _id: `a-${index}`,
    userId: `u-${index}`,
    firstName: 'Jane',
    ...extra,
  }));
  const isNamed = ({ _id }: { readonly _id: string }): boolean => agentIds?.includes(_id) ?? filters !== 'or';
  const named = rows.filter((row, index) => {
    if (agentIds === undefined && queueIds === undefined) return index >= hidden;
    if (filters === 'none') return true;
    return filters === 'or' ? isNamed(row) : queueIds === undefined && isNamed(row);
  });
  return { status: 200, body: { AVAILABLE: named, BUSY: [], AWAY: [], OFFLINE: [] } };
}

function detailsOf(
  { agents, times, offset: unit, records, hasOffline }: Quirks,
  { limit = 50, offset = 0 }: NonNullable<ProbeCall['query']>,
  { date, startDate = date, endDate = date, timeZoneOffSet }: DateFilter,
): Record<string, unknown> {
  const shiftMs = timeZoneOffSet * MINUTE_MS;
  const from = Date.parse(`${startDate?.slice(0, 10)}T00:00:00Z`) + shiftMs;
  const to = Math.min(NOW, Date.parse(`${endDate?.slice(0, 10)}T00:00:00Z`) + DAY_MS + shiftMs);
  const wall = (at: number): string => new Date(times === 'utc' ? at : at - shiftMs).toISOString().slice(0, 19);
  // Each agent of its own rhythm, so that a shift of an hour never equals none.
  const startsOf = (index: number): number[] =>
    Array.from(
      { length: 2 * records },
      (_, number) => NOW - index * 7 * MINUTE_MS - (number * 2 * DAY_MS) / (2 * records) - 90_000 * number,
    );
  const row = (_: unknown, index: number) => ({
    userId: `u-${index}`,
    firstName: 'Jane',
    status: startsOf(index)
      .filter((start) => start >= from && start < to)
      .map((start, number) => ({
        primaryStatus: hasOffline && number === 0 ? 'OFFLINE' : 'AVAILABLE',
        secondaryStatus: 'AVAILABLE',
        startTime: wall(start),
        endTime: wall(start + MINUTE_MS),
        duration: '00:01:00',
      })),
  });
  const all = Array.from({ length: agents }, row);
  const skipped = unit === 'pages' ? offset * limit : offset;
  return { hasMore: skipped + limit < agents, limit, offset, data: all.slice(skipped, skipped + limit) };
}
