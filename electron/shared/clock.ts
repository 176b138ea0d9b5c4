/** Time as a part that is handed in, so that tests own it. */
export interface Clock {
  /** Now, epoch milliseconds. */
  now(): number;
  /** Runs `action` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, action: () => void): () => void;
}
