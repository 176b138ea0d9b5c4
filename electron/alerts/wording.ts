import { certainSince, limitOf, minutesText } from '../shared/attention.ts';
import { countAgents, describeCounts, withoutUnread } from '../shared/counts.ts';
import type { Agent, Rule, RuleCondition } from '../shared/model.ts';
import { alertTexts as texts } from '../shared/texts/alerts.ts';
import { plural, wordDuration } from '../shared/texts/plurals.ts';
import { choiceName } from './status-choice.ts';
import type { Decision, ScopedTeam, TeamReading, Wording } from './types.ts';

const MINUTE_MS = 60_000;
const { facts } = texts;

type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { readonly kind: K }>;

/** `Away (Lunch)`: the status with the secondary status, where that is known. */
function statusName({ rawStatus, secondaryStatus }: Agent): string {
  return secondaryStatus === null ? rawStatus : `${rawStatus} (${secondaryStatus})`;
}

/** A change of status, as every change is told. `now` is by the server's clock, as times in status are. */
export function changeWording(before: Agent, after: Agent, now: number): Wording {
  return { fact: statusName(after), detail: bodyOf(before, now) };
}

function bodyOf(before: Agent, now: number): string {
  const status = statusName(before);
  const { at, precision } = before.since;
  if (at === null) return texts.change.was(status);
  const duration = wordDuration(now - at);
  if (precision === 'assumed') return texts.change.wasForInAssumedZone(status, duration);
  return precision === 'at-least'
    ? texts.change.wasForAtLeast(status, duration)
    : texts.change.wasFor(status, duration);
}

/** The counts of a scope, with its name. */
function countsOf({ agents, unread }: Pick<TeamReading, 'agents' | 'unread'>, scope: ScopedTeam): string {
  const counts = countAgents([...agents.values()].filter(scope.isIn));
  const known = describeCounts(withoutUnread(counts, unread));
  return scope.name === null ? texts.nobodyAvailable.ofTeam(known) : texts.nobodyAvailable.ofView(scope.name, known);
}

export function belowWording(
  { fewerThan }: Of<'below'>,
  available: number,
  reading: TeamReading,
  scope: ScopedTeam,
): Wording {
  const fact = available === 0 ? texts.nobodyAvailable.title : facts.below(available, fewerThan);
  return { fact, detail: countsOf(reading, scope) };
}

export function aboveWording(
  { status, moreThan }: Of<'above'>,
  inStatus: number,
  reading: TeamReading,
  scope: ScopedTeam,
): Wording {
  return { fact: facts.above(choiceName(status), inStatus, moreThan), detail: countsOf(reading, scope) };
}

/** `Lunch 31 min, limit 30 min`. */
export function tooLongWording(condition: Of<'too-long'>, agent: Agent, reading: TeamReading): Wording {
  const { secondaryStatus, rawStatus, since } = agent;
  const limit = condition.minutes ?? (limitOf(agent, reading.limits)?.limitMs ?? 0) / MINUTE_MS;
  const lasted = Math.floor((reading.at + reading.clockOffsetMs - (certainSince(since) ?? 0)) / MINUTE_MS);
  const name = secondaryStatus ?? rawStatus;
  const duration = minutesText(Math.max(0, lasted));
  const lastedText = since.precision === 'at-least' ? facts.atLeast(duration) : duration;
  return { fact: facts.tooLong(name, lastedText, minutesText(limit)), detail: '' };
}

export function tooOftenWording({ status, moreThan, hours }: Of<'too-often'>, times: number): Wording {
  return { fact: facts.tooOften(choiceName(status), plural(times, 'time'), hours, moreThan), detail: '' };
}

export function staleWording({ health }: TeamReading): Wording {
  return { fact: texts.cannotRead, detail: health.message };
}

export function massChangeWording(
  { withinSeconds }: Of<'mass-change'>,
  { offline, of }: { readonly offline: number; readonly of: number },
  reading: TeamReading,
  scope: ScopedTeam,
): Wording {
  const fact = facts.massChange(offline, of, plural(withinSeconds, 'second'));
  return { fact, detail: countsOf(reading, scope) };
}

export function flappingWording({ withinMinutes }: Of<'flapping'>, changes: number): Wording {
  return { fact: facts.flapping(plural(changes, 'change'), withinMinutes), detail: '' };
}

/** `not in yet, usually by 9:05`. */
export function notInWording(minute: number): Wording {
  const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return { fact: facts.notIn(time), detail: '' };
}

/** What is said when it is over. */
export function recoveryWording({ condition }: Rule): Wording {
  return { fact: facts.recovered[condition.kind], detail: '' };
}

/** Several decisions in a sentence: the team's first, then how many agents each rule is about. */
export function summaryWording(decisions: readonly Decision[]): Wording {
  const parts: string[] = decisions.filter(({ userId }) => userId === null).map(({ fact }) => fact);
  const kinds = new Set(decisions.filter(({ userId }) => userId !== null).map(({ rule }) => rule.condition.kind));
  for (const kind of kinds) {
    const agents = new Set(decisions.filter((each) => each.rule.condition.kind === kind).map(({ userId }) => userId));
    agents.delete(null);
    parts.push(facts.several[kind](plural(agents.size, 'agent')));
  }
  const [first = '', ...rest] = parts;
  return { fact: first, detail: rest.length === 0 ? '' : `${rest.join('. ')}.` };
}
