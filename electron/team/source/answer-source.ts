import type { TeamPerson } from '../../history/people.ts';
import type { OpenStatusAnswer } from '../../history/read/today.ts';
import type { AvailabilityRow } from '../../kore/types.ts';
import type { DetailsProgress, Health, RefreshAnswer, TeamFilter } from '../../shared/model.ts';
import type { MergedAnswer } from '../merge.ts';
import type { PollSchedule } from './poll-schedule.ts';
import type { AnswerFacts, TeamStore } from '../team-store.ts';

/** What keeps the live team true: polls of Kore.ai or the demo, or what a desk hears of its publisher. */
export interface AnswerSource extends Pick<PollSchedule, 'intervalMs' | 'pause'> {
  /** Begins with the present connection, after so many milliseconds. */
  begin(delayMs: number): void;
  /** Asks at once, however recent the last answer is. */
  restart(): void;
  /** As `LiveTeam.refresh`. */
  refresh(): Promise<RefreshAnswer>;
  /** After sleep, unlock or a change of network: the next answer is a baseline. */
  wake(): void;
  /** Another team: nothing of the former one is compared with what comes. */
  forget(): void;
  stop(): void;
  /** Whether the answer about this filter has nobody else in it. */
  isAnsweredAlone(filter: TeamFilter): boolean;
  /** How far the status details of these agents were read; undefined where that is not this source's to say. */
  progress(all: ReadonlyMap<string, unknown>): DetailsProgress | undefined;
  /** Everybody in the last answer, with the e-mails it had; null without one. */
  people(): readonly TeamPerson[] | null;
  /** The rows of the last answer. */
  rows(): readonly AvailabilityRow[];
}

/** The team as its source changes it. */
export interface SourcedTeam {
  readonly store: TeamStore;
  /** Takes over an answer to this filter, and tells what it changed in the view. */
  answered(answer: MergedAnswer, readWith: TeamFilter, health: Health, facts?: AnswerFacts): void;
  /** No answer came: only the health is another. */
  unanswered(health: Health): void;
  /** Takes over status details, and tells which of the earlier changes turn out to concern the view. */
  detailsRead(answer: OpenStatusAnswer): void;
}
