import { nameOf } from '../../electron/demo/names.ts';
import type { Counts, Status } from '../../electron/shared/model.ts';
import type { KoreAgent } from '../support/kore-server.ts';
import { createRandom } from '../support/seeded-random.ts';

/** What one desk shows from an instant on. */
export interface Shown {
  readonly desk: number;
  readonly at: number;
  /** The kind of its link. */
  readonly link: string;
  /** The team, see `teamKey`; null without one. */
  readonly key: string | null;
}

/** A team that Kore.ai had from an instant on. */
interface Version {
  readonly key: string;
  readonly from: number;
}

/** The team at Kore.ai, of which every moment is remembered. */
export interface MovingTeam {
  team(): readonly KoreAgent[];
  /** What it was at an instant. */
  keyAt(at: number): string;
  versions(): readonly Version[];
  stop(): void;
}

const BUCKETS = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'] as const;
/** An agent changes the status once in five minutes, and one change in twenty is somebody who comes or goes. */
const STATUS_MS = 300_000;
const COMES_OR_GOES = 0.05;
const TICK_MS = 500;
/** At the start they have been in their statuses for up to so long. */
const SHIFT_MS = 8 * 3_600_000;
/** The queues of the account. Each agent serves one of them, and every third another one. */
export const QUEUES = Array.from({ length: 20 }, (_, index) => ({ id: `q-${index + 1}`, name: `Queue ${index + 1}` }));
const SEED = 1;

/** One number for who somebody is and what they do; those of a team are added up. */
export function agentHash(userId: string, name: string, status: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${userId} ${name} ${status}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/** Two teams with the same key are the same: counts, and each agent with name and status. */
export function teamKey(counts: Counts, hashes: Iterable<number>): string {
  let sum = 0;
  for (const hash of hashes) sum = (sum + hash) >>> 0;
  const { AVAILABLE, BUSY, AWAY, OFFLINE, OTHER, total } = counts;
  return [AVAILABLE, BUSY, AWAY, OFFLINE, OTHER, total, sum].join(' ');
}

/** Starts a team of which some change their status twice a second; `isBusy` says that this instant is taken. */
export function createMovingTeam(size: number, isBusy: (now: number) => boolean): MovingTeam {
  const random = createRandom(size);
  const agents = new Map<string, KoreAgent>();
  const hashes = new Map<string, number>();
  const counts: Record<Status | 'total', number> = { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0, total: 0 };
  const versions: Version[] = [];

  /** As long as those of Kore.ai, so that a team is packed to as much. */
  const ids = Array.from({ length: size }, () =>
    Array.from({ length: 4 }, () =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('-'),
  );

  function set(number: number, start: number): void {
    const id = ids[number] ?? '';
    const bucket = BUCKETS[Math.floor(random() * BUCKETS.length)] ?? 'AWAY';
    remove(id);
    const { given, family, repeats } = nameOf(SEED, 'ordinary', number);
    const firstName = given.written;
    const lastName = repeats === 0 ? family.written : `${family.written} ${repeats + 1}`;
    const records = [{ primary: bucket, secondary: '', start, end: null }];
    const queueIds = [number, ...(number % 3 === 0 ? [number + 7] : [])].map(
      (of) => QUEUES[of % QUEUES.length]?.id ?? '',
    );
    agents.set(id, { id, firstName, lastName, bucket, records, queueIds });
    hashes.set(id, agentHash(`u-${id}`, `${firstName} ${lastName}`, bucket));
    counts[bucket] += 1;
    counts.total += 1;
  }

  function remove(id: string): void {
    const before = agents.get(id);
    if (before === undefined) return;
    agents.delete(id);
    hashes.delete(id);
    counts[before.bucket as Status] -= 1;
    counts.total -= 1;
  }

  function tick(): void {
    const now = Date.now();
    // What was asked in this millisecond was answered with the version before.
    if (isBusy(now)) return;
    const changes = (size * TICK_MS) / STATUS_MS;
    const count = Math.floor(changes) + (random() < changes % 1 ? 1 : 0);
    for (let change = 0; change < count; change += 1) {
      const number = Math.floor(random() * size);
      const id = ids[number] ?? '';
      if (random() < COMES_OR_GOES && agents.has(id)) remove(id);
      else set(number, now);
    }
    if (count > 0) remember(now);
  }

  function remember(from: number): void {
    versions.push({ key: teamKey(counts, hashes.values()), from });
  }

  for (let number = 0; number < size; number += 1) set(number, Date.now() - Math.floor(random() * SHIFT_MS));
  remember(0);
  const timer = setInterval(tick, TICK_MS);
  return {
    team: () => [...agents.values()],
    keyAt: (at) => versions.findLast(({ from }) => from <= at)?.key ?? '',
    versions: () => versions,
    stop: () => clearInterval(timer),
  };
}

/** What came of comparing everything that desks have shown with what Kore.ai had. */
export interface Verdict {
  /** Teams that never were. */
  readonly untrue: number;
  /** Teams that were shown as live when they were older than allowed. */
  readonly stale: number;
  /** The oldest team that a desk showed as live, milliseconds. */
  readonly oldestMs: number;
  readonly shown: number;
}

/** Judges what each desk has shown up to `end`, in order. */
export function judgeShown(
  desks: readonly (readonly Shown[])[],
  team: MovingTeam,
  allowedMs: number,
  end: number,
): Verdict {
  const spans = new Map<string, { readonly from: number; readonly to: number }[]>();
  team.versions().forEach(({ key, from }, index, all) => {
    spans.set(key, [...(spans.get(key) ?? []), { from, to: all[index + 1]?.from ?? end }]);
  });
  const verdict = { untrue: 0, stale: 0, oldestMs: 0, shown: 0 };
  for (const shown of desks) {
    shown.forEach(({ at, link, key }, index) => {
      if (key === null) return;
      verdict.shown += 1;
      const span = spans.get(key)?.findLast(({ from }) => from <= at);
      if (span === undefined) verdict.untrue += 1;
      else if (link === 'live') {
        const ageMs = (shown[index + 1]?.at ?? end) - span.to;
        verdict.oldestMs = Math.max(verdict.oldestMs, ageMs);
        if (ageMs > allowedMs) verdict.stale += 1;
      }
    });
  }
  return verdict;
}
