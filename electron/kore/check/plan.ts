import { availabilityBody, availabilityPath } from '../availability.ts';
import { PAGE_LIMIT } from '../paging.ts';
import type { ProbeCall } from './probe.ts';
import { detailsBody, detailsPath } from '../status-details.ts';
import type { DetailsPeriod } from '../types.ts';

/** Every call of a check. */
export type CallName =
  | 'everybody'
  | 'oneAgent'
  | 'unknownQueue'
  | 'agentAndQueue'
  | 'today'
  | 'otherOffset'
  | 'offsetOne'
  | 'yesterday'
  | 'range'
  | 'withoutBotId'
  | 'version2'
  | 'badToken';

/** What the calls are made for: ids of the account, and the days it is about. */
export interface CheckSubject {
  readonly accountId: string;
  readonly botId: string;
  readonly today: string;
  readonly yesterday: string;
  /** `timeZoneOffSet` of today and of yesterday: minutes with the sign of getTimezoneOffset. */
  readonly offset: number;
  readonly offsetYesterday: number;
}

/** One call of the plan. */
export interface PlannedCall {
  readonly name: CallName;
  /** What the call reads, and why. */
  readonly title: string;
  /** The call that has to bring data first. */
  readonly after: CallName | null;
  /** `agentId` is the `_id` of an agent of the first answer. */
  readonly build: (subject: CheckSubject, agentId: string) => ProbeCall;
}

/** An id of the documented form that no queue has. */
const NO_QUEUE = 'qu-00000000-0000-0000-0000-000000000000';
/** Few enough to see in the rows which ones were skipped. */
const FEW = 2;
/** How far the second `timeZoneOffSet` is from the first, towards UTC where there is a way. */
const SHIFT_MINUTES = 60;

/** The second `timeZoneOffSet` that today is read with. */
export function otherOffset(offset: number): number {
  return offset > 0 ? offset - SHIFT_MINUTES : offset + SHIFT_MINUTES;
}

const dayOf = (date: string, timeZoneOffset: number): DetailsPeriod => ({ kind: 'day', date, timeZoneOffset });

function availability({ botId }: CheckSubject, agentIds: readonly string[], queueIds: readonly string[]): ProbeCall {
  return { path: availabilityPath(botId), body: availabilityBody({ agentIds, queueIds, skillIds: [] }) };
}

function details(
  { accountId }: CheckSubject,
  period: DetailsPeriod,
  query: ProbeCall['query'] = { limit: PAGE_LIMIT, offset: 0 },
): ProbeCall {
  return { path: detailsPath(accountId), query, body: detailsBody({ period, agents: [] }) };
}

/** The calls in the order they are made. */
export const PLAN: readonly PlannedCall[] = [
  {
    name: 'everybody',
    title: 'Availability without a filter: does it name everybody? (b)',
    after: null,
    build: (subject) => availability(subject, [], []),
  },
  {
    name: 'oneAgent',
    title: 'Availability of one agent by id (b)',
    after: 'everybody',
    build: (subject, agentId) => availability(subject, [agentId], []),
  },
  {
    name: 'unknownQueue',
    title: 'Availability of a queue that does not exist (b)',
    after: 'everybody',
    build: (subject) => availability(subject, [], [NO_QUEUE]),
  },
  {
    name: 'agentAndQueue',
    title: 'Availability of both: must both filters match, or one of them? (b)',
    after: 'everybody',
    build: (subject, agentId) => availability(subject, [agentId], [NO_QUEUE]),
  },
  {
    name: 'today',
    title: 'Status details of today, first page (a, g)',
    after: null,
    build: (subject) => details(subject, dayOf(subject.today, subject.offset)),
  },
  {
    name: 'otherOffset',
    title: 'The same with another timeZoneOffSet: do the times change with it? (a)',
    after: 'today',
    build: (subject) => details(subject, dayOf(subject.today, otherOffset(subject.offset))),
  },
  {
    name: 'offsetOne',
    title: 'Two agents from offset 1: does it skip an agent or a page? (h)',
    after: 'today',
    build: (subject) => details(subject, dayOf(subject.today, subject.offset), { limit: FEW, offset: 1 }),
  },
  {
    name: 'yesterday',
    title: 'Status details of yesterday: is OFFLINE a record? (g)',
    after: 'today',
    build: (subject) => details(subject, dayOf(subject.yesterday, subject.offsetYesterday)),
  },
  {
    name: 'range',
    title: 'Yesterday and today with startDate and endDate (c)',
    after: 'today',
    build(subject) {
      const { yesterday: startDate, today: endDate, offset: timeZoneOffset } = subject;
      return details(subject, { kind: 'range', startDate, endDate, timeZoneOffset });
    },
  },
  {
    name: 'withoutBotId',
    title: 'Today without the header iId (c)',
    after: 'today',
    build: (subject) => ({
      ...details(subject, dayOf(subject.today, subject.offset), { limit: FEW, offset: 0 }),
      isWithoutBotId: true,
    }),
  },
  {
    name: 'version2',
    title: 'Status details v2 of today (d)',
    after: null,
    build(subject) {
      const [startDate, endDate] = [`${subject.today}T00:00:00`, `${subject.today}T23:59:59`];
      const period = { kind: 'range', startDate, endDate, timeZoneOffset: subject.offset } as const;
      return { ...details(subject, period), path: detailsPath(subject.accountId, 'v2') };
    },
  },
  {
    name: 'badToken',
    title: 'Availability with a token that is none, on purpose: how is it refused? (f)',
    after: null,
    build: (subject) => ({ ...availability(subject, [], []), hasBadToken: true }),
  },
];

const PLACEHOLDERS = { accountId: 'ACCOUNT', botId: 'BOT', agentId: 'AGENT' };

/** A call as a line that names no id of the account. */
export function callText({ build }: PlannedCall, subject: CheckSubject): string {
  const { path, query = {}, body, ...more } = build({ ...subject, ...PLACEHOLDERS }, PLACEHOLDERS.agentId);
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  const note = more.isWithoutBotId ? ' (without iId)' : more.hasBadToken ? ' (auth: no-token)' : '';
  return `POST ${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''} ${JSON.stringify(body)}${note}`;
}
