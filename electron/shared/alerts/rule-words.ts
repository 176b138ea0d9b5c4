import { clockDay, clockMinute, onItsDay } from '../format.ts';
import type { Rule, RuleCondition, RuleKind, RuleState, StatusChoice } from '../model.ts';
import { alertPageTexts as texts, daysText } from '../texts/alerts/alert-page.ts';
import { aboutDuration, plural } from '../texts/plurals.ts';
import { statusTexts } from '../texts/team/statuses.ts';

/** What a sentence calls views, queues and agents by; null where a name is not known. */
export interface RuleNames {
  view(id: string): string | null;
  queue(id: string): string | null;
  agent(userId: string): string | null;
  /** The zone of rules' hours. */
  readonly zone: string;
}

/** At most so many agents are named. */
const MAX_NAMES = 3;

/** Whether a kind is about some agents rather than the reading of the team or one agent. */
export function hasScope(kind: RuleKind): boolean {
  return kind !== 'stale' && kind !== 'tell-me';
}

/** `Fewer than 3 agents available for 5 minutes, in the open view`. */
export function ruleSentence({ condition, scope }: Pick<Rule, 'condition' | 'scope'>, names: RuleNames): string {
  const words = conditionWords(condition, names);
  return hasScope(condition.kind) ? texts.inScope(words, scopeWords(scope, names)) : words;
}

/** `Mon to Fri 08:00 to 18:00 (Europe/Berlin) · again every 15 minutes`; empty where a rule has no such choices. */
export function optionWords(
  rule: Pick<Rule, 'hours' | 'remindMinutes' | 'hasSound' | 'saysRecovery'>,
  zone: string,
): string {
  const { hours, remindMinutes, hasSound, saysRecovery } = rule;
  const { options } = texts;
  return [
    ...(hours === null ? [] : [options.hours(daysText(hours.days), hours.from, hours.to, zone)]),
    ...(remindMinutes === null ? [] : [options.remind(remindMinutes)]),
    ...(saysRecovery ? [options.recovery] : []),
    ...(hasSound ? [] : [options.silent]),
  ].join(' · ');
}

function conditionWords(condition: RuleCondition, names: RuleNames): string {
  const { sentences } = texts;
  switch (condition.kind) {
    case 'below':
      return sentences.below(condition.fewerThan, condition.forMinutes);
    case 'above':
      return sentences.above(condition.moreThan, choiceLabel(condition.status), condition.forMinutes);
    case 'too-long':
      return sentences.tooLong(anyLabel(condition.status), condition.minutes, condition.earlyMinutes);
    case 'too-often':
      return sentences.tooOften(choiceLabel(condition.status), condition.moreThan, condition.hours);
    case 'becomes':
      return sentences.becomes(anyLabel(condition.status));
    case 'tell-me': {
      const name = names.agent(condition.userId) ?? texts.somebody;
      return sentences.tellMe(name, choiceLabel(condition.status), expiryTime(condition.expiresAt));
    }
    case 'not-in':
      return sentences.notIn(condition.graceMinutes);
    case 'stale':
      return sentences.stale(condition.forMinutes);
    case 'mass-change':
      return sentences.massChange(condition.percent, condition.withinSeconds);
    case 'flapping':
      return sentences.flapping(condition.changes, condition.withinMinutes);
  }
}

function scopeWords(scope: Rule['scope'], names: RuleNames): string {
  const { scopes } = texts;
  if (scope.kind === 'everybody' || scope.kind === 'open-view') return scopes[scope.kind];
  const name = names[scope.kind](scope.id);
  if (name !== null) return scopes[scope.kind](name);
  return scope.kind === 'view' ? scopes.goneView : scopes.unknownQueue;
}

function anyLabel(status: StatusChoice | null): string | null {
  return status === null ? null : choiceLabel(status);
}

/** A status as the page writes it, or a secondary status as the customer calls it. */
function choiceLabel(choice: StatusChoice): string {
  return choice.kind === 'status' ? statusTexts[choice.status] : choice.name;
}

/** `19 Nov, 14:05`. */
export function expiryTime(at: number): string {
  return `${clockDay(at)}, ${clockMinute(at)}`;
}

/** `pending, fires in 20 s`; a rule without a state is off. */
export function phaseWords(state: RuleState | null, names: RuleNames, now: number): string {
  const { phases } = texts;
  if (state === null) return phases.off;
  const { noData, phase, since, until, userIds } = state;
  switch (phase) {
    case 'normal':
      return phases.normal;
    case 'firing':
      return phases.firing(agentNames(userIds, names), onItsDay(clockMinute(since ?? now), since ?? now, now));
    case 'pending':
    case 'recovering':
      return phases[phase](until === null || until <= now ? null : countdown(until - now));
    case 'no-data':
      return phases[phase](noData === null ? '' : texts.noData[noData]);
  }
}

/** To the second under a minute and a half. */
function countdown(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1_000);
  return seconds < 90 ? plural(seconds, 'second') : aboutDuration(durationMs);
}

function agentNames(userIds: readonly string[], names: RuleNames): string {
  const known = userIds.flatMap((userId) => names.agent(userId) ?? []).slice(0, MAX_NAMES);
  return texts.names(known.join(', '), userIds.length - known.length);
}
