import { fail, ok, type ErrorCode, type Result } from '../shared/result.ts';
import {
  decodeQueueAgents,
  decodeQueueList,
  decodeQueuePerformance,
  decodeSkillGroups,
  decodeSkills,
  type NamesPage,
} from './decode/names.ts';
import type { KoreApi, SendRequest } from './request.ts';
import type { CallOptions, KoreClient, KoreNames, MemberOf, NamesAnswer, QueueName, SkillName } from './types.ts';

/** The maximum of the document; a row is a queue, a channel and a direction. */
const PERFORMANCE_LIMIT = 1_000;
/** The lists have a default of 10 and no documented maximum; a server that gives fewer is read on. */
const LIST_LIMIT = 100;
/** A server that says "more" for ever stops here. */
const MAX_PAGES = 200;
/** The document allows 24 hours. */
const PERIOD_MS = 24 * 3_600_000 - 60_000;

/** Whatever is called, it fails so for now; anything else is about the endpoint, which may also be too slow. */
const PASSING: readonly ErrorCode[] = [
  'busy',
  'cancelled',
  'rate-limited',
  'offline',
  'host-not-found',
  'connection-refused',
  'connection-lost',
  'certificate',
  'proxy',
  'redirect',
  'captive-portal',
];

/** Whether an error says nothing about the endpoint that was called. */
export function isPassing(code: ErrorCode): boolean {
  return PASSING.includes(code);
}

/** Makes the reader of queues, skills and members of one bot; documents: Queue Performance, List Queues, Skill Groups. */
export function createNames(
  api: Pick<KoreApi, 'startRead'>,
  { accountId, botId }: { readonly accountId: string; readonly botId: string },
  { availability, now }: Pick<KoreClient, 'availability'> & { readonly now: () => number },
): KoreNames {
  const analytics = `/agentassist/api/public/analytics/account/${encodeURIComponent(accountId)}`;
  const bot = `/agentassist/api/v1/public/${encodeURIComponent(botId)}`;
  /** What has answered last. */
  let isByAvailability = true;

  function readPerformance(send: SendRequest): Promise<Result<NamesAnswer<QueueName>>> {
    const endDate = new Date(now()).toISOString();
    const startDate = new Date(now() - PERIOD_MS).toISOString();
    return readAll(async (_page, offset) => {
      const body = { startDate, endDate, queues: [], channels: [], direction: [], limit: PERFORMANCE_LIMIT, offset };
      const projection = ['skillsInQueue'];
      const path = `${analytics}/queue-performance?sortBy=queueName:asc`;
      const answer = await send({ path, body: { ...body, projection } });
      return decoded(answer, decodeQueuePerformance);
    });
  }

  function readList<T extends { readonly id: string }>(
    send: SendRequest,
    path: string,
    decode: (body: unknown) => NamesPage<T> | null,
  ): Promise<Result<NamesAnswer<T>>> {
    return readAll(async (page) => decoded(await send({ path, query: { page, limit: LIST_LIMIT } }), decode));
  }

  async function queueAgents(id: string, call: CallOptions): Promise<Result<readonly string[]>> {
    const answer = await api.startRead(call)({ path: `${bot}/queues/agents`, body: { queueIds: [id] } });
    return decoded(answer, decodeQueueAgents);
  }

  async function available(of: MemberOf, call: CallOptions): Promise<Result<readonly string[]>> {
    const [queueIds, skillIds] = of.kind === 'queue' ? [[of.id], []] : [[], [of.id]];
    const answer = await availability({ queueIds, skillIds, agentIds: [] }, { ...call, isAside: true });
    if (!answer.ok) return answer;
    const { rows, unread } = answer.value;
    // Who is in a bucket that cannot be read would seem to have left.
    return unread.length > 0 ? fail('unexpected-shape') : ok([...new Set(rows.map(({ userId }) => userId))]);
  }

  return {
    async queues(call) {
      const send = api.startRead(call);
      const performance = await readPerformance(send);
      // Whether it has queues without a conversation is not documented.
      const isEnough = performance.ok ? performance.value.rows.length > 0 : isPassing(performance.error.code);
      if (isEnough) return performance;
      const list = await readList(send, `${bot}/queues`, decodeQueueList);
      return !list.ok && performance.ok && !isPassing(list.error.code) ? performance : list;
    },
    async skills(call) {
      const send = api.startRead(call);
      const groups = await readList(send, `${bot}/skill-groups`, decodeSkillGroups);
      if (!groups.ok) return groups;
      const skills = new Map<string, SkillName>();
      let { isComplete } = groups.value;
      for (const { id } of groups.value.rows) {
        const path = `${bot}/skill-groups/${encodeURIComponent(id)}/skills`;
        const answer = await readList(send, path, decodeSkills);
        if (!answer.ok && (isPassing(answer.error.code) || groups.value.rows.length === 1)) return answer;
        isComplete &&= answer.ok && answer.value.isComplete;
        for (const skill of answer.ok ? answer.value.rows : []) skills.set(skill.id, skill);
      }
      return ok({ rows: [...skills.values()], isComplete });
    },
    async members(of, call) {
      if (of.kind === 'skill') return available(of, call);
      const first = isByAvailability ? available(of, call) : queueAgents(of.id, call);
      const answer = await first;
      if (answer.ok || isPassing(answer.error.code)) return answer;
      const second = await (isByAvailability ? queueAgents(of.id, call) : available(of, call));
      if (second.ok) isByAvailability = !isByAvailability;
      return second.ok || isPassing(second.error.code) ? second : answer;
    },
  };
}

function decoded<T>(answer: Awaited<ReturnType<SendRequest>>, decode: (body: unknown) => T | null): Result<T> {
  if (!answer.ok) return answer;
  const { content } = answer.value;
  const value = content.isUnchanged ? null : decode(content.value);
  return value === null ? fail('unexpected-shape') : ok(value);
}

/**
 * Reads page after page while the answer says that there is more. A page that brings no new row ends the read: the server
 * counts pages in another way, and some rows may be missing. Fails where any page does.
 */
async function readAll<T extends { readonly id: string }>(
  readPage: (page: number, offset: number) => Promise<Result<NamesPage<T>>>,
): Promise<Result<NamesAnswer<T>>> {
  const rows = new Map<string, T>();
  const seen = new Set<string>();
  let offset = 0;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await readPage(page, offset);
    if (!answer.ok) return answer;
    const { value } = answer;
    const seenBefore = seen.size;
    for (const key of value.keys) seen.add(key);
    for (const row of value.rows) rows.set(row.id, value.join(rows.get(row.id), row));
    offset += value.rawCount;
    if (!value.hasMore) return ok({ rows: [...rows.values()], isComplete: true });
    if (seen.size === seenBefore) break;
  }
  return ok({ rows: [...rows.values()], isComplete: false });
}
