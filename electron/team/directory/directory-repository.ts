import type { MemberOf, QueueName } from '../../kore/types.ts';
import type { NamedId } from '../../shared/model.ts';
import type { Database } from '../../storage/types.ts';
import { EMPTY_STATE, type DirectoryState, type MemberList } from './directory-state.ts';

/** Whose queues and skills: another account is another directory. */
export interface DirectoryKey {
  readonly connectionId: string;
  /** Stands for host, account and bot without naming them. */
  readonly account: string;
}

/** The saved directories of one database; where that fails, nothing is saved and nothing known (see `Database`). */
export interface DirectoryRepository {
  /** The directory as it was saved; null when there is none, or when its time lies ahead. */
  load(key: DirectoryKey, now: number): DirectoryState | null;
  /** Saves where `next` differs from what was saved before. False when the database fails. */
  save(key: DirectoryKey, before: DirectoryState, next: DirectoryState, now: number): boolean;
  /** Forgets every directory of a connection. */
  forget(connectionId: string): void;
  /** Ids of the connections that have saved directories. */
  connectionIds(): readonly string[];
}

type Kind = MemberOf['kind'];
interface NameRow extends NamedId {
  readonly kind: Kind;
}
interface SkillRow extends NamedId {
  readonly queue_id: string;
}
interface ListRow {
  readonly kind: Kind;
  readonly id: string;
  readonly as_of: number;
}
interface MemberRow {
  readonly kind: Kind;
  readonly id: string;
  readonly user_id: string;
  readonly seen_at: number | null;
}
interface FactsRow {
  readonly id: number;
  readonly as_of: number;
  readonly queues_as_of: number | null;
  readonly skills_as_of: number | null;
  readonly is_cut: number;
}

const KINDS: readonly Kind[] = ['queue', 'skill'];

/** Opens the tables of `directory-tables.ts` in a database. */
export function openDirectoryRepository(database: Database): DirectoryRepository {
  const statements = prepareAll(database);

  function read(of: number, facts: FactsRow): DirectoryState {
    const names = statements.names.all(of);
    const skills = Map.groupBy(statements.queueSkills.all(of), ({ queue_id }) => queue_id);
    const members = Map.groupBy(statements.members.all(of), listKey);
    const lists = statements.lists.all(of);
    const ofKind = (kind: Kind): Map<string, NamedId> =>
      new Map(names.filter((row) => row.kind === kind).map(({ id, name }) => [id, { id, name }]));
    const listsOf = (kind: Kind): Map<string, MemberList> =>
      new Map(
        lists
          .filter((row) => row.kind === kind)
          .map((row) => [row.id, memberList(row, members.get(listKey(row)) ?? [])]),
      );
    const queues = [...ofKind('queue').values()].map((queue): [string, QueueName] => [
      queue.id,
      { ...queue, skills: (skills.get(queue.id) ?? []).map(({ id, name }) => ({ id, name })) },
    ]);
    return {
      queues: new Map(queues),
      skills: ofKind('skill'),
      queuesAsOf: facts.queues_as_of,
      skillsAsOf: facts.skills_as_of,
      isCut: facts.is_cut === 1,
      members: { queue: listsOf('queue'), skill: listsOf('skill') },
    };
  }

  function saveNames(of: number, before: DirectoryState, next: DirectoryState): void {
    for (const [kind, was, is] of [
      ['queue', before.queues, next.queues],
      ['skill', before.skills, next.skills],
    ] as const) {
      for (const id of was.keys()) if (!is.has(id)) statements.removeName.run(of, kind, id);
      for (const row of is.values()) if (was.get(row.id)?.name !== row.name) putName(of, kind, row);
    }
    for (const [id, { skills }] of next.queues) {
      if (JSON.stringify(before.queues.get(id)?.skills) !== JSON.stringify(skills)) saveQueueSkills(of, id, skills);
    }
    for (const id of before.queues.keys()) if (!next.queues.has(id)) statements.removeQueueSkills.run(of, id);
  }

  function putName(of: number, kind: Kind, { id, name }: NamedId): void {
    statements.putName.run(of, kind, id, name);
  }

  function saveQueueSkills(of: number, queueId: string, skills: readonly NamedId[]): void {
    statements.removeQueueSkills.run(of, queueId);
    for (const { id, name } of skills) statements.putQueueSkill.run(of, queueId, id, name);
  }

  function saveMembers(of: number, before: DirectoryState, next: DirectoryState): void {
    for (const kind of KINDS) {
      const [was, is] = [before.members[kind], next.members[kind]];
      for (const id of was.keys()) if (!is.has(id)) removeList(of, kind, id);
      for (const [id, list] of is) if (was.get(id) !== list) saveList(of, { kind, id }, was.get(id), list);
    }
  }

  function removeList(of: number, kind: Kind, id: string): void {
    statements.removeList.run(of, kind, id);
    statements.removeMembers.run(of, kind, id);
  }

  function saveList(of: number, { kind, id }: MemberOf, before: MemberList | undefined, next: MemberList): void {
    statements.putList.run(of, kind, id, next.asOf);
    const rows = rowsOf(next);
    const rowsBefore = before === undefined ? new Map<string, number | null>() : rowsOf(before);
    if (before === undefined) statements.removeMembers.run(of, kind, id);
    for (const userId of rowsBefore.keys()) if (!rows.has(userId)) statements.removeMember.run(of, kind, id, userId);
    for (const [userId, seenAt] of rows) {
      if (rowsBefore.get(userId) !== seenAt) statements.putMember.run(of, kind, id, userId, seenAt);
    }
  }

  return {
    load: ({ connectionId, account }, now) =>
      database.read(() => {
        const facts = statements.facts.get(connectionId, account);
        return facts === undefined || facts.as_of > now ? null : read(facts.id, facts);
      }, null),
    save: ({ connectionId, account }, before, next, now) =>
      database.write(() => {
        const isThere = statements.facts.get(connectionId, account) !== undefined;
        statements.putFacts.run(connectionId, account, now, next.queuesAsOf, next.skillsAsOf, Number(next.isCut));
        const of = statements.facts.get(connectionId, account)?.id;
        if (of === undefined) return;
        // Another process, or a purge, may have deleted what was saved before.
        const saved = isThere ? before : EMPTY_STATE;
        saveNames(of, saved, next);
        saveMembers(of, saved, next);
      }),
    forget: (connectionId) => void database.write(() => statements.forget.run(connectionId)),
    connectionIds: () =>
      database.read(() => statements.connections.all().map(({ connection_id }) => connection_id), []),
  };
}

