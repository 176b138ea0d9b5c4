import type { Activity } from './activities.ts';
import { between } from './random.ts';
import type { Random } from './random.ts';

const SECOND_MS = 1_000;

/** One stretch of one status of one agent, half open: `startsAt <= t < endsAt`, whole seconds as epoch milliseconds. */
export interface Segment extends Activity {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** How a track of segments goes on after the one just added. */
export interface Stint {
  readonly activity: Activity;
  readonly seconds: number;
}

/**
 * Lays stints end to end from `startsAt` until `endsAt`, with a small hole now and then, and now and then with one
 * stint reported as two equal neighbours, as in the document's sample. The live state has no gap within the track.
 *
 * @param next what comes at an instant, in seconds of at least 1
 */
export function layOut(random: Random, startsAt: number, endsAt: number, next: (at: number) => Stint): Segment[] {
  const segments: Segment[] = [];
  let at = startsAt;
  while (at < endsAt) {
    const { activity, seconds } = next(at);
    const wanted = at + seconds * SECOND_MS;
    // No crumbs: what would leave less than a minute to the end takes all of it.
    const end = wanted > endsAt - 60 * SECOND_MS ? endsAt : wanted;
    const hole = random() < 0.05 ? between(random, 5, 50) * SECOND_MS : 0;
    const seam = random() < 0.04 ? at + Math.floor((end - at) / 2 / SECOND_MS) * SECOND_MS : at;
    if (seam > at) segments.push({ ...activity, startsAt: at, endsAt: seam });
    segments.push({ ...activity, startsAt: seam, endsAt: end });
    at = end + hole;
  }
  return segments;
}
