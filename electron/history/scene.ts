import { setImmediate } from 'node:timers/promises';
import type { FeedViews } from '../relay/wire/team-feed.ts';
import type {
  ApiTimes,
  ApiTimesVerdict,
  ConnectionMemory,
  HistoryAgent,
  HistoryPerson,
  HistoryRequest,
} from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { addDays } from '../time/days.ts';
import { nameAdditions, nameKey } from '../shared/names/names.ts';
import { verdictOn } from './zone/api-times.ts';
import { agentsOfDay, loadDay, type OffsetRow, type RowsOfDay } from './cache/cached-days.ts';
import { dayState, dayStates, type CacheOf, type DayState } from './cache/day-states.ts';
import type { SavedAgent } from './cache/history-repository.ts';
import type { KnownTeam } from './known-team.ts';
import { isEmail, keysOf, mergePeople, namedPeople, notFoundIn, type TeamPerson } from './people.ts';
import { checkRequest, type CheckedRequest } from './request.ts';

/** A connection whose history is asked for, whether it can be called or not. */
export interface HistorySource extends CacheOf {
  readonly isDemo: boolean;
  /** Of a desk, whose days come from a publisher: which ones that has, as far as it has said; null of any other. */
  readonly publisher: Partial<Pick<FeedViews, 'timeZone' | 'daysFrom' | 'views'>> | null;
  /** The team's IANA zone. */
  readonly timeZone: string;
  readonly apiTimes: ApiTimes;
  /** What was learned of its server. */
  readonly memory: ConnectionMemory;
}

/** A request with everything it is answered from. */
export interface Scene {
  readonly source: HistorySource;
  readonly request: CheckedRequest;
  /** By the server's clock. */
  readonly now: number;
  readonly days: readonly DayState[];
  /** Everybody whom it is about. */
  readonly people: readonly TeamPerson[];
  readonly isEverybody: boolean;
  /** User ids of the team as it is now; none where nobody knows. */
  readonly present: ReadonlySet<string>;
  /** How many a list of everybody has, as far as anybody knows. */
  readonly teamSize: number;
  readonly notFound: readonly string[];
  readonly apiTimes: ApiTimesVerdict;
}

/** Puts together what answers a request; no call is made. */
export async function createScene(
  wanted: HistoryRequest,
  source: HistorySource,
  team: Pick<KnownTeam, 'people' | 'testOf' | 'emailOf'>,
  now: number,
): Promise<Result<Scene>> {
  const checked = checkRequest(wanted, source, now);
  if (!checked.ok) return checked;
  const request = checked.value;
  const test = team.testOf(request.who);
  if (!test.ok) return test;
  const days = await dayStates(source, request.dates, request.timeZone, now);
  const present = team.people();
  const known = knownPeople(source, team);
  const isWanted = test.value;
  const people = known.filter(isRelevant(present, days, request)).filter((person) => isWanted?.(person) ?? true);
  return ok({
    source,
    request,
    now,
    days,
    people,
    isEverybody: isWanted === null,
    present: new Set(present.map(({ userId }) => userId)),
    teamSize: present.length > 0 ? present.length : known.length,
    notFound: notFoundIn(request.who, known),
    apiTimes: verdictOn(request.apiTimes, source.memory, isZoneOpen(days)),
  });
}

/** The team and everybody of whom anything is saved. */
function knownPeople({ repository, key }: CacheOf, team: Pick<KnownTeam, 'people' | 'emailOf'>): readonly TeamPerson[] {
  return mergePeople(team.people(), repository.agents(key).map(savedPerson(team)));
}

function savedPerson({ emailOf }: Pick<KnownTeam, 'emailOf'>): (agent: SavedAgent) => TeamPerson {
  return (agent) => ({ ...agent, agentId: null, email: emailOf(agent.userId) });
}

/**
 * Saves what tells namesakes apart while their e-mails are known, so that they are called the same without them: of everybody,
 * or of who has a name that was just read.
 */
