/** A number of agents, calls or days with its thousands apart: `5,000`. The same in every language of the system. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `7 changes`, `1 change`, `1,200 agents`. */
export function plural(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;
}
