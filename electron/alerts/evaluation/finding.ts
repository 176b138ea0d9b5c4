import { TEAM, type RuleMemory, type Wording } from '../types.ts';

/** What is found about one subject. */
export interface Found {
  /** How it is said; null where the condition does not hold. */
  readonly wording: (() => Wording) | null;
  /** Whether it only goes on because nobody knows whether it is over: nothing is said of it meanwhile. */
  readonly isUncertain?: boolean;
  /** When it may begin to hold by time alone; Infinity for never. */
  readonly dueAt: number;
  /** When it may be another one by time alone, though that can wait for the next evaluation. */
  readonly staleAt: number;
}

/** What a level rule finds. */
export interface Finding {
  about(key: string): Found;
  /** About whom anything may be found. */
  keys(): Iterable<string>;
  /** Null for a rule that counts nothing. */
  readonly instants: RuleMemory['instants'] | null;
}

/** Nothing, now or later. */
export const NOTHING: Found = { wording: null, dueAt: Infinity, staleAt: Infinity };
/** Whom a rule about a team looks at. */
export const ONLY_TEAM: readonly string[] = [TEAM];

/** Shared by the rules that find nothing, which are most. */
export const NOTHING_FOUND: Finding = { about: () => NOTHING, keys: () => [], instants: null };

/** A condition that holds of a team. */
export function aboutTeam(wording: () => Wording, isUncertain = false): Finding {
  const found = { ...NOTHING, wording, isUncertain };
  return { about: () => found, keys: () => ONLY_TEAM, instants: null };
}