export function saveAdditions(
  cache: CacheOf,
  team: Pick<KnownTeam, 'people' | 'emailOf'>,
  read: readonly string[] | null,
): void {
  const { repository, key } = cache;
  const names = read && new Set(read.map(nameKey));
  const isMeant = ({ name }: Pick<TeamPerson, 'name'>): boolean => names?.has(nameKey(name)) ?? true;
  const saved = repository.agents(key).filter(isMeant);
  const additions = nameAdditions(mergePeople(team.people().filter(isMeant), saved.map(savedPerson(team))));
  const lacking = saved.flatMap(({ userId, customId }) => {
    const addition = customId ?? additions.get(userId) ?? userId;
    return customId === addition || addition === userId ? [] : { userId, name: null, customId: addition };
  });
  if (lacking.length > 0) repository.write(() => lacking.forEach((agent) => repository.putAgent(key, agent)));
}

/** Whoever has left the team counts only for days on which they were read, or where a request names them. */
function isRelevant(
  present: readonly TeamPerson[],
  days: readonly DayState[],
  { who }: CheckedRequest,
): (person: TeamPerson) => boolean {
  if (present.length === 0) return () => true;
  const ids = new Set(present.map(({ userId }) => userId));
  const hasRow = new Set(days.flatMap(({ parts }) => parts.flatMap(({ readAt }) => [...readAt.keys()])));
  const named = new Set(who.kind === 'filter' ? who.filter.agentIds.map((id) => id.toLowerCase()) : []);
  return (person) =>
    ids.has(person.userId) || hasRow.has(person.userId) || keysOf(person).some((key) => named.has(key));
}

/** Whether the zone of the times makes a difference to these days, as `resolveApiTimes` says of answers. */
function isZoneOpen(days: readonly DayState[]): boolean {
  const parts = days.flatMap((day) => day.parts);
  const kinds = parts.reduce((all, { saved }) => all | (saved?.kinds ?? 0), 0);
  return parts.some(({ part }) => part.timeZoneOffset !== 0) && (kinds === 0 || (kinds & 1) === 1);
}

/** E-mails of a request that stand for nobody so far. */
export function unknownEmails({ notFound }: Pick<Scene, 'notFound'>): readonly string[] {
  return notFound.filter(isEmail);
}

/** An agent of a request with their e-mail, which is empty where it is not in memory. */
export type ScenePerson = HistoryPerson & Pick<HistoryAgent, 'email'>;

/** The people of a request by name. */
export function scenePeople({ people }: Pick<Scene, 'people'>): readonly ScenePerson[] {
  const emails = new Map(people.map(({ userId, email }) => [userId, email]));
  return namedPeople(people).map((person) => ({ ...person, email: emails.get(person.userId) ?? '' }));
}

/** The day before another one. A server that lists records by when they begin has some of the next day there. */
export function dayBefore({ source, request, now, days }: Scene, { date }: DayState): DayState {
  const before = addDays(date, -1);
  return days.find((day) => day.date === before) ?? dayState(source, before, request.timeZone, now);
}

/** Goes through the days of a scene with the agents who were read; a month is never in memory as a whole. */
export async function* readAgents(
  scene: Scene,
  people: readonly ScenePerson[],
): AsyncGenerator<{ readonly day: DayState; readonly agents: readonly HistoryAgent[] }> {
  const { source, apiTimes, now } = scene;
  const isByStart = source.memory.recordsListedBy !== 'overlap';
  let last: { readonly date: string; readonly rows: RowsOfDay } | null = null;
  for (const day of scene.days) {
    const before = isByStart ? await loadBefore(scene, day, last) : null;
    const rows = await loadDay(source, day);
    const rowsOf = (userId: string): readonly OffsetRow[] => [
      ...(before?.get(userId) ?? []),
      ...(rows.get(userId) ?? []),
    ];
    yield { day, agents: await agentsOfDay(day, people, rowsOf, { zone: apiTimes.zone, now }) };
    last = { date: day.date, rows };
    await setImmediate();
  }
}

async function loadBefore(
  scene: Scene,
  day: DayState,
  last: { readonly date: string; readonly rows: RowsOfDay } | null,
): Promise<RowsOfDay> {
  const before = dayBefore(scene, day);
  return before.date === last?.date ? last.rows : loadDay(scene.source, before);
}
