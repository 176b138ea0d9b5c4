import type { RefusedMessages } from '../wire/team-feed.ts';

/** The messages that a desk could not believe, or read, of the last ten minutes. */
export interface Refusals {
  /** Takes the last one; `isStranger` where it says that a publisher runs whose key this desk does not know. */
  add(refused: RefusedMessages, isStranger: boolean): void;
  /** The last one; null once none was for ten minutes. */
  last(now: number): RefusedMessages | null;
  /** Whether there was a stranger. */
  hasStranger(now: number): boolean;
  /** A publisher of this desk is there: the stranger explains nothing any more. */
  forgetStranger(): void;
  /** When something of it is over by time alone. */
  changesAt(now: number): readonly number[];
}

/** Twice the longest pace: what is refused with each poll is one matter, and not a new one each time. */
const REFUSED_FOR_MS = 10 * 60_000;

/** Creates it with nothing refused. */
export function createRefusals(): Refusals {
  let refused: RefusedMessages | null = null;
  /** When the last stranger was heard. */
  let strangerAt: number | null = null;

  const isRecent = (at: number, now: number): boolean => now >= at && now - at < REFUSED_FOR_MS;

  return {
    add(next, isStranger) {
      refused = next;
      if (isStranger) strangerAt = next.at;
    },
    last: (now) => (refused !== null && isRecent(refused.at, now) ? refused : null),
    hasStranger: (now) => strangerAt !== null && isRecent(strangerAt, now),
    forgetStranger() {
      strangerAt = null;
    },
    changesAt: (now) =>
      [refused?.at ?? null, strangerAt].flatMap((at) => (at !== null && isRecent(at, now) ? at + REFUSED_FOR_MS : [])),
  };
}
