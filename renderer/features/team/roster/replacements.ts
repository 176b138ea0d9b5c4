import type { Agent } from '../../../../electron/shared/model.ts';

/** An agent whose data changed: as it was, and as it is. */
export interface Replacement {
  readonly old: Agent;
  readonly next: Agent;
}

/** With more of them, going through the whole team costs less than putting each in its place. */
export const MOST_MOVES = 200;

/**
 * Who changed from one team to the next, in the order of the team. Null when somebody came, left or stands elsewhere,
 * or when very many changed: then all of it has to be computed anew.
 */
export function replacements(before: readonly Agent[], after: readonly Agent[]): readonly Replacement[] | null {
  if (before.length !== after.length) return null;
  const found: Replacement[] = [];
  if (before === after) return found;
  // By index, and not by entries: of 5,000 agents a few differ, and an iterator would cost more than all the rest.
  for (let index = 0; index < after.length; index += 1) {
    const [old, next] = [before[index] as Agent, after[index] as Agent];
    if (old === next) continue;
    if (old.userId !== next.userId || found.length === MOST_MOVES) return null;
    found.push({ old, next });
  }
  return found;
}
