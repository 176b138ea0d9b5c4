/** Numbers in [0, 1), the same sequence for the same seed. */
export type Random = () => number;

/** A generator (mulberry32) seeded with whole numbers. */
export function createRandom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((hash, seed) => (Math.imul(hash ^ seed, 0x9e3779b1) ^ (hash >>> 15)) >>> 0, 0x811c9dc5);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
