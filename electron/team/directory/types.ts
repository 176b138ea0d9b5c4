import type { FeedTeam } from '../../relay/wire/team-feed.ts';
import type { Directory, Health } from '../../shared/model.ts';

/** Who serves what, as user ids, for selecting agents here; null where it is not known. */
export interface Members {
  /** Who is in a view of a desk's publisher. */
  ofView(id: string): ReadonlySet<string> | null;
  ofQueue(id: string): ReadonlySet<string> | null;
  ofSkill(id: string): ReadonlySet<string> | null;
  /** When the members of a queue or skill were read; null where they are not known. */
  asOf(id: string): number | null;
  /** Who was seen to serve a queue earlier today, by the team's zone, and no longer does. */
  leftQueue(id: string): readonly string[];
}

/** The queues and skills of the present connection, read slowly and in the background. */
export interface TeamDirectory {
  get(): Directory;
  members(): Members;
  /** Whether a call is under way or waits for its turn. */
  isReading(): boolean;
  /** Begins to read everything anew and answers what is known now. */
  refresh(): Directory;
  /** Whose members are read first, and every hour: what views name, the open one first. */
  use(queueIds: readonly string[], skillIds?: readonly string[]): void;
  /**
   * Takes over what a desk's publisher says of its queues and views, in place of what is read; answers whether that is other
   * than before. No listener hears of it.
   */
  publish(published: Pick<FeedTeam, 'queues' | 'members'>): boolean;
  /** Hears how the team is doing, with every change of it; anything is read only while Kore.ai answers. */
  follow(health: Pick<Health, 'state' | 'isViewNeeded'>): void;
  /** The connection may be another one: what was saved of that one is there at once. */
  connectionChanged(): void;
  /** Hears of everything that was read, members too. */
  subscribe(listener: (directory: Directory) => void): () => void;
  forget(connectionId: string): void;
  /** Forgets every connection but these. */
  forgetOthers(connectionIds: readonly string[]): void;
  /** What was saved is gone: everything is read anew. */
  reset(): void;
  stop(): void;
}
