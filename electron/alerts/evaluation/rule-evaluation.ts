import { becomes, tellMe } from './change-rules.ts';
import { findingOf, staleFinding } from './conditions.ts';
import { advance } from './phases.ts';
import { decisionOf, noData, type RuleEvaluation, type Run } from './rule-run.ts';
import type { Decision } from '../types.ts';

/** Decides what one rule has to say. */
export function evaluateRule(run: Run): RuleEvaluation {
  const { condition } = run.rule;
  if (condition.kind === 'stale') return advance(run, staleFinding(run.reading));
  if (condition.kind === 'tell-me') return tellMe(condition, run);
  const { found } = run;
  if (typeof found === 'string') return noData(run, found);
  if (condition.kind === 'becomes') return becomes(condition, run, found);
  const finding = findingOf(condition, run, found);
  if (typeof finding === 'string') return noData(run, finding);
  return advance(condition.kind === 'not-in' ? ofToday(run) : run, finding);
}

/** What a rule would say now about a subject; undefined where it is not firing. */
export function firingDecision(run: Omit<Run, 'focus' | 'isNews'>, subject: string): Decision | undefined {
  const { phase, said } = run.memory.subjects[subject] ?? {};
  if (phase !== 'firing') return undefined;
  const alone = { ...run, focus: [subject], isNews: false };
  if (said !== undefined) return decisionOf(alone, subject, { event: 'fired', wording: said });
  const { condition } = run.rule;
  if (condition.kind === 'becomes' || condition.kind === 'tell-me') return undefined;
  const { found } = run;
  const finding =
    condition.kind === 'stale'
      ? staleFinding(run.reading)
      : typeof found === 'string'
        ? found
        : findingOf(condition, alone, found);
  const about = typeof finding === 'string' ? undefined : finding.about(subject);
  const wording = about?.isUncertain === true ? undefined : about?.wording?.();
  return wording && decisionOf(alone, subject, { event: 'fired', wording });
}

/** Who was not in yesterday did not come in at midnight. */
function ofToday(run: Run): Run {
  const day = run.reading.usual();
  const startsAt = typeof day === 'string' ? -Infinity : day.startsAt - run.reading.clockOffsetMs;
  const subjects = Object.entries(run.memory.subjects).filter(([, { since }]) => since >= startsAt);
  return { ...run, memory: { ...run.memory, subjects: Object.fromEntries(subjects) } };
}
