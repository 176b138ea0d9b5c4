import { simulate, type Outcome } from '../support/rate-limit-simulation/simulate.ts';
import type { Finding } from './finding.ts';

const AGENTS = 120;
const MINUTE_MS = 60_000;
const PER_MINUTE = 60;
const PER_HOUR = 1_800;
const MIXES = [
  { watched: 0, name: 'no window open' },
  { watched: 0.3, name: 'a third open' },
  { watched: 1, name: 'all open' },
] as const;

/** An hour of copies on one account, in virtual time: what they call, and how old the team is that is seen. */
export async function rateLimit(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const copies of [1, 10, 30]) {
    for (const isConfigured of copies === 1 ? [true] : [true, false]) {
      for (const { watched, name } of MIXES) {
        const configured = isConfigured ? copies : 1;
        const outcome = await simulate({
          copies,
          configured,
          watched,
          agents: AGENTS,
          startWithinMs: MINUTE_MS,
          seed: 1,
        });
        findings.push(
          finding(`hour of ${copies} copies${isConfigured ? '' : ', number not set'}, ${name}`, outcome, isConfigured),
        );
      }
    }
  }
  return findings;
}

function finding(what: string, outcome: Outcome, isConfigured: boolean): Finding {
  const { calls, maxPerMinute, maxPerHour, limitAnswers, meanAgeMs, worstAgeMs } = outcome;
  const seconds = (ms: number): string => (ms / 1_000).toFixed(0);
  const isWithin = limitAnswers === 0 && maxPerMinute <= PER_MINUTE && maxPerHour <= PER_HOUR;
  return {
    what,
    here: `${calls} calls, at most ${maxPerMinute} a minute`,
    peer: `${PER_MINUTE} a minute, ${PER_HOUR} an hour`,
    result: `${limitAnswers} limit answers, data age ${seconds(meanAgeMs)} s on average, worst ${seconds(worstAgeMs())} s`,
    goal: isConfigured ? 'no limit answer' : 'fewer than one call in ten refused',
    isMet: isConfigured ? isWithin : limitAnswers < calls / 10,
  };
}
