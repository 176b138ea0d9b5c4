import type { TeamMember } from '../kore/members.ts';

/** When each agent's status details were read last. */
export interface ReadRounds {
  /** The number of the present round. */
  round(): number;
  /** Everything known is out of date; who was read longest ago is still the first. */
  begin(): void;
  mark(userIds: Iterable<string>, now: number): void;
  /** Forgets who is not in the team any more. */
  keep(members: ReadonlyMap<string, TeamMember>): void;
  /** Whether an agent was not read in this round, or not for so long. */
  isDue(userId: string, now: number, intervalMs: number): boolean;
  /**
   * Where a member stands in the order they are to be read, the least first: who never was, those at work before the
   * others; then by when it was, where a change since then counts as much as an interval, so that neither those who
   * change nor those who do not wait for ever.
   */
  rank(member: TeamMember, hasChanged: boolean, intervalMs: number): number;
  /** Whether an agent was read in this round. */
  isRead(userId: string): boolean;
  /** Forgets everybody. */
  forget(): void;
}

const NEVER_AT_WORK = Number.NEGATIVE_INFINITY;
const NEVER_OFFLINE = Number.MIN_SAFE_INTEGER;

/** Creates rounds in which nobody was read. An order by time, unlike a place in a list, survives who comes and goes. */
export function createReadRounds(): ReadRounds {
  const marks = new Map<string, { readonly at: number; readonly round: number }>();
  let round = 0;

  return {
    round: () => round,
    begin() {
      round += 1;
    },
    mark(userIds, now) {
      for (const userId of userIds) marks.set(userId, { at: now, round });
    },
    keep(members) {
      for (const userId of marks.keys()) if (!members.has(userId)) marks.delete(userId);
    },
    isDue(userId, now, intervalMs) {
      const mark = marks.get(userId);
      return mark?.round !== round || now - mark.at >= intervalMs || mark.at > now;
    },
    rank({ userId, status }, hasChanged, intervalMs) {
      const at = marks.get(userId)?.at ?? (status === 'OFFLINE' ? NEVER_OFFLINE : NEVER_AT_WORK);
      return hasChanged ? at - intervalMs : at;
    },
    isRead: (userId) => marks.get(userId)?.round === round,
    forget: () => marks.clear(),
  };
}
