import { certainSince, limitOf, minutesText } from '../../shared/team/attention.ts';
import { countAgents, describeCounts, withoutUnread } from '../../shared/team/counts.ts';
import type { Agent, Rule, RuleCondition, StatusChoice } from '../../shared/model.ts';
import { alertTexts as texts } from '../../shared/texts/alerts/alerts.ts';
import { plural, wordDuration } from '../../shared/texts/plurals.ts';
import { fitBytes } from '../fit-bytes.ts';
import { choiceName } from '../rules/status-choice.ts';
import type { Decision, ScopedTeam, TeamReading, Wording } from '../types.ts';

const MINUTE_MS = 60_000;
/** Of a status, a view or a queue: what is said of it must fit in a notification too. */
const MAX_NAME_BYTES = 80;
const { facts } = texts;

type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { readonly kind: K }>;

/** `Away (Lunch)`: the status with the secondary status, where that is known. */
function statusName({ rawStatus, secondaryStatus }: Agent): string {
  const status = fitBytes(rawStatus, MAX_NAME_BYTES);
  return secondaryStatus === null ? status : `${status} (${fitBytes(secondaryStatus, MAX_NAME_BYTES)})`;
}

/** `AWAY`, or `Lunch`, as a fact names it. */
function choiceText(choice: StatusChoice): string {
  return fitBytes(choiceName(choice), MAX_NAME_BYTES);
}

/** A change of status, as every change is told, without `before` of somebody who was not in the team. `now` is by the server's clock, as times in status are. */
export function changeWording(before: Agent | undefined, after: Agent, now: number): Wording {
  return { fact: statusName(after), detail: before === undefined ? '' : bodyOf(before, now), scope: null };
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

/** The counts of a scope, whose name the fact has. */
function countsOf({ agents, unread }: Pick<TeamReading, 'agents' | 'unread'>, scope: ScopedTeam): string {
  const counts = countAgents([...agents.values()].filter(scope.isIn));
  const known = describeCounts(withoutUnread(counts, unread));
  return scope.name === null ? texts.nobodyAvailable.ofTeam(known) : texts.nobodyAvailable.ofScope(known);
}

export function belowWording(
  { fewerThan }: Of<'below'>,
  available: number,
  reading: TeamReading,
  scope: ScopedTeam,
): Wording {
  const fact = available === 0 ? texts.nobodyAvailable.title : facts.below(available, fewerThan);
  return { fact, detail: countsOf(reading, scope), scope: scope.name };
}

export function aboveWording(
  { status, moreThan }: Of<'above'>,
  inStatus: number,
  reading: TeamReading,
  scope: ScopedTeam,
): Wording {
  return {
    fact: facts.above(choiceText(status), inStatus, moreThan),
    detail: countsOf(reading, scope),
    scope: scope.name,
  };
}

/** `Lunch 31 min, limit 30 min`. */
export function tooLongWording(condition: Of<'too-long'>, agent: Agent, reading: TeamReading): Wording {
  const { secondaryStatus, rawStatus, since } = agent;
  const limit = condition.minutes ?? (limitOf(agent, reading.limits)?.limitMs ?? 0) / MINUTE_MS;
  const lasted = Math.floor((reading.at + reading.clockOffsetMs - (certainSince(since) ?? 0)) / MINUTE_MS);
  const name = fitBytes(secondaryStatus ?? rawStatus, MAX_NAME_BYTES);
  const duration = minutesText(Math.max(0, lasted));
  const lastedText = since.precision === 'at-least' ? facts.atLeast(duration) : duration;
  return { fact: facts.tooLong(name, lastedText, minutesText(limit)), detail: '', scope: null };
}

export function tooOftenWording({ status, moreThan, hours }: Of<'too-often'>, times: number): Wording {
  return { fact: facts.tooOften(choiceText(status), plural(times, 'time'), hours, moreThan), detail: '', scope: null };
}

export function staleWording({ health }: TeamReading): Wording {
  return { fact: texts.cannotRead, detail: health.message, scope: null };
}

export function massChangeWording(
  { withinSeconds }: Of<'mass-change'>,
  { offline, of }: { readonly offline: number; readonly of: number },
  reading: TeamReading,
  scope: ScopedTeam,
): Wording {
  const fact = facts.massChange(offline, of, plural(withinSeconds, 'second'));
  return { fact, detail: countsOf(reading, scope), scope: scope.name };
}

export function flappingWording({ withinMinutes }: Of<'flapping'>, changes: number): Wording {
  return { fact: facts.flapping(plural(changes, 'change'), withinMinutes), detail: '', scope: null };
}

/** `not in yet, usually by 9:05`. */
export function notInWording(minute: number): Wording {
  const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return { fact: facts.notIn(time), detail: '', scope: null };
}

/** What is said when it is over. */
export function recoveryWording({ condition }: Rule, scope: ScopedTeam | null): Wording {
  const isOfTeam = condition.kind === 'below' || condition.kind === 'above' || condition.kind === 'mass-change';
  return { fact: facts.recovered[condition.kind], detail: '', scope: isOfTeam ? (scope?.name ?? null) : null };
}

/** The fact with the name of the view or queue it is about: `Billing: nobody is available`. */
export function scopedFact({ fact, scope }: Pick<Wording, 'fact' | 'scope'>): string {
  return scope === null
    ? fact
    : `${fitBytes(scope, MAX_NAME_BYTES)}: ${fact.slice(0, 1).toLowerCase()}${fact.slice(1)}`;
}

/** Of a summary. */
const MAX_NAMED = 2;

/** Several decisions in a sentence: the team's first, then how many agents each rule is about. */
export function summaryWording(decisions: readonly Decision[]): Wording {
  const ofTeam = Map.groupBy(
    decisions.filter(({ userId }) => userId === null),
    ({ fact }) => fact,
  );
  const ofAgents = Map.groupBy(
    decisions.filter(({ userId }) => userId !== null),
    ({ rule, event }) => (event === 'recovered' ? facts.recovered : facts.several)[rule.condition.kind],
  );
  const parts = [
    ...[...ofTeam.values()].flatMap(teamParts),
    ...[...ofAgents].map(([fact, group]) => {
      const agents = plural(new Set(group.map(({ userId }) => userId)).size, 'agent');
      return typeof fact === 'string' ? facts.severalOver(agents, fact) : fact(agents);
    }),
  ];
  const [first = '', ...rest] = parts;
  return { fact: first, detail: rest.length === 0 ? '' : `${rest.join('. ')}.`, scope: null };
}

/** One fact about the team, and about views and queues. */
function teamParts(decisions: readonly Decision[]): readonly string[] {
  const names = [...new Set(decisions.map(({ scope }) => scope))].filter((name) => name !== null);
  const [{ fact }] = decisions as readonly [Decision];
  const team = decisions.some(({ scope }) => scope === null) ? [fact] : [];
  if (names.length < 2) return [...team, ...names.map((scope) => scopedFact({ fact, scope }))];
  const kinds = new Set(decisions.flatMap(({ rule: { scope }, scope: name }) => (name === null ? [] : [scope.kind])));
  const noun = kinds.size > 1 ? 'team' : kinds.has('queue') ? 'queue' : 'view';
  const more = names.length - MAX_NAMED;
  const named = names.slice(0, MAX_NAMED).join(', ');
  return [...team, facts.inScopes(fact, plural(names.length, noun), more > 0 ? facts.andMore(named, more) : named)];
}
