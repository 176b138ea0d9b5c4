/** What a check says to one question. Its texts hold nothing that the server sent. */
export interface Verdict {
  /** Null: not settled. */
  readonly isYes: boolean | null;
  readonly because: string;
}

/** A question that is answered. */
export function settled(isYes: boolean, because: string): Verdict {
  return { isYes, because };
}

/** A question that stays open, and why. */
export function notSettled(because: string): Verdict {
  return { isYes: null, because };
}
