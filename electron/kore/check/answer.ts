/** An open question about the server, as far as a check could answer it. Its texts hold nothing that the server sent. */
export interface Answer {
  readonly question: string;
  /** Null: not settled. */
  readonly isYes: boolean | null;
  readonly because: string;
}

/** A question that is answered. */
export function settled(question: string, isYes: boolean, because: string): Answer {
  return { question, isYes, because };
}

/** A question that stays open, and why. */
export function notSettled(question: string, because: string): Answer {
  return { question, isYes: null, because };
}
