import type { Random } from './random.ts';

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
