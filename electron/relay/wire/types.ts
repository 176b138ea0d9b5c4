import type { Agent, ApiTimes, ConnectionMemory, Counts, HealthState, Selection, Status } from '../../shared/model.ts';

/** What a publisher and its desks say to each other, see `topics.ts` for where. Instants are epoch milliseconds. */

/** Who says something, and when: the higher (epoch, publisher) wins, and of one publisher the higher revision. */
export interface Stamp {
  /** When this publisher took over, by its own clock. */
  readonly epoch: number;
  /** A random id per publisher. */
  readonly publisher: string;
  /** Grows with each poll. A view has a delta for each revision, also where nothing in it changed. */
  readonly revision: number;
  /** When the poll was answered, by the publisher's clock. */
  readonly asOf: number;
  /** When this was sent, by the publisher's clock: of a message that was not retained, it tells how far two clocks are apart. */
  readonly sentAt: number;
}

/** `publisher/{id}`: retained, and the last will, which says `gone`. */
export interface PublisherMessage {
  readonly state: 'live' | 'standby' | 'gone';
  /** Milliseconds between two polls. */
  readonly paceMs: number;
  readonly version: string;
  /** For whom it publishes; absent of an older publisher. */
  readonly audiences?: readonly string[] | undefined;
  /** How its polls go while it has no team to say that with. */
  readonly health?: PublishedHealth | undefined;
}

/** A view that a publisher keeps. Who is in it is in its snapshot. */
export interface PublishedView extends Omit<Selection, 'filter'> {
  /** `everybody`, or the id of a saved view. */
  readonly id: string;
  readonly name: string;
}

/** `{audience}/views`: retained. */
export interface ViewsMessage {
  readonly views: readonly PublishedView[];
  /** The team's IANA zone. */
  readonly timeZone: string;
  /** Whether the team is made up. */
  readonly isDemo: boolean;
  /** The first day that is kept; null where no history is. Absent of an older publisher. */
  readonly daysFrom?: string | null | undefined;
}

/** How the publisher's own polls go: what a desk says of the link from there to Kore.ai. */
export interface PublishedHealth {
  readonly state: HealthState;
  readonly since: number;
  /** When it polls again; null when it waits for a person. */
  readonly nextAt: number | null;
  readonly message: string;
}

/** A queue that lies whole in a view, with who serves it. */
export interface PublishedQueue {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  /** Who served it earlier today. */
  readonly left: readonly string[];
  /** When its members were read. */
  readonly asOf: number;
}

/** What holds for a team beside its agents. */
export interface TeamFacts {
  /** Of the view, as the publisher counts; null where an answer could not be understood. */
  readonly counts: Counts;
  readonly ignored: number;
  readonly unread: readonly Status[];
  readonly health: PublishedHealth;
  readonly paceMs: number;
  /** How far Kore.ai's clock is ahead of the publisher's; null while it is not known. */
  readonly clockOffsetMs: number | null;
}

/** `{audience}/{view}/snapshot/{n}`: retained, gzip'ed as one text and cut into parts. For `counts` no agents, no queues. */
export interface TeamContent extends TeamFacts {
  readonly agents: readonly Agent[];
  readonly queues: readonly PublishedQueue[];
}

/** `{audience}/{view}/delta`, and `catchup` from the retained snapshot on: retained, rewritten with each delta. */
export interface TeamChange extends TeamFacts {
  /** The revision it applies to; a catch-up applies to any revision from there to its own. */
  readonly base: number;
  readonly changed: readonly Agent[];
  readonly removed: readonly string[];
  /** Queues that are new or differ; absent where none does. */
  readonly queues?: readonly PublishedQueue[];
  /** All queues there are now; absent where they are the same ones. */
  readonly queueIds?: readonly string[];
}

/** One agent's records of a day, as Kore.ai sent them, without an e-mail address. */
export interface PublishedRow {
  readonly userId: string;
  readonly name: string;
  /** Primary status, secondary status, start and end as Kore.ai's texts; a null end is still open. */
  readonly records: readonly (readonly [string, string, string, string | null])[];
  /** When they were read, by Kore.ai's clock. */
  readonly readAt: number;
}

/** `{audience}/{view}/day/{date}.{n}`: retained, in parts as a snapshot. */
export interface DayContent {
  readonly date: string;
  /** The offset that was sent with the request. */
  readonly timeZoneOffset: number;
  /** Whether everybody of the view was read. */
  readonly isComplete: boolean;
  readonly apiTimes: ApiTimes;
  readonly memory: Pick<ConnectionMemory, 'apiTimes' | 'recordsListedBy'>;
  readonly rows: readonly PublishedRow[];
}

/** What is said at each kind of topic. */
export interface Contents {
  readonly publisher: PublisherMessage;
  readonly views: ViewsMessage;
  readonly snapshot: TeamContent;
  readonly catchup: TeamChange;
  readonly delta: TeamChange;
  readonly day: DayContent;
}

/** The same on its way out: the rows of a day may be made while they are packed. */
export interface Outgoing extends Omit<Contents, 'day'> {
  readonly day: Omit<DayContent, 'rows'> & { readonly rows: Iterable<PublishedRow> };
}
