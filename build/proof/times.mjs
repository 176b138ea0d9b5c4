const minuteMs = 60_000;
const secondMs = 1_000;

/**
 * A duration as a person reads it: `0.4 s`, `12.3 s`, `2 min 5 s`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < minuteMs - secondMs / 20) return `${(ms / secondMs).toFixed(1)} s`;
  const seconds = Math.round(ms / secondMs);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * The slowest tests of a layer, a line each; nothing where no test was run.
 * @param {readonly { test: string, ms: number }[]} slowest
 */
export function slowestLines(slowest) {
  if (slowest.length === 0) return '';
  const lines = slowest.map(({ test, ms }) => `${duration(ms).padStart(10)}  ${test}\n`);
  return `The slowest:\n${lines.join('')}`;
}

/**
 * How long each layer took, in one line.
 * @param {readonly { name: string, ms: number }[]} layers
 */
export function timesLine(layers) {
  const all = layers.reduce((sum, { ms }) => sum + ms, 0);
  return `${layers.map(({ name, ms }) => `${name} ${duration(ms)}`).join(', ')}; ${duration(all)} in all`;
}
