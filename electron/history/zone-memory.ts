import type { MemoryCell } from '../kore/types.ts';
import type { ApiTimesVerdict, ConnectionMemory } from '../shared/model.ts';
import type { ReadStatuses } from '../team/details-types.ts';

/** Puts down what is new of it. */
export function learn(memory: MemoryCell, learned: Partial<ConnectionMemory>): void {
  const known = memory.get();
  const isKnown = (name: keyof ConnectionMemory): boolean =>
    JSON.stringify(learned[name]) === JSON.stringify(known[name]);
  if (!(Object.keys(learned) as (keyof ConnectionMemory)[]).every(isKnown)) memory.learn(learned);
}

/** Null says nothing new of how the server lists records. */
export function learnListing(memory: MemoryCell, recordsListedBy: ConnectionMemory['recordsListedBy']): void {
  if (recordsListedBy !== null) learn(memory, { recordsListedBy });
}

/** Whether times read like this are where they belong, as far as anybody can tell. */
export function isZoneKnown({ decidedBy }: ApiTimesVerdict): boolean {
  return decidedBy !== 'assumed' && decidedBy !== 'none-fits';
}

/** What becomes of times that were read in the one way and are read in the other from now on; null when they may stay. */
export function zoneChange(before: ApiTimesVerdict, after: ApiTimesVerdict): ReadStatuses['zoneChange'] | null {
  const isLost = after.decidedBy === 'none-fits' && before.decidedBy !== 'none-fits';
  const isFound = before.decidedBy === 'none-fits' && after.decidedBy !== 'none-fits';
  if (before.zone !== after.zone || isLost || isFound) return 'other';
  return before.decidedBy === 'assumed' && isZoneKnown(after) ? 'settled' : null;
}
