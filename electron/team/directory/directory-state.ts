import type { MemberOf, NamesAnswer, QueueName, SkillName } from '../../kore/types.ts';
import type { PublishedQueue } from '../../relay/wire/types.ts';
import type { Directory, DirectoryQueue, DirectorySkill, Membership, NamedId } from '../../shared/model.ts';

/** Who serves a queue or has a skill. */
export interface MemberList {
  readonly asOf: number;
  readonly userIds: ReadonlySet<string>;
  /** Those who did before, and when they were last seen to. */
  readonly gone: ReadonlyMap<string, number>;
}

/** All that was read of an account's queues and skills. */
export interface DirectoryState {
  readonly queues: ReadonlyMap<string, QueueName>;
  /** As the list of skills names them; queues may name others. */
  readonly skills: ReadonlyMap<string, NamedId>;
  /** When each list of names was read; null when it never was. */
  readonly queuesAsOf: number | null;
  readonly skillsAsOf: number | null;
  /** Whether the last lists repeated their pages, so that names may be missing. */
  readonly isCut: boolean;
  readonly members: Readonly<Record<MemberOf['kind'], ReadonlyMap<string, MemberList>>>;
}

export const EMPTY_STATE: DirectoryState = {
  queues: new Map(),
  skills: new Map(),
  queuesAsOf: null,
  skillsAsOf: null,
  isCut: false,
  members: { queue: new Map(), skill: new Map() },
};

/** An instant by the publisher's clock moves a little each time the clocks are compared. */
const SAME_INSTANT_MS = 2_000;
/** Nobody is told of who left longer ago: two days cover the present one in any zone. */
const GONE_REMEMBERED_MS = 48 * 3_600_000;

/** The queues after a read. One that a complete list no longer names is gone, and so are its members. */
export function withQueues(
  state: DirectoryState,
  { rows, isComplete }: NamesAnswer<QueueName>,
  now: number,
): DirectoryState {
  const queues = new Map(isComplete ? [] : state.queues);
  for (const row of rows) queues.set(row.id, row);
  const isGone = (id: string): boolean => state.queues.has(id) && !queues.has(id);
  const queue = new Map([...state.members.queue].filter(([id]) => !isGone(id)));
  return { ...state, queues, queuesAsOf: now, isCut: !isComplete, members: { ...state.members, queue } };
}

/** The skills after a read of their list, with the members it names. */
export function withSkills(
  state: DirectoryState,
  { rows, isComplete }: NamesAnswer<SkillName>,
  now: number,
): DirectoryState {
  const skills = new Map(isComplete ? [] : state.skills);
  for (const { id, name } of rows) skills.set(id, { id, name });
  const named = { ...state, skills, skillsAsOf: now, isCut: state.isCut || !isComplete };
  return rows.reduce<DirectoryState>(
    (next, { id, agents }) => (agents === null ? next : withMembers(next, { kind: 'skill', id }, agents, now)),
    named,
  );
}

/** The members of one queue or skill after a read. */
export function withMembers(
  state: DirectoryState,
  { kind, id }: MemberOf,
  userIds: readonly string[],
  now: number,
): DirectoryState {
  const lists = new Map(state.members[kind]);
  lists.set(id, listAfter(lists.get(id), new Set(userIds), now));
  return { ...state, members: { ...state.members, [kind]: lists } };
}

/** The directory once a queue or skill was refused: who was in it is not known any more. */
export function withoutMembers(state: DirectoryState, { kind, id }: MemberOf): DirectoryState {
  const lists = new Map(state.members[kind]);
  lists.delete(id);
  return { ...state, members: { ...state.members, [kind]: lists } };
}

/** The directory of a desk: the queues that are published, and nothing else. The same one where they are as before. */
export function withPublished(state: DirectoryState, published: readonly PublishedQueue[]): DirectoryState {
  const isSame = published.length === state.queues.size && published.every((queue) => isKnownAs(state, queue));
  if (isSame) return state;
  const queues = new Map(published.map(({ id, name }) => [id, { id, name, skills: [] }]));
  const lists = published.map(({ id, members, left, asOf }): [string, MemberList] => [
    id,
    { asOf, userIds: new Set(members), gone: new Map(left.map((userId) => [userId, asOf])) },
  ]);
  const queuesAsOf = published.length === 0 ? null : Math.max(...published.map(({ asOf }) => asOf));
  return { ...EMPTY_STATE, queues, queuesAsOf, members: { queue: new Map(lists), skill: new Map() } };
}

