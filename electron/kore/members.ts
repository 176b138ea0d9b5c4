import { STATUSES, type Status } from '../shared/model.ts';
import { nameAdditions, type NamedPerson } from '../shared/names/names.ts';
import type { AvailabilityRow } from './types.ts';

/** One agent of the live team after counting: in exactly one status. */
export interface TeamMember {
  readonly userId: string;
  /** The `_id` of the row (`a-...`); null when absent. */
  readonly agentId: string | null;
  readonly name: string;
  /** See `nameAdditions`. */
  readonly addition?: string;
  /** For status details, which filter by e-mail; null when the row carries none. */
  readonly email: string | null;
  readonly status: Status;
  readonly rawStatus: string;
  readonly freeSlots?: AvailabilityRow['freeSlots'];
}

/** An agent in two buckets counts once, in the earlier of these. */
const PRECEDENCE: readonly string[] = ['BUSY', 'AWAY', 'AVAILABLE', 'OFFLINE'];

/** The status a bucket stands for: the documents' four, otherwise OTHER. */
export function statusOf(bucket: string): Status {
  return STATUSES.find((status) => status === bucket) ?? 'OTHER';
}

/** Turns the rows of one availability answer into members, each once, by user id. */
export function membersOf(rows: readonly AvailabilityRow[]): ReadonlyMap<string, TeamMember> {
  const members = new Map<string, TeamMember & NamedPerson>();
  for (const row of rows) {
    const known = members.get(row.userId);
    // Any row of an agent may have the e-mail, the id or the slots.
    const email = row.email ?? known?.email ?? null;
    const agentId = row.agentId ?? known?.agentId ?? null;
    const freeSlots = row.freeSlots ?? known?.freeSlots;
    const shared = { email, agentId, ...(freeSlots !== undefined && { freeSlots }) };
    if (known !== undefined && rank(known.rawStatus) <= rank(row.bucket)) {
      members.set(row.userId, { ...known, ...shared });
      continue;
    }
    members.set(row.userId, {
      userId: row.userId,
      name: row.name,
      customId: row.customId,
      ...shared,
      status: statusOf(row.bucket),
      rawStatus: row.bucket,
    });
  }
  return withAdditions(members);
}

function withAdditions(members: Map<string, TeamMember & NamedPerson>): ReadonlyMap<string, TeamMember> {
  const additions = nameAdditions(members.values());
  for (const [userId, addition] of additions) {
    const member = members.get(userId);
    if (member !== undefined) members.set(userId, { ...member, addition });
  }
  return members;
}

function rank(bucket: string): number {
  const index = PRECEDENCE.indexOf(bucket);
  return index === -1 ? PRECEDENCE.length : index;
}
