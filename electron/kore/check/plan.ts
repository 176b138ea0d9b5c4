import { availabilityBody, availabilityPath } from '../availability.ts';
import { PAGE_LIMIT } from '../paging.ts';
import type { ProbeCall } from './probe.ts';
import { detailsBody, detailsPath } from '../status-details.ts';
import type { DetailsPeriod } from '../types.ts';
import { checkTexts } from '../../shared/texts/terminal/check.ts';

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

/** The ids of the account, and the days to read. */
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
/** Few enough that the rows show which ones were skipped. */
const FEW = 2;
/** How far the second `timeZoneOffSet` is from the first, towards UTC where it is not there already. */
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
    title: checkTexts.planned.everybody,
    after: null,
    build: (subject) => availability(subject, [], []),
  },
  {
    name: 'oneAgent',
    title: checkTexts.planned.oneAgent,
    after: 'everybody',
    build: (subject, agentId) => availability(subject, [agentId], []),
  },
  {
    name: 'unknownQueue',
    title: checkTexts.planned.unknownQueue,
    after: 'everybody',
    build: (subject) => availability(subject, [], [NO_QUEUE]),
  },
  {
    name: 'agentAndQueue',
    title: checkTexts.planned.agentAndQueue,
    after: 'everybody',
    build: (subject, agentId) => availability(subject, [agentId], [NO_QUEUE]),
  },
  {
    name: 'today',
    title: checkTexts.planned.today,
    after: null,
    build: (subject) => details(subject, dayOf(subject.today, subject.offset)),
  },
  {
    name: 'otherOffset',
    title: checkTexts.planned.otherOffset,
    after: 'today',
    build: (subject) => details(subject, dayOf(subject.today, otherOffset(subject.offset))),
  },
  {
    name: 'offsetOne',
    title: checkTexts.planned.offsetOne,
    after: 'today',
    build: (subject) => details(subject, dayOf(subject.today, subject.offset), { limit: FEW, offset: 1 }),
  },
  {
    name: 'yesterday',
    title: checkTexts.planned.yesterday,
    after: 'today',
    build: (subject) => details(subject, dayOf(subject.yesterday, subject.offsetYesterday)),
  },
  {
    name: 'range',
    title: checkTexts.planned.range,
    after: 'today',
    build(subject) {
      const { yesterday: startDate, today: endDate, offset: timeZoneOffset } = subject;
      return details(subject, { kind: 'range', startDate, endDate, timeZoneOffset });
    },
  },
  {
    name: 'withoutBotId',
    title: checkTexts.planned.withoutBotId,
    after: 'today',
    build: (subject) => ({
      ...details(subject, dayOf(subject.today, subject.offset), { limit: FEW, offset: 0 }),
      isWithoutBotId: true,
    }),
  },
  {
    name: 'version2',
    title: checkTexts.planned.version2,
    after: null,
    build(subject) {
      const [startDate, endDate] = [`${subject.today}T00:00:00`, `${subject.today}T23:59:59`];
      const period = { kind: 'range', startDate, endDate, timeZoneOffset: subject.offset } as const;
      return { ...details(subject, period), path: detailsPath(subject.accountId, 'v2') };
    },
  },
  {
    name: 'badToken',
    title: checkTexts.planned.badToken,
    after: null,
    build: (subject) => ({ ...availability(subject, [], []), hasBadToken: true }),
  },
];

const PLACEHOLDERS = { accountId: 'ACCOUNT', botId: 'BOT', agentId: 'AGENT' };

/** A call as a line that names no id of the account. */
export function callText({ build }: PlannedCall, subject: CheckSubject): string {
  const { path, query = {}, body, ...more } = build({ ...subject, ...PLACEHOLDERS }, PLACEHOLDERS.agentId);
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  const line = `POST ${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''} ${JSON.stringify(body)}`;
  if (more.isWithoutBotId) return checkTexts.withoutBotId(line);
  return more.hasBadToken ? checkTexts.withBadToken(line) : line;
}
