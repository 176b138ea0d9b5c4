import type { Connections, LiveConnection } from '../connections/types.ts';
import type { Gap } from '../history/gaps.ts';
import type { TeamPerson } from '../history/people.ts';
import type { OpenStatusAnswer, OpenStatusRequest } from '../history/read/today.ts';
import type { ScheduleLimits } from '../kore/rate-limit.ts';
import type { FeedTeam, FeedViews } from '../relay/wire/team-feed.ts';
import type { AvailabilityRow } from '../kore/types.ts';
import type { AttentionRules } from '../shared/team/attention.ts';
import type { Clock } from '../shared/clock.ts';
import type { ContactField } from '../shared/contract/commands.ts';
import type { StatusChange } from '../shared/team/delta.ts';
import type {
  Agent,
  Counts,
  Health,
  QueueState,
  RefreshAnswer,
  Selection,
  SelectionCount,
  Status,
  TeamDelta,
  TeamSnapshot,
  View,
} from '../shared/model.ts';
import type { Result } from '../shared/result.ts';
import type { TeamDirectory } from './directory/types.ts';
import type { PollPace } from './source/poll-interval.ts';
import type { PollSchedule } from './source/poll-schedule.ts';
import type { SavedTeam } from './saved/team-repository.ts';
import type { ViewedTeam } from './team-store.ts';

/** What one poll did to the team of the open view, for notifications and gaps. */
export interface PollOutcome {
  readonly before: ReadonlyMap<string, Agent>;
  readonly after: ReadonlyMap<string, Agent>;
  /** Who is in another status than before and was in the view before or is in it now. */
  readonly changes: readonly StatusChange[];
  /** The first answer, or the first after a gap: nothing in it is news. */
  readonly isBaseline: boolean;
  /** Statuses whose lists could not be understood this time: who is in them is not known. */
  readonly unread: readonly Status[];
  /** The gap that ended with this answer; null when there was none, or nothing was known before it. */
  readonly gap: Gap | null;
  /** As in the snapshot. */
  readonly clockOffsetMs?: number | undefined;
  readonly healthBefore: Health;
  readonly healthAfter: Health;
  /** Null for everybody. */
  readonly view: View | null;
}

export interface LiveTeamParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly connections: Pick<Connections, 'live' | 'state' | 'generation' | 'subscribe'>;
  readonly pace: () => PollPace;
  /** What decides who needs attention now. */
  readonly rules: () => AttentionRules;
  /** What the rate limit allows the schedule. */
  readonly scheduleLimits: () => ScheduleLimits;
  /** When the rate limit allows a call again, epoch milliseconds; null when it does now. Absent: a refresh always polls. */
  readonly freeAt?: () => Promise<number | null>;
  /** Reads the open statuses of today. */
  readonly readToday: (
    live: LiveConnection,
    request: OpenStatusRequest,
    agents: ReadonlyMap<string, Agent>,
    signal: AbortSignal,
  ) => Promise<Result<OpenStatusAnswer>>;
  readonly onDelta: (delta: TeamDelta) => void;
  readonly onPoll: (outcome: PollOutcome) => void;
  /** Of a desk: takes over who is in its views and queues before the team does, and says whether that is other than before. */
  readonly onPublished?: (team: FeedTeam) => boolean;
  readonly onPublishedViews?: (views: FeedViews) => void;
  /** Called when status details were read. */
  readonly onDetails?: () => void;
  /** Collects garbage; called where there is much of it. */
  readonly collect?: (() => void) | undefined;
  /** The open view of the present connection; null, or nobody to ask, is everybody. */
  readonly view?: () => View | null;
  /** Who serves what; without it, views of queues and skills are the filtered answers of the API. */
  readonly directory?: Pick<TeamDirectory, 'get' | 'members'>;
  /** Saves the present team, and returns the team of this view as it was last read, or null when nothing is known. */
  readonly recall?: (view: View | null) => SavedTeam | null;
}

/** How the team is read, and what its last answer lacks. */
export type TeamFacts = Pick<TeamSnapshot, 'asOf' | 'ignored' | 'health' | 'intervalMs' | 'clockOffsetMs'>;

/** The live team: who is in which status now and since when, kept true by polling. */
export interface LiveTeam extends Pick<PollSchedule, 'intervalMs' | 'setRest' | 'intervalChanged' | 'wake' | 'pause'> {
  snapshot(): TeamSnapshot;
  /** What the snapshot says besides of how the team is read, also while nobody knows who is in the open view. */
  facts(): TeamFacts;
  /** The agents whom the open view shows. */
  viewed(): ReadonlyMap<string, Agent>;
  /** Everybody in the last answer. */
  everybody(): ReadonlyMap<string, Agent>;
  /** The team of another view by the last answer, without its queues; null where that does not tell. */
  snapshotOf(view: View | null): TeamSnapshot | null;
  /** Who is in a view by the last answer, without building a snapshot; null where that does not tell. */
  teamOf(view: View | null): ViewedTeam | null;
  /** Whether the last answer tells who is in a view. */
  canShow(view: View | null): boolean;
  /** How many of the last answer are in a view; null where it does not tell. */
  countsOf(view: View | null): Counts | null;
  /** Ids of agents in the filter of a view that nobody whom it selects has; none where the last answer does not tell. */
  notFoundIn(view: View | null): readonly string[];
  /** The id that filters take for an agent of the last answer; null where it had none. */
  agentIdOf(userId: string): string | null;
  /**
   * The queues of everybody, whatever view is open, or those of the view where the API answers only with a filter; null
   * where the last answer tells of none.
   */
  queues(): readonly QueueState[] | null;
  /**
   * Polls at once, or joins the poll in flight. Where the rate limit allows no call it makes none and says when it
   * will; then the team is polled, once, however many refreshes there were.
   */
  refresh(): Promise<RefreshAnswer>;
  /** Whether the team is visible in a window or browser session. */
  watch(sender: string, isWatching: boolean): void;
  /** A window or session has gone. */
  leave(sender: string): void;
  /** Everybody in the last answer, with the e-mails it had. In memory only, and never for a page as they are. */
  people(): readonly TeamPerson[];
  /** The rows of an agent in the last answer. In memory only, and never for a page as they are. */
  rows(userId: string): readonly AvailabilityRow[];
  /** The e-mail or phone number of an agent in the last answer; null when it had none. In memory only. */
  contact(userId: string, field: ContactField): string | null;
  /** Shows the team of the present connection and view as it was last read; `start` does so too. */
  recall(): void;
  start(): void;
  stop(): void;
  /** Another view is open, or the open one was edited. */
  viewChanged(): void;
  /** Other members of queues and skills, or names of them, may be known. */
  membersChanged(): void;
  /** The rules of attention may be others. */
  rulesChanged(): void;
  /** Who of the last answer a selection matches; null when that does not tell, or there is none. */
  count(selection: Selection): SelectionCount | null;
}