/** Who is in a list, with null, and who was, with when they last were. */
function rowsOf({ userIds, gone }: MemberList): ReadonlyMap<string, number | null> {
  return new Map([...gone, ...[...userIds].map((userId): [string, null] => [userId, null])]);
}

function memberList({ as_of: asOf }: ListRow, rows: readonly MemberRow[]): MemberList {
  const gone = rows.flatMap(({ user_id, seen_at }): [string, number][] =>
    seen_at === null ? [] : [[user_id, seen_at]],
  );
  const present = rows.filter(({ seen_at }) => seen_at === null).map(({ user_id }) => user_id);
  return { asOf, userIds: new Set(present), gone: new Map(gone) };
}

function listKey({ kind, id }: Pick<ListRow, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

function prepareAll(database: Database) {
  return {
    facts: database.prepare<FactsRow>(
      'SELECT id, as_of, queues_as_of, skills_as_of, is_cut FROM directory WHERE connection_id = ? AND account = ?',
    ),
    putFacts: database.prepare(
      `INSERT INTO directory (connection_id, account, as_of, queues_as_of, skills_as_of, is_cut)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET as_of = excluded.as_of, queues_as_of = excluded.queues_as_of,
         skills_as_of = excluded.skills_as_of, is_cut = excluded.is_cut`,
    ),
    names: database.prepare<NameRow>('SELECT kind, id, name FROM directory_name WHERE directory_id = ?'),
    putName: database.prepare('INSERT OR REPLACE INTO directory_name VALUES (?, ?, ?, ?)'),
    removeName: database.prepare('DELETE FROM directory_name WHERE directory_id = ? AND kind = ? AND id = ?'),
    queueSkills: database.prepare<SkillRow>(
      'SELECT queue_id, id, name FROM directory_queue_skill WHERE directory_id = ?',
    ),
    putQueueSkill: database.prepare('INSERT OR REPLACE INTO directory_queue_skill VALUES (?, ?, ?, ?)'),
    removeQueueSkills: database.prepare('DELETE FROM directory_queue_skill WHERE directory_id = ? AND queue_id = ?'),
    lists: database.prepare<ListRow>('SELECT kind, id, as_of FROM directory_list WHERE directory_id = ?'),
    putList: database.prepare('INSERT OR REPLACE INTO directory_list VALUES (?, ?, ?, ?)'),
    removeList: database.prepare('DELETE FROM directory_list WHERE directory_id = ? AND kind = ? AND id = ?'),
    members: database.prepare<MemberRow>(
      'SELECT kind, id, user_id, seen_at FROM directory_member WHERE directory_id = ?',
    ),
    putMember: database.prepare('INSERT OR REPLACE INTO directory_member VALUES (?, ?, ?, ?, ?)'),
    removeMember: database.prepare(
      'DELETE FROM directory_member WHERE directory_id = ? AND kind = ? AND id = ? AND user_id = ?',
    ),
    removeMembers: database.prepare('DELETE FROM directory_member WHERE directory_id = ? AND kind = ? AND id = ?'),
    forget: database.prepare('DELETE FROM directory WHERE connection_id = ?'),
    connections: database.prepare<{ readonly connection_id: string }>('SELECT DISTINCT connection_id FROM directory'),
  };
}