type Views = ReadonlyMap<string, ReadonlySet<string>>;

/** Who is in each published view; the very same set, and the same map, where nobody came or went. */
export function withViews(before: Views, after: Views): Views {
  const next = new Map([...after].map(([id, userIds]) => [id, sameSet(before.get(id), userIds) ?? userIds] as const));
  const isSame = next.size === before.size && [...next].every(([id, userIds]) => before.get(id) === userIds);
  return isSame ? before : next;
}

function sameSet(before: ReadonlySet<string> | undefined, after: ReadonlySet<string>): ReadonlySet<string> | null {
  return before?.size === after.size && [...before].every((userId) => after.has(userId)) ? before : null;
}

function isKnownAs({ queues, members }: DirectoryState, { id, name, asOf, ...of }: PublishedQueue): boolean {
  const list = members.queue.get(id);
  return (
    queues.get(id)?.name === name &&
    list !== undefined &&
    Math.abs(list.asOf - asOf) < SAME_INSTANT_MS &&
    list.userIds.size === of.members.length &&
    of.members.every((userId) => list.userIds.has(userId)) &&
    list.gone.size === of.left.length &&
    of.left.every((userId) => list.gone.has(userId))
  );
}

function listAfter(before: MemberList | undefined, userIds: ReadonlySet<string>, now: number): MemberList {
  const gone = new Map(before?.gone);
  for (const userId of before?.userIds ?? []) gone.set(userId, before?.asOf ?? now);
  const recent = [...gone].filter(([userId, seenAt]) => !userIds.has(userId) && seenAt > now - GONE_REMEMBERED_MS);
  return { asOf: now, userIds, gone: new Map(recent) };
}

/** The names as pages see them, without problem and progress. */
export function namesOf(
  state: DirectoryState,
  isRefused: (of: MemberOf) => boolean = () => false,
): Pick<Directory, 'queues' | 'skills' | 'asOf' | 'isCut'> {
  const membership = (of: MemberOf): Pick<DirectoryQueue, 'members' | 'isRefused'> => ({
    members: membershipOf(state.members[of.kind].get(of.id)),
    ...(isRefused(of) && { isRefused: true }),
  });
  const queues = sortedQueues(state.queues).map(({ id, name, skills }): DirectoryQueue => ({
    ...{ id, name, skills },
    ...membership({ kind: 'queue', id }),
  }));
  const skills = sortedSkills(state.queues, state.skills).map(({ id, name }): DirectorySkill => ({
    ...{ id, name },
    ...membership({ kind: 'skill', id }),
  }));
  return { queues, skills, asOf: state.queuesAsOf, isCut: state.isCut };
}

function membershipOf(list: MemberList | undefined): Membership | null {
  return list === undefined ? null : { count: list.userIds.size, asOf: list.asOf };
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function sorted<T extends NamedId>(rows: Iterable<T>): readonly T[] {
  return [...rows].sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

// A directory of 1,000 queues is announced for each one whose members were read, and its names are those of before.
const queuesInOrder = new WeakMap<DirectoryState['queues'], readonly QueueName[]>();
const skillsInOrder = new WeakMap<
  DirectoryState['queues'],
  { of: DirectoryState['skills']; sorted: readonly NamedId[] }
>();

function sortedQueues(queues: DirectoryState['queues']): readonly QueueName[] {
  const known = queuesInOrder.get(queues) ?? sorted(queues.values());
  queuesInOrder.set(queues, known);
  return known;
}

/** The list's own name of a skill goes before that of a queue. */
function sortedSkills(queues: DirectoryState['queues'], skills: DirectoryState['skills']): readonly NamedId[] {
  const known = skillsInOrder.get(queues);
  if (known?.of === skills) return known.sorted;
  const ofQueues = [...queues.values()].flatMap((queue) => queue.skills.map((skill) => [skill.id, skill] as const));
  const inOrder = sorted(new Map([...ofQueues, ...skills]).values());
  skillsInOrder.set(queues, { of: skills, sorted: inOrder });
  return inOrder;
}
