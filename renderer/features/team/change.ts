import { countText } from '../../../electron/shared/format.ts';

/** A change as a small signed number, `+3`, `−1`, `0`, and in words for a screen reader. */
export interface ChangeText {
  readonly sign: string;
  readonly words: string;
}

/** How a count has changed against the one a quarter of an hour ago. */
export function changeText(now: number, before: number): ChangeText {
  const change = now - before;
  const size = countText(Math.abs(change));
  if (change === 0) return { sign: '0', words: 'as many as 15 minutes ago' };
  return change > 0
    ? { sign: `+${size}`, words: `${size} more than 15 minutes ago` }
    : { sign: `−${size}`, words: `${size} fewer than 15 minutes ago` };
}
