import type { Agent, KnownCounts, SelfReported, SincePrecision, Status } from '../shared/model.ts';
import { nameAdditions } from '../shared/names.ts';
import type { Value } from '../storage/types.ts';
import type { MinuteSample } from './trend.ts';

/** One agent as a row of the database. */
export interface AgentRow {
  readonly user_id: string;
  readonly name: string;
  readonly status: Status;
  readonly raw_status: string;
  readonly secondary_status: string | null;
  readonly since_at: number | null;
  readonly since_precision: SincePrecision;
  readonly since_tolerance_ms: number;
  readonly since_seen_at: number | null;
  readonly reported_primary: string | null;
  readonly reported_secondary: string | null;
  readonly reported_since: number | null;
  readonly reported_precision: NonNullable<SelfReported['precision']> | null;
  readonly changed_after: number | null;
  readonly addition: string | null;
}

/** A team without its agents. */
export interface FactsRow {
  readonly as_of: number;
  readonly ignored: number;
  readonly clock_offset_ms: number | null;
}

/** The counts of one minute. */
export type MinuteRow = Readonly<Record<'minute' | 'pace_ms' | Lowercase<Status>, number>>;

/** The values of an agent's row after the team's id. */
export function agentValues(agent: Agent): Value[] {
  const { userId, name, addition, status, rawStatus, secondaryStatus, since, selfReported, changedAfter } = agent;
  return [
    ...[userId, withoutEmail(name), status, rawStatus, secondaryStatus],
    ...[since.at, since.precision, since.toleranceMs, since.seenAt ?? null],
    ...[selfReported?.primaryStatus ?? null, selfReported?.secondaryStatus ?? null],
    ...[selfReported?.startedAt ?? null, selfReported?.precision ?? null],
    changedAfter ?? null,
    addition === undefined ? null : withoutEmail(addition),
  ];
}

/** Kore.ai's agents without a name are called by their e-mail (kore-facts 4.2), of which only the first half is kept. */
function withoutEmail(name: string): string {
  return name.replaceAll(/(\S)@\S+/g, '$1');
}

/** Half of an e-mail may be too little to tell two people apart: then it is the id again. */
export function agentsOf(rows: readonly AgentRow[]): readonly Agent[] {
  const people = rows.map((row) => ({ userId: row.user_id, name: row.name, customId: row.addition ?? undefined }));
  const additions = nameAdditions(people);
  return rows.map((row) => agentOf(row, additions.get(row.user_id)));
}

function agentOf(row: AgentRow, addition: string | undefined): Agent {
  return {
    ...reportOf(row),
    ...(addition === undefined ? {} : { addition }),
    ...(row.changed_after === null ? {} : { changedAfter: row.changed_after }),
    userId: row.user_id,
    name: row.name,
    status: row.status,
    rawStatus: row.raw_status,
    secondaryStatus: row.secondary_status,
    since: sinceOf(row),
  };
}

function sinceOf(row: AgentRow): Agent['since'] {
  const { since_at: at, since_precision: precision, since_tolerance_ms: toleranceMs, since_seen_at: seenAt } = row;
  return { at, precision, toleranceMs, ...(seenAt !== null && { seenAt }) };
}

function reportOf(row: AgentRow): Pick<Agent, 'selfReported'> {
  const { reported_primary: primaryStatus, reported_secondary: secondaryStatus, reported_since: startedAt } = row;
  const { reported_precision: precision } = row;
  if (primaryStatus === null || startedAt === null) return {};
  return { selfReported: { primaryStatus, secondaryStatus, startedAt, ...(precision !== null && { precision }) } };
}

/** The counts of a row. */
export function sampleOf({ minute, pace_ms: paceMs, ...row }: MinuteRow): MinuteSample {
  const { available: AVAILABLE, busy: BUSY, away: AWAY, offline: OFFLINE, other: OTHER } = row;
  const counts: KnownCounts = {
    AVAILABLE,
    BUSY,
    AWAY,
    OFFLINE,
    OTHER,
    total: AVAILABLE + BUSY + AWAY + OFFLINE + OTHER,
  };
  return { minute, counts, paceMs };
}
