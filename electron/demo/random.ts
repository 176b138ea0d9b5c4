/** Numbers in [0, 1), the same sequence for the same seed. */
export type Random = () => number;

/**
 * A small seeded generator (the mulberry32 mixing steps over a 32-bit counter). Not for secrets: the demo must be
 * the same world on every start, which is the opposite of secrecy.
 *
 * @param parts whole numbers that together name the sequence, for example seed, agent and day
 */
export function createRandom(...parts: readonly number[]): Random {
  let state = mix(...parts);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/**
 * One 32-bit number from several whole numbers; the order matters. Two lists that differ in one part only never give
 * the same number, because every step can be undone (MurmurHash3's finaliser); agents of one seed cannot collide.
 */
export function mix(...parts: readonly number[]): number {
  return parts.reduce((hash, part) => finalise(Math.imul(hash, 31) + part), 0x811c9dc5);
}

function finalise(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One of `choices`, which must not be empty. */
export function pick<T>(random: Random, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new Error('Nothing to pick from');
  return choice;
}

/** `digits` hexadecimal digits; 24 of them are the form of Kore's account and skill ids. */
export function hexId(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** A prefixed UUID of version 5, as in Kore's samples: `u-`, `st-`, `cs-`. */
export function uuidId(prefix: string, random: Random): string {
  const hex = hexId(random, 30);
  return `${prefix}-${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`;
}

/** Kore's ids of agents (`a-`) and queues (`qu-`): like a UUID, but with seven digits in the first group. */
export function shortUuidId(prefix: string, random: Random): string {
  const hex = hexId(random, 29);
  return `${prefix}-${hex.slice(0, 7)}-${hex.slice(7, 11)}-4${hex.slice(11, 14)}-9${hex.slice(14, 17)}-${hex.slice(17)}`;
}
