/** What happened while nobody watched, as far as status details tell it. */

/** What an agent said of themselves in status details; never a routing status. */
export interface GapStatus {
  readonly primaryStatus: string;
  /** Null when it says no more than the primary status. */
  readonly secondaryStatus: string | null;
}

/** One change of an agent's own status. */
export interface GapChange {
  readonly userId: string;
  readonly name: string;
  /** As of the agent. */
  readonly addition?: string;
  readonly at: number;
  /** Null where nothing is recorded before. */
  readonly fromStatus: GapStatus | null;
  /** Null where the record ends. */
  readonly toStatus: GapStatus | null;
}

/** One stretch in which the team was not watched, between two complete answers. Self-reported status only. */
export interface GapReport {
  readonly from: number;
  readonly to: number;
  /** The day of `to` in the team's zone, for the history. */
  readonly date: string;
  /** The latest of the changes, in time order. */
  readonly changes: readonly GapChange[];
  /** All of them. */
  readonly changeCount: number;
  /** Some of the agents of whom nothing is recorded in the gap, by name; there may be more. */
  readonly noRecord: readonly { readonly userId: string; readonly name: string; readonly addition?: string }[];
  readonly noRecordCount: number;
  /** Whether the gap began before the midnight of `date`; only what came after it is told. */
  readonly isCut: boolean;
  /** Why nothing or not all of it is known, in one or two sentences; null when status details were read whole. */
  readonly problem: string | null;
  /** Present where the zone of the changes’ times is only assumed. */
  readonly isZoneAssumed?: true;
  /** Whether anything could be read at all. */
  readonly isKnown: boolean;
}

/** As many lines as a person reads; the history has the others. */
export const MOST_GAP_LINES = 200;
