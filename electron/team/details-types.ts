import type { CallPriority, PagesRest } from '../kore/types.ts';
import type { DetailsProgress } from '../shared/model.ts';
import type { AppError, Result } from '../shared/result.ts';
import type { TeamMember } from '../kore/members.ts';
import type { OpenStatuses } from './since-clock.ts';

/** Whose open statuses to read, and how much of that in one read. */
export interface AskedStatuses {
  /** E-mails, as `filter.agents`; empty means everybody. */
  readonly emails: readonly string[];
  /** `background` for what goes on for long. */
  readonly priority: CallPriority;
  /** So many pages at most, where this is one part of several. */
  readonly pages?: number;
  /** Where a read of everybody goes on. */
  readonly rest?: PagesRest | undefined;
}

/** What was read. */
export interface ReadStatuses {
  readonly open: OpenStatuses;
  /** User ids the answer had a row of. */
  readonly read: ReadonlySet<string>;
  /** Why it ended before the last page; null when it is whole, or as long as it was to be. */
  readonly stopped: AppError | null;
  /** What to go on with; absent after the last page. */
  readonly rest?: PagesRest | undefined;
  /** Present where the list ended without a word, and with fewer agents than were asked for: it may have left some out. */
  readonly isShort?: true;
  /** How many rows and records could not be understood; absent where all were. */
  readonly notUnderstood?: number;
  /** As in the progress. */
  readonly zone?: DetailsProgress['zone'];
  /**
   * What becomes of times of earlier reads: `settled` where the zone they were read in was only assumed and is now known;
   * `other` where times are read in another one from now on. Absent where nothing does.
   */
  readonly zoneChange?: 'settled' | 'other';
}

/** Reads open statuses. */
export type ReadOpenStatuses = (asked: AskedStatuses, signal: AbortSignal) => Promise<Result<ReadStatuses>>;

/** What a successful poll tells the reader. */
export interface PolledTeam {
  readonly members: ReadonlyMap<string, TeamMember>;
  /** User ids whose status differs from the poll before. */
  readonly changed: readonly string[];
  readonly isFiltered: boolean;
}
