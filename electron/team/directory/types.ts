import type { Directory } from '../../shared/model.ts';

/** Who serves what, as user ids, for selecting agents here; null where it is not known. */
export interface Members {
  ofQueue(id: string): ReadonlySet<string> | null;
  ofSkill(id: string): ReadonlySet<string> | null;
  /** When the members of a queue or skill were read; null where they are not known. */
  asOf(id: string): number | null;
  /** Who served a queue earlier today, by the team's zone, and no longer does. */
  leftQueue(id: string): readonly string[];
}

/** The queues and skills of the present connection, read slowly and in the background. */
export interface TeamDirectory {
  get(): Directory;
  members(): Members;
  /** Begins to read everything anew and answers what is known now. */
  refresh(): Directory;
  /** The queues that views name are read first. */
  use(queueIds: readonly string[]): void;
  subscribe(listener: (directory: Directory) => void): () => void;
}
