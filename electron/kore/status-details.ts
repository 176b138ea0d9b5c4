import { type ErrorCode, fail, ok, type Result } from '../shared/result.ts';
import { decodeDetails, type DetailsPage } from './decode/status-details.ts';
import { PAGE_LIMIT, readPages, type OnPage } from './paging.ts';
import { createReadAhead } from './read-ahead.ts';
import type { ApiRequest, KoreApi } from './request.ts';
import type { DetailsRequest, KoreClient, MemoryCell } from './types.ts';

/** Failures that pass: a connection that broke off, a server that stumbled, an answer that came cut short. */
const PASSING: readonly ErrorCode[] = [
  'connection-lost',
  'timeout',
  'server-error',
  'unreadable-answer',
  'empty-answer',
];

/** Makes the reader of the document "Agent Status Details" (v1) for one account. */
export function createStatusDetails(api: KoreApi, accountId: string, memory: MemoryCell): KoreClient['statusDetails'] {
  const path = detailsPath(accountId);

  return async (request, call) => {
    const body = detailsBody(request);
    let agentsRead: number | null = null;
    let [receivedAt, lastReceivedAt] = [0, 0];
    const send = api.startRead(call, {
      hasBegun: () => agentsRead !== null,
      onWaiting: (waitingUntil) => request.onProgress?.({ agentsRead: agentsRead ?? 0, waitingUntil }),
    });
    const sendAtOnce = api.startAtOnce(call);
    const requestOf = (offset: number): ApiRequest => ({ path, query: { limit: PAGE_LIMIT, offset }, body });
    const read = createReadAhead(
      (offset) => send(requestOf(offset)),
      (offset) => sendAtOnce(requestOf(offset)),
    );

    async function readPage(offset: number, following: readonly number[]): Promise<Result<DetailsPage>> {
      const answer = await read(offset, following);
      if (!answer.ok) return answer;
      const { content } = answer.value;
      ({ receivedAt } = answer.value);
      lastReceivedAt = Math.max(lastReceivedAt, receivedAt);
      const page = content.isUnchanged ? null : decodeDetails(content.value);
      return page === null ? fail('unexpected-shape') : ok(page);
    }

    const onPage: OnPage = (agents, page) => {
      agentsRead = agents;
      request.onPage?.({ ...page, receivedAt });
      request.onProgress?.({ agentsRead: agents, waitingUntil: null });
    };

    // Who was requested by e-mail is the list.
    const { agents, rest } = request;
    const expectedAgents = agents.length || request.expectedAgents;
    const answer = await readPages(
      (offset, following) => withRetry(() => readPage(offset, following)),
      memory,
      onPage,
      { ...request, expectedAgents },
    );
    if (!answer.ok) return answer;
    const { rows } = answer.value;
    // Had `offset` counted pages, page two would have been far down the list, or beyond its end.
    const isMostOfTeam =
      agents.length === 0 && rest === undefined && rows.length > (request.expectedAgents ?? Infinity) / 2;
    if (isMostOfTeam && rows.length > PAGE_LIMIT && memory.get().offsetCounts === null)
      memory.learn({ offsetCounts: 'records' });
    return ok({ ...answer.value, receivedAt: lastReceivedAt });
  };
}

/** The path of the document "Agent Status Details"; v2 is documented elsewhere. */
export function detailsPath(accountId: string, version: 'v1' | 'v2' = 'v1'): string {
  const account = `/agentassist/api/public/analytics/account/${encodeURIComponent(accountId)}`;
  return `${account}${version === 'v2' ? '/v2' : ''}/agentstatusdetails`;
}

/**
 * The body as the document shows it. Note the spelling `timeZoneOffSet` of this API alone; `agents` are e-mails, left
 * out when there are none, and each sent once; `date` and the range never come together, which v2 refuses.
 */
export function detailsBody({ period, agents }: Pick<DetailsRequest, 'period' | 'agents'>): unknown {
  const dates =
    period.kind === 'day' ? { date: period.date } : { startDate: period.startDate, endDate: period.endDate };
  const dateFilter = { ...dates, timeZoneOffSet: period.timeZoneOffset };
  return { filter: agents.length > 0 ? { agents: [...new Set(agents)], dateFilter } : { dateFilter } };
}

/**
 * Reads a page again after a passing failure, and after a limit answer, once each: one failure must not end a read of many
 * pages.
 * After a limit answer the rate limit lets the call wait, or says that this would take too long.
 */
async function withRetry(readPage: () => Promise<Result<DetailsPage>>): Promise<Result<DetailsPage>> {
  let [mayPass, mayBeLimited] = [true, true];
  for (;;) {
    const page = await readPage();
    if (page.ok) return page;
    const { code } = page.error;
    if (mayBeLimited && code === 'rate-limited') mayBeLimited = false;
    else if (mayPass && PASSING.includes(code)) mayPass = false;
    else return page;
  }
}
