import type { NamedId } from '../../shared/model.ts';
import type { QueueName, SkillName } from '../types.ts';
import { isRecord } from './json.ts';
import { cleanId, cleanText, readFlag } from './values.ts';

/** One page of a list. */
export interface NamesPage<T> {
  readonly rows: readonly T[];
  /** What tells the rows of a page from those of another: of a list that has several rows of one id more than that. */
  readonly keys: readonly string[];
  /** Rows as sent. */
  readonly rawCount: number;
  readonly hasMore: boolean;
  /** One row of two with the same id. */
  readonly join: (before: T | undefined, row: T) => T;
}

/** The document's maximum is 1,000; a page beyond this is not this API. */
const MAX_PAGE_ROWS = 10_000;
const MAX_NAME = 128;

type Fields = Readonly<Record<string, unknown>>;

/** Document: Queue Performance; a queue has a row per channel and direction. */
export function decodeQueuePerformance(body: unknown): NamesPage<QueueName> | null {
  return readPage(body, 'finalResult', readPerformanceRow, joinQueues, (row) =>
    JSON.stringify([row['queueId'], row['channel'], row['direction']]),
  );
}

function readPerformanceRow(row: Fields): QueueName | null {
  const named = namedId(row['queueId'], row['queueName']);
  if (named === null) return null;
  const skills = recordsOf(row['skillsInQueue']).flatMap(
    (skill) => namedId(skill['skillId'], skill['skillName']) ?? [],
  );
  return { ...named, skills };
}

/** Document: Get a List of Queues. */
export function decodeQueueList(body: unknown): NamesPage<QueueName> | null {
  return readPage(body, 'results', readQueue, joinQueues);
}

function readQueue(row: Fields): QueueName | null {
  const named = namedId(row['id'], row['name']);
  if (named === null || readFlag(row['isActive']) === false) return null;
  return { ...named, skills: recordsOf(row['skills']).flatMap((skill) => namedId(skill['id'], skill['name']) ?? []) };
}

/** Document: Get All Skill Groups. */
export function decodeSkillGroups(body: unknown): NamesPage<NamedId> | null {
  return readPage(body, 'results', (row) => namedId(row['id'], row['name']), latest);
}

/** Document: Get All Skills from a Skill Group; its `agents` are a number there and a list in other versions. */
export function decodeSkills(body: unknown): NamesPage<SkillName> | null {
  return readPage(body, 'results', readSkill, latest);
}

function readSkill(row: Fields): SkillName | null {
  const named = namedId(row['id'], row['name']);
  return named && { ...named, agents: Array.isArray(row['agents']) ? userIds(row['agents']) : null };
}

/** Document: Get a List of Agents or Queues; null where it is no list. */
export function decodeQueueAgents(body: unknown): readonly string[] | null {
  const rows = isRecord(body) ? body['results'] : body;
  return Array.isArray(rows) && rows.length <= MAX_PAGE_ROWS ? userIds(rows) : null;
}

/** A row that has no user id is known by its agent id, as in availability. */
function userIds(rows: readonly unknown[]): readonly string[] {
  const ids = rows.map((row) => {
    if (!isRecord(row)) return cleanId(row);
    return cleanId(row['userId']) ?? cleanId(row['aId']) ?? cleanId(row['_id']) ?? cleanId(row['id']);
  });
  return [...new Set(ids.filter((id) => id !== null))];
}

function readPage<T extends { readonly id: string }>(
  body: unknown,
  field: string,
  read: (row: Fields) => T | null,
  join: NamesPage<T>['join'],
  keyOf: (row: Fields) => string = (row) => JSON.stringify(row['id']),
): NamesPage<T> | null {
  const list = isRecord(body) ? body[field] : null;
  if (!isRecord(body) || !Array.isArray(list) || list.length > MAX_PAGE_ROWS) return null;
  const records = recordsOf(list);
  return {
    rows: records.flatMap((row) => read(row) ?? []),
    keys: records.map(keyOf),
    rawCount: list.length,
    hasMore: readFlag(body['hasMore']) === true,
    join,
  };
}

function recordsOf(list: unknown): readonly Fields[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function namedId(rawId: unknown, rawName: unknown): NamedId | null {
  const id = cleanId(rawId);
  return id === null ? null : { id, name: cleanText(rawName, MAX_NAME) || id };
}

/** The skills of all rows of a queue, each once; an email row may have none. */
function joinQueues(before: QueueName | undefined, row: QueueName): QueueName {
  if (before === undefined) return { ...row, skills: distinct(row.skills) };
  return { ...row, skills: distinct([...before.skills, ...row.skills]) };
}

function distinct(skills: readonly NamedId[]): readonly NamedId[] {
  return [...new Map(skills.map((skill) => [skill.id, skill])).values()];
}

function latest<T>(_before: T | undefined, row: T): T {
  return row;
}
