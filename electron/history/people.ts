import type { AvailabilityRow } from '../kore/types.ts';
import type { HistoryPerson, HistoryWho } from '../shared/model.ts';
import { nameAdditions } from '../shared/names/names.ts';
import type { Result } from '../shared/result.ts';

/** Somebody of the team, as far as they are known. The e-mail is in memory only. */
export interface TeamPerson {
  readonly userId: string;
  /** What filters take for them (`a-...`); null where nobody knows. */
  readonly agentId: string | null;
  readonly name: string;
  readonly customId: string | null;
  readonly email: string | null;
}

/** The test whether somebody is meant; null where everybody is. */
export type PersonTest = ((person: TeamPerson) => boolean) | null;

/** What a history needs to know of the team, which it does not read itself. */
export interface HistoryTeam {
  /** Everybody of the last answer of availability; nobody where there was none. */
  people(): readonly TeamPerson[];
  /** Fails where a view is gone, or the members of its queues are not known. */
  testOf(who: HistoryWho): Result<PersonTest>;
}

/** The people of an availability answer, each once, with what any of their rows has. */
export function peopleOf(rows: readonly AvailabilityRow[]): readonly TeamPerson[] {
  const people = new Map<string, TeamPerson>();
  for (const { userId, name, agentId, customId = null, email } of rows) {
    const known = people.get(userId);
    people.set(userId, {
      userId,
      name: known?.name ?? name,
      agentId: known?.agentId ?? agentId,
      customId: known?.customId ?? customId,
      email: known?.email ?? email,
    });
  }
  return [...people.values()];
}

/** One list of several, of which the first that has a name knows best what somebody is called. */
export function mergePeople(...lists: readonly (readonly TeamPerson[])[]): readonly TeamPerson[] {
  const people = new Map<string, TeamPerson>();
  for (const person of lists.flat()) {
    const known = people.get(person.userId);
    people.set(person.userId, known === undefined ? person : merged(known, person));
  }
  return [...people.values()];
}

/** The very same person where nothing is new: teams are merged with each page that is read. */
function merged(known: TeamPerson, other: TeamPerson): TeamPerson {
  const name = isNamed(known) ? known.name : other.name;
  const agentId = known.agentId ?? other.agentId;
  const customId = known.customId ?? other.customId;
  const email = known.email ?? other.email;
  const isSame =
    name === known.name && agentId === known.agentId && customId === known.customId && email === known.email;
  return isSame ? known : { ...known, name, agentId, customId, email };
}

/** Kore.ai's agents without a name are called by their e-mail or their id. */
function isNamed({ name, email, userId }: TeamPerson): boolean {
  return name !== email && name !== userId;
}

const { compare } = new Intl.Collator('en');

/** The people of a request by name, with what tells namesakes apart. */
export function namedPeople(people: readonly TeamPerson[]): readonly HistoryPerson[] {
  const additions = nameAdditions(people);
  return people
    .map(({ userId, name }) => {
      const addition = additions.get(userId);
      return { userId, name, ...(addition !== undefined && { addition }) };
    })
    .sort((a, b) => compare(a.name, b.name) || compare(a.addition ?? '', b.addition ?? ''));
}

/** The ids and e-mails of a filter that stand for nobody of these people. */
export function notFoundIn(who: HistoryWho, people: readonly TeamPerson[]): readonly string[] {
  if (who.kind !== 'filter') return [];
  const known = new Set(people.flatMap(keysOf));
  return who.filter.agentIds.filter((id) => !known.has(id.toLowerCase()));
}

/** What somebody may be called by in a filter. */
export function keysOf({ userId, agentId, email }: TeamPerson): readonly string[] {
  return [userId, agentId, email].flatMap((key) => (key === null ? [] : key.toLowerCase()));
}

/** Whether a text of a filter can only be an e-mail: ids have no `@`. */
export function isEmail(id: string): boolean {
  return id.includes('@');
}
