import { NOTHING_LEARNED, type ConnectionMemory } from '../../../electron/shared/model.ts';
import {
  type AvailabilityRow,
  type CallOptions,
  type DetailsAnswer,
  type DetailsPeriod,
  type DetailsRequest,
  type KoreClient,
  type MemoryCell,
  type StatusRecord,
} from '../../../electron/kore/types.ts';
import type { Clock } from '../../../electron/shared/clock.ts';
import { ok, type Result } from '../../../electron/shared/result.ts';
import type { ApiTime } from '../../../electron/time/api-time.ts';
import { NO_NAMES } from '../../support/no-names.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What an agent did, in instants: primary status, secondary status, start, end (null: still open). */
export type Deed = readonly [primary: string, secondary: string, start: string, end: string | null];

/** One agent of the fake. */
export interface FakeAgent {
  readonly userId: string;
  readonly customId?: string | undefined;
  readonly name?: string;
  readonly deeds: readonly Deed[];
}

/** How the fake server behaves where the documents leave it open. */
export interface FakeBehaviour {
  readonly clock: Pick<Clock, 'now'>;
  /** How far its own clock is ahead of that; absent while nobody knows. */
  readonly clockOffsetMs?: number;
  /** The zone it writes times in. */
  readonly writes?: 'request' | 'UTC';
  /** Who is in the team by availability; absent where nobody may ask. */
  readonly team?: readonly Pick<AvailabilityRow, 'userId' | 'email'>[];
  /** What it lists of a day: all that overlaps it, or what begins in it. */
  readonly lists?: 'overlap' | 'start';
  /** Whether it takes a range or looks at its first date only. */
  readonly range?: 'taken' | 'first-date-only';
  /** Answers instead of the fake; null leaves it to the fake. Counts requests from 0. */
  readonly instead?: (
    request: DetailsRequest,
    index: number,
    call: CallOptions,
  ) => Result<Partial<DetailsAnswer>> | null;
}

/** Status details in memory: unclipped, every record that touches the period, wall time in a numeric offset. */
export interface FakeDetails extends KoreClient {
  readonly periods: DetailsPeriod[];
  /** With each period, what was said to follow. */
  readonly following: (readonly DetailsPeriod[])[];
  /** The e-mails of each request. */
  readonly emails: (readonly string[])[];
  readonly calls: CallOptions[];
}

export function createFakeDetails(agents: readonly FakeAgent[], behaviour: FakeBehaviour): FakeDetails {
  const { clock, writes = 'request', range = 'taken', team, instead } = behaviour;
  const periods: DetailsPeriod[] = [];
  const following: (readonly DetailsPeriod[])[] = [];
  const emails: (readonly string[])[] = [];
  const calls: CallOptions[] = [];
  const isListed = (start: number, end: string | null, from: number): boolean =>
    behaviour.lists === 'start' ? start >= from : end === null || Date.parse(end) > from;
  return {
    periods,
    following,
    emails,
    calls,
    clockOffsetMs: () => behaviour.clockOffsetMs ?? null,
    names: NO_NAMES,
    availability: () =>
      team === undefined
        ? Promise.reject(new Error('this history needs no availability'))
        : Promise.resolve(
            ok({ rows: team.map(teamRow), ignored: 0, unread: [], receivedAt: clock.now(), isUnchanged: false }),
          ),
    statusDetails(request, call) {
      const index = periods.push(request.period) - 1;
      following.push(request.following ?? []);
      calls.push(call);
      emails.push(request.agents);
      const other = instead?.(request, index, call) ?? null;
      if (other !== null && !other.ok) return Promise.resolve(other);
      const [from, to] = serverPeriod(request.period, range);
      const requested = agents.filter(({ userId }) => isRequested(request, `${userId}@example.com`));
      const rows = requested.map(({ userId, name = userId, customId, deeds }) => ({
        userId,
        customId,
        name,
        email: `${userId}@example.com`,
        records: deeds
          .filter(([, , start, end]) => Date.parse(start) < to && isListed(Date.parse(start), end, from))
          .map((deed) => record(deed, writes, request.period.timeZoneOffset)),
      }));
      const receivedAt = clock.now() + (behaviour.clockOffsetMs ?? 0);
      const answer = { rows, notUnderstood: [], isEndSaid: true, stopped: null, receivedAt, ...other?.value };
      const pages = Math.max(1, Math.ceil(answer.rows.length / 50));
      request.onPage?.({ ...answer, received: answer.rows.length, pages });
      request.onProgress?.({ agentsRead: rows.length, waitingUntil: null });
      return Promise.resolve(ok(answer));
    },
  };
}

/** The server tells cases apart. */
function isRequested({ agents }: DetailsRequest, email: string): boolean {
  return agents.length === 0 || agents.includes(email);
}

function teamRow(row: Pick<AvailabilityRow, 'userId' | 'email'>): AvailabilityRow {
  return { agentId: null, name: row.userId, phone: null, bucket: 'AVAILABLE', ...row };
}

/** A memory that tests can inspect. */
export function createFakeMemory(
  start: Partial<ConnectionMemory> = {},
): MemoryCell & { learned: Partial<ConnectionMemory>[] } {
  let memory = { ...NOTHING_LEARNED, ...start };
  const learned: Partial<ConnectionMemory>[] = [];
  return {
    learned,
    get: () => memory,
    learn(patch) {
      learned.push(patch);
      memory = { ...memory, ...patch };
    },
  };
}

/** A record with wall times as the document writes them; `-` is open. */
export function wallRecord(primaryStatus: string, secondaryStatus: string, start: string, end: string): StatusRecord {
  return { primaryStatus, secondaryStatus, start: wall(start), end: end === '-' ? null : wall(end) };
}

/** `2023-03-10T21:51:02` as the client hands it on. */
export function wall(text: string): ApiTime {
  return { kind: 'wall', ms: Date.parse(`${text}Z`) };
}

function serverPeriod(period: DetailsPeriod, range: 'taken' | 'first-date-only'): [number, number] {
  const first = period.kind === 'day' ? period.date : period.startDate;
  const last = period.kind === 'day' || range === 'first-date-only' ? first : period.endDate;
  const offsetMs = period.timeZoneOffset * MINUTE_MS;
  return [Date.parse(`${first}T00:00:00Z`) + offsetMs, Date.parse(`${last}T00:00:00Z`) + offsetMs + DAY_MS];
}

function record([primary, secondary, start, end]: Deed, writes: 'request' | 'UTC', offset: number): StatusRecord {
  const shiftMs = writes === 'request' ? -offset * MINUTE_MS : 0;
  const write = (instant: string): ApiTime => ({ kind: 'wall', ms: Date.parse(instant) + shiftMs });
  return {
    primaryStatus: primary,
    secondaryStatus: secondary,
    start: write(start),
    end: end === null ? null : write(end),
  };
}
