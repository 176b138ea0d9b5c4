/** The account's queues and skills by name, and how many agents serve each. */

/** A queue or a skill by name; the name is the id where no name is known. */
export interface NamedId {
  readonly id: string;
  readonly name: string;
}

/** How many agents serve a queue or have a skill, as of when that was read. */
export interface Membership {
  readonly count: number;
  readonly asOf: number;
}

/** A queue; `members` is null while they are not known. */
export interface DirectoryQueue extends NamedId {
  readonly skills: readonly NamedId[];
  readonly members: Membership | null;
  /** Kore.ai refuses to say who serves it. */
  readonly isRefused?: true;
}

/** A skill; `members` is null while they are not known, also where only its queues name it. */
export interface DirectorySkill extends NamedId {
  readonly members: Membership | null;
  /** Kore.ai refuses to say who has it. */
  readonly isRefused?: true;
}

/** The queues and skills of the present connection's account; both lists are sorted by name. */
export interface Directory {
  readonly queues: readonly DirectoryQueue[];
  readonly skills: readonly DirectorySkill[];
  /** When the names of the queues were read; null when they never were. */
  readonly asOf: number | null;
  /** Whether Kore.ai repeated the pages of its lists, so that names may be missing. */
  readonly isCut: boolean;
  /** Why names or members are missing, in one or two sentences; null when nothing is wrong. */
  readonly problem: string | null;
  /** Whose members are being read: so many queues are done, and when all of them are; null while nothing is read. */
  readonly progress: DirectoryProgress | null;
}

/** How far a read of members has come. */
export interface DirectoryProgress {
  /** Queues read. */
  readonly read: number;
  readonly of: number;
  /** When the last will be, by the present pace, epoch milliseconds; null while that cannot be said. */
  readonly doneAt: number | null;
}

export const EMPTY_DIRECTORY: Directory = {
  queues: [],
  skills: [],
  asOf: null,
  isCut: false,
  problem: null,
  progress: null,
};
