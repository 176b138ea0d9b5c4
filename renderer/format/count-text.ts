// Made once: making one costs a hundred times more than using it.
const wholes = new Intl.NumberFormat('en');

/** A number of agents or calls with its thousands apart: `5,000`. */
export function countText(count: number): string {
  return wholes.format(count);
}
