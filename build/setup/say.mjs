/** How often a step reports that it is still running, in milliseconds. */
const stillAtWorkMs = 30_000;

/** A failed set-up step that the user can do something about. */
export class StepFailed extends Error {
  /**
   * @param {string} what one sentence: which step failed and how
   * @param {string} todo one sentence: what the reader can do
   * @param {readonly string[]} lastLines the end of the failed program's output
   */
  constructor(what, todo, lastLines = []) {
    super(what);
    this.todo = todo;
    this.lastLines = lastLines;
  }
}

/**
 * Prints one line on stderr; stdout belongs to the target.
 * @param {string} sentence
 */
export const say = (sentence) => void process.stderr.write(`Rollcall: ${sentence}\n`);

/**
 * Prints what failed, the end of the failed program's output, and what to do.
 * @param {StepFailed} failure
 */
export function sayFailure(failure) {
  say(failure.message);
  for (const line of failure.lastLines) process.stderr.write(`  | ${line}\n`);
  say(`What to do: ${failure.todo}`);
}

/**
 * Runs one set-up step and prints when it starts, is still running, and ends.
 * @template T
 * @param {string} title what is being done, e.g. `installing the packages (npm ci)`
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startedAt = Date.now();
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  say(`${title} ...`);
  const timer = setInterval(() => say(`${title} ... ${seconds()}`), stillAtWorkMs);
  try {
    const result = await work();
    say(`${title}: done in ${seconds()}`);
    return result;
  } catch (error) {
    say(`${title}: failed after ${seconds()}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
