import type { Finding } from './finding.ts';
import { isBusy, judgeTimes, type Verdict } from './judge.ts';
import { estimate, median, quantile } from './rounds.ts';

const GOAL_TIMES = 1.5;

/** What one round of frames took. */
export interface FrameRound {
  /** Milliseconds between two frames. */
  readonly gaps: readonly number[];
  readonly cpuMsPerFrame: number;
}

/** Goal: p95 <= 1.5 x the frame of an empty page in the same rounds. */
export function judgeFrames(what: string, moved: readonly FrameRound[], empty: readonly FrameRound[]): Finding {
  const late = ({ gaps }: FrameRound): number => quantile(gaps, 0.95);
  const all = (rounds: readonly FrameRound[]): readonly number[] => rounds.flatMap(({ gaps }) => gaps);
  const cpuMs = median(moved.map(({ cpuMsPerFrame }) => cpuMsPerFrame));
  const [lateMs, emptyMs] = [quantile(all(moved), 0.95), quantile(all(empty), 0.95)];
  const verdict = judgeTimes({ ...estimate(moved.map(late)), median: lateMs }, GOAL_TIMES * emptyMs, empty.map(late));
  // An empty page needs so little that it gets its frames on a busy machine too.
  const busy: Verdict = { isMet: false, doubt: 'the machine was too busy' };
  return {
    what,
    here: `${gapsText(all(moved))} ms a frame, ${cpuMs.toFixed(1)} ms CPU`,
    peer: `${gapsText(all(empty))} in an empty page`,
    result: `p95 ${(lateMs / emptyMs).toFixed(2)} times`,
    goal: `p95 <= ${GOAL_TIMES} times`,
    ...(!verdict.isMet && isBusy() ? busy : verdict),
  };
}

function gapsText(gaps: readonly number[]): string {
  const at = (share: number): string => quantile(gaps, share).toFixed(1);
  return `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)}`;
}
