/** The clock is passed in, so that tests can control time. */
export interface Clock {
  /** Now, epoch milliseconds. */
  now(): number;
  /** Runs `action` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, action: () => void): () => void;
}
