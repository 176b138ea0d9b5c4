import type { LiveConnection, Connections } from '../connections/types.ts';
import type { PaceShare } from '../kore/share.ts';
import type { Clock } from '../shared/clock.ts';
import type { StatusChange } from '../shared/delta.ts';
import type {
  Agent,
  Health,
  Pace,
  Selection,
  SelectionCount,
  Status,
  TeamDelta,
  TeamSnapshot,
  View,
} from '../shared/model.ts';
import type { Result } from '../shared/result.ts';
import type { Gap } from './intake.ts';
import type { KeptTeam } from './kept-teams.ts';
import type { Reading } from './reading.ts';
import type { AskedStatuses, ReadStatuses } from './details-types.ts';
import type { Tempo } from './tempo.ts';

/** What one poll did to the team that is looked at, for whoever decides about notifications. */
export interface PollOutcome {
  readonly before: ReadonlyMap<string, Agent>;
  readonly after: ReadonlyMap<string, Agent>;
  /** Who is in another status than before and was in the view before or is in it now. */
  readonly changes: readonly StatusChange[];
  /** The first answer, or the first after a gap: nothing in it is news. */
  readonly isBaseline: boolean;
  /** Statuses whose lists could not be understood this time: who is in them is not known. */
  readonly unread: readonly Status[];
  /** The silence that ended with this answer; null when there was none, or nothing was known before it. */
  readonly gap: Gap | null;
  /** As in the snapshot. */
  readonly clockOffsetMs?: number | undefined;
  readonly healthBefore: Health;
  readonly healthAfter: Health;
  /** Null for everybody. */
  readonly view: View | null;
}

/** Reads the open statuses of today; wired to `history/` in app.ts. */
export type ReadToday = (
  live: LiveConnection,
  asked: AskedStatuses,
  agents: ReadonlyMap<string, Agent>,
  signal: AbortSignal,
) => Promise<Result<ReadStatuses>>;

/** What the live team needs. */
export interface LiveTeamParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly connections: Pick<Connections, 'live' | 'state' | 'generation' | 'subscribe'>;
  readonly pace: () => Pace;
  /** What this copy's share of the account's calls leaves for polling. */
  readonly share: () => PaceShare;
  readonly readToday: ReadToday;
  readonly onDelta: (delta: TeamDelta) => void;
  readonly onPoll: (outcome: PollOutcome) => void;
  /** The open view of the present connection; null, or nobody to ask, is everybody. */
  readonly view?: () => View | null;
  /** Puts the present team away; the team of this view as it was last read, or null when nothing is known. */
  readonly recall?: (view: View | null) => KeptTeam | null;
}

/** The live team: who is in which status now and since when, kept true by polling. */
export interface LiveTeam
  extends
    Pick<Tempo, 'intervalMs' | 'refresh' | 'runAt' | 'setWatched' | 'setRest' | 'paceChanged' | 'wake' | 'pause'>,
    Pick<Reading, 'contact'> {
  snapshot(): TeamSnapshot;
  /** Shows the team of the present connection and view as it was last read; `start` does so too. */
  recall(): void;
  start(): void;
  stop(): void;
  /** Another view is open, or the open one was edited: told is what it shows, and asked for what it asks. */
  viewChanged(): void;
  /** How many of the last answer a selection matches; null when the answer is to another question, or there is none. */
  count(selection: Selection): SelectionCount | null;
}
