import { json, REPLIES, type Reply } from './replies.ts';
import type { KoreAccount, KoreAgent } from './types.ts';

/** The endpoints that give names, by their documents. */
export type NamesApi = 'queuePerformance' | 'queueList' | 'queueAgents' | 'skillGroups' | 'skills';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A queue of the account; who serves it is said by the agents. */
export interface KoreQueue extends Named {
  readonly skills?: readonly Named[];
  readonly isActive?: boolean;
  /** A row of queue performance each; one voice channel where absent. */
  readonly channels?: readonly string[];
}

/** A group of skills; `agents` as the document has them, a number, or a list of user ids. */
export interface KoreSkillGroup extends Named {
  readonly skills: readonly (Named & { readonly agents?: unknown })[];
}

/** What an account's endpoints for names know and how they page. */
export interface KoreNames {
  readonly queues: readonly KoreQueue[];
  readonly skillGroups?: readonly KoreSkillGroup[];
  /** Rows per page of the lists at most, whatever is requested; 1,000 when absent. */
  readonly pageMax?: number;
  /** Answers each page as the first one, and that there are more. */
  readonly isPageIgnored?: boolean;
}

/** What an endpoint is called with. */
interface NamesCall {
  readonly url: URL;
  readonly body: unknown;
}

/** Which endpoint for names a path is; null for none. */
export function namesApiOf(pathname: string, { accountId, botId }: KoreAccount): NamesApi | null {
  if (pathname === `/agentassist/api/public/analytics/account/${accountId}/queue-performance`)
    return 'queuePerformance';
  const [, bot, rest] = /^\/agentassist\/api\/v1\/public\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  if (bot !== botId || rest === undefined) return null;
  if (rest === 'queues') return 'queueList';
  if (rest === 'queues/agents') return 'queueAgents';
  if (rest === 'skill-groups') return 'skillGroups';
  return /^skill-groups\/[^/]+\/skills$/.test(rest) ? 'skills' : null;
}

/** Which verb an endpoint takes. */
export const NAMES_METHODS: Readonly<Record<NamesApi, 'GET' | 'POST'>> = {
  queuePerformance: 'POST',
  queueList: 'GET',
  queueAgents: 'POST',
  skillGroups: 'GET',
  skills: 'GET',
};

/** The documents' answers. */
export function namesReply(api: NamesApi, names: KoreNames, team: readonly KoreAgent[], call: NamesCall): Reply {
  switch (api) {
    case 'queuePerformance':
      return performanceReply(names, call);
    case 'queueList':
      return pageReply(names.queues.map(listRow), names, call);
    case 'queueAgents':
      return queueAgentsReply(team, call);
    case 'skillGroups':
      return pageReply(
        (names.skillGroups ?? []).map(({ id, name }) => ({ id, name })),
        names,
        call,
      );
    case 'skills':
      return skillsReply(names, call);
  }
}

const DAY_MS = 86_400_000;

/** Document: Queue Performance. Dates are required and at most a day apart; a row is queue, channel and direction. */
function performanceReply({ queues, pageMax = 1_000, isPageIgnored = false }: KoreNames, { body }: NamesCall): Reply {
  const { startDate, endDate, limit = 100, offset = 0 } = fields(body);
  const lengthMs = Date.parse(String(endDate)) - Date.parse(String(startDate));
  if (!(lengthMs >= 0 && lengthMs <= DAY_MS)) return REPLIES.badArguments;
  const rows = queues
    .filter(({ isActive = true }) => isActive)
    .flatMap(({ id, name, skills = [], channels = ['Voice'] }) =>
      channels.map((channel) => ({
        queueId: id,
        queueName: name,
        channel,
        direction: 'Inbound',
        skillsInQueue: skills.map((skill) => ({ skillId: skill.id, skillName: skill.name })),
      })),
    );
  const size = Math.min(Number(limit), pageMax);
  const from = isPageIgnored ? 0 : Number(offset);
  const hasMore = isPageIgnored || from + size < rows.length;
  return json({
    finalResult: rows.slice(from, from + size),
    hasMore,
    offset: from,
    limit: size,
    totalResults: rows.length,
  });
}

function listRow({ id, name, skills = [], isActive = true }: KoreQueue): unknown {
  return { id, name, isActive, skills, orgId: 'o-1', agents: [], agentGroups: [] };
}

function pageReply(
  rows: readonly unknown[],
  { pageMax = 1_000, isPageIgnored = false }: KoreNames,
  { url }: NamesCall,
): Reply {
  const size = Math.min(Number(url.searchParams.get('limit') ?? 10), pageMax);
  const page = isPageIgnored ? 1 : Number(url.searchParams.get('page') ?? 1);
  const from = (page - 1) * size;
  const hasMore = isPageIgnored || from + size < rows.length;
  const totalPages = Math.ceil(rows.length / size);
  return json({ results: rows.slice(from, from + size), page, limit: size, hasMore, totalPages });
}

function queueAgentsReply(team: readonly KoreAgent[], { body }: NamesCall): Reply {
  const { queueIds } = fields(body);
  const ids = Array.isArray(queueIds) ? queueIds : [];
  const members = team.filter(({ queueIds: own = [] }) => own.some((id) => ids.includes(id)));
  return json(members.map(({ id, firstName }) => ({ userId: `u-${id}`, aId: `a-${id}`, name: firstName })));
}

function skillsReply(names: KoreNames, call: NamesCall): Reply {
  const groupId = decodeURIComponent(call.url.pathname.split('/').at(-2) ?? '');
  const group = names.skillGroups?.find(({ id }) => id === groupId);
  return group === undefined ? REPLIES.noEndpoint : pageReply(group.skills, names, call);
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
