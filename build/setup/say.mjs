/** How often a step that writes no live line says that it is still at work, in milliseconds. */
const stillAtWorkMs = 30_000;
const liveLineMs = 500;
const eraseLine = '\r\x1b[K';
/** Keeps a live line within 80 columns in most cases; a line that wraps cannot be erased. */
const longestNote = 30;

/**
 * Shows how far a step is, e.g. the last line of the program it runs.
 * @typedef {(text: string) => void} Note
 */

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
 * Runs one step of the set-up and shows that it is under way: a live line on a terminal, lines elsewhere.
 * @template T
 * @param {string} title what is being done, e.g. `installing the packages (npm ci)`
 * @param {(note: Note) => Promise<T>} work may tell how far it is
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startedAt = Date.now();
  let noted = '';
  const isLive = process.stderr.isTTY;
  const show = () =>
    void process.stderr.write(lineOf(`${title} ... ${seconds(startedAt)}  ${noted}`.trimEnd(), isLive));
  if (isLive) show();
  else say(`${title} ...`);
  const timer = setInterval(show, isLive ? liveLineMs : stillAtWorkMs);
  const end = (/** @type {string} */ how) => {
    clearInterval(timer);
    process.stderr.write(`${isLive ? eraseLine : ''}Rollcall: ${title}: ${how} ${seconds(startedAt)}\n`);
  };
  try {
    const result = await work((text) => void (noted = text.slice(0, longestNote)));
    end('done in');
    return result;
  } catch (error) {
    end('failed after');
    throw error;
  }
}

/**
 * @param {string} text
 * @param {boolean} isLive
 */
const lineOf = (text, isLive) => (isLive ? `${eraseLine}Rollcall: ${text}` : `Rollcall: ${text}\n`);

/** @param {number} since */
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
