import type { RefusedMessages } from '../wire/team-feed.ts';

/** The messages that a desk could not believe, or read, of the last ten minutes. */
export interface Refusals {
  add(refused: RefusedMessages): void;
  /** Another publisher was heard, whose key this desk does not know. */
  addStranger(now: number): void;
  /** The last one, not counting what another publisher says of itself; null once none was for ten minutes. */
  last(now: number): RefusedMessages | null;
  /** When somebody whose key this desk does not know last said something, of a team or of themselves. */
  strangerAt(now: number): number | null;
  /** When something of it is over by time alone. */
  changesAt(now: number): readonly number[];
}

/** Twice the longest pace: what is refused with each poll is one matter, and not a new one each time. */
const REFUSED_FOR_MS = 10 * 60_000;

/** Creates it with nothing refused. */
export function createRefusals(): Refusals {
  let refused: RefusedMessages | null = null;
  let strangerAt: number | null = null;

  const isRecent = (at: number, now: number): boolean => now >= at && now - at < REFUSED_FOR_MS;

  return {
    add(next) {
      refused = next;
      if (next.why === 'forged') strangerAt = next.at;
    },
    addStranger: (now) => void (strangerAt = now),
    last: (now) => (refused !== null && isRecent(refused.at, now) ? refused : null),
    strangerAt: (now) => (strangerAt !== null && isRecent(strangerAt, now) ? strangerAt : null),
    changesAt: (now) =>
      [refused?.at ?? null, strangerAt].flatMap((at) => (at !== null && isRecent(at, now) ? at + REFUSED_FOR_MS : [])),
  };
}
