/** Numbers of paired rounds: on a busy machine only what ran side by side can be compared. */

/** One of two things to compare; gives what it cost. */
type Arm = () => number | Promise<number>;

/** What each arm cost in each round. */
export interface Rounds {
  readonly here: readonly number[];
  readonly peer: readonly number[];
}

/** A median and the interval that holds it with 95 % confidence. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2_000;

/** Runs both arms once per round, in random order, so that neither always runs on a warm machine. */
export async function duel(rounds: number, here: Arm, peer: Arm): Promise<Rounds> {
  const costs = { here: [] as number[], peer: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const isHereFirst = Math.random() < 0.5;
    if (isHereFirst) costs.here.push(await here());
    costs.peer.push(await peer());
    if (!isHereFirst) costs.here.push(await here());
  }
  return costs;
}

/** The cost here as a share of the peer's, round by round. */
export function ratios({ here, peer }: Rounds): Estimate {
  return estimate(here.map((cost, round) => cost / (peer[round] ?? Number.NaN)));
}

/** The cost here above the peer's, round by round. */
export function differences({ here, peer }: Rounds): Estimate {
  return estimate(here.map((cost, round) => cost - (peer[round] ?? Number.NaN)));
}

/** The median of samples, with a bootstrap interval. */
export function estimate(samples: readonly number[]): Estimate {
  const pick = (): number => samples[Math.floor(Math.random() * samples.length)] ?? Number.NaN;
  const medians = Array.from({ length: RESAMPLES }, () => median(samples.map(pick))).sort((a, b) => a - b);
  const at = (share: number): number => medians[Math.floor(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { median: median(samples), low: at(0.025), high: at(0.975) };
}

/** The middle of samples. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The sample below which a share of all samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** CPU time of this process for `times` runs of an action, in milliseconds per run. */
export function cpuMs(times: number, action: () => void): number {
  const before = process.cpuUsage();
  for (let run = 0; run < times; run += 1) action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
}
