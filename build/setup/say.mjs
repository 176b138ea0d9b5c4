/** How often a step says that it is still at work, in milliseconds. */
const stillAtWorkMs = 30_000;

/** A step of the set-up that failed in a way a person can act on. */
export class StepFailed extends Error {
  /**
   * @param {string} what one sentence: which step, and how it ended
   * @param {string} todo one sentence: what the reader can do
   * @param {readonly string[]} lastLines the end of what the failed program wrote
   */
  constructor(what, todo, lastLines = []) {
    super(what);
    this.todo = todo;
    this.lastLines = lastLines;
  }
}

/**
 * One line on stderr; stdout belongs to the program that is started in the end.
 * @param {string} sentence
 */
export const say = (sentence) => void process.stderr.write(`Rollcall: ${sentence}\n`);

/**
 * Says what failed, how the failed program ended, and what to do.
 * @param {StepFailed} failure
 */
export function sayFailure(failure) {
  say(failure.message);
  for (const line of failure.lastLines) process.stderr.write(`  | ${line}\n`);
  say(`What to do: ${failure.todo}`);
}

/**
 * Runs one step of the set-up and says when it begins, goes on and ends.
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
