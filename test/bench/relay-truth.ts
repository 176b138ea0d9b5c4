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

  function set(number: number, now: number): void {
    const id = String(number);
    const bucket = BUCKETS[Math.floor(random() * BUCKETS.length)] ?? 'AWAY';
    remove(id);
    const [firstName, lastName] = [`Ann ${number}`, `Lee ${number % 97}`];
    const records = [{ primary: bucket, secondary: '', start: now, end: null }];
    agents.set(id, { id, firstName, lastName, bucket, records });
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
      if (random() < COMES_OR_GOES && agents.has(String(number))) remove(String(number));
      else set(number, now);
    }
    if (count > 0) remember(now);
  }

  function remember(from: number): void {
    versions.push({ key: teamKey(counts, hashes.values()), from });
  }

  for (let number = 0; number < size; number += 1) set(number, Date.now());
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
