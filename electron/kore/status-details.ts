import { fail } from '../shared/messages.ts';
import { ok, type ErrorCode, type Result } from '../shared/result.ts';
import type { CallApi } from './call.ts';
import { readPages, PAGE_LIMIT } from './paging.ts';
import type { Turn } from './turn.ts';
import type { DetailsAnswer, DetailsRequest, MemoryCell } from './types.ts';
import { decodeDetails, type DetailsPage } from './wire.ts';

/** Reads the status records of a period, page after page. */
export type ReadStatusDetails = (
  request: DetailsRequest,
  turn: Turn,
  signal: AbortSignal | undefined,
) => Promise<Result<DetailsAnswer>>;

/** Failures of the moment: a connection that broke off, a server that stumbled, an answer that came cut short. */
const BLIPS: readonly ErrorCode[] = ['connection-lost', 'timeout', 'server-error', 'unreadable-answer', 'empty-answer'];

/** Makes the reader of the document "Agent Status Details" (v1) for one account. */
export function createStatusDetails(callApi: CallApi, accountId: string, memory: MemoryCell): ReadStatusDetails {
  const path = detailsPath(accountId);

  return async (request, turn, signal) => {
    const body = detailsBody(request);
    let receivedAt = 0;
    const askPage = async (offset: number): Promise<Result<DetailsPage>> => {
      const answer = await callApi({ path, query: { limit: PAGE_LIMIT, offset }, body, signal, turn });
      if (!answer.ok) return answer;
      const { content } = answer.value;
      receivedAt = answer.value.receivedAt;
      const page = content.isUnchanged ? null : decodeDetails(content.value);
      return page === null ? fail('unexpected-shape') : ok(page);
    };
    const readPage = (offset: number): Promise<Result<DetailsPage>> => askTwice(() => askPage(offset));
    const onPage = (agentsRead: number): void => request.onProgress?.({ agentsRead, waitingUntil: null });
    const read = await readPages(readPage, memory, onPage, request);
    return read.ok ? ok({ ...read.value, receivedAt }) : read;
  };
}

/** Where the document "Agent Status Details" is asked for; v2 is documented elsewhere (kore-facts 4.1). */
export function detailsPath(accountId: string, version: 'v1' | 'v2' = 'v1'): string {
  const account = `/agentassist/api/public/analytics/account/${encodeURIComponent(accountId)}`;
  return `${account}${version === 'v2' ? '/v2' : ''}/agentstatusdetails`;
}

/**
 * Asks for a page again after a blip, and after a limit answer too, once each: one failure must not end a read of many
 * pages. After a limit answer the budget lets the call wait, or says that this would take too long.
 */
async function askTwice(ask: () => Promise<Result<DetailsPage>>): Promise<Result<DetailsPage>> {
  let [mayBlip, mayBeLimited] = [true, true];
  for (;;) {
    const page = await ask();
    if (page.ok) return page;
    const { code } = page.error;
    if (mayBeLimited && code === 'rate-limited') mayBeLimited = false;
    else if (mayBlip && BLIPS.includes(code)) mayBlip = false;
    else return page;
  }
}

/**
 * The body as the document shows it. Note the spelling `timeZoneOffSet` of this API alone; `agents` are e-mails, left
 * out when there are none; `date` and the range never come together, which v2 refuses (kore-facts 4.1).
 */
export function detailsBody({ period, agents }: Pick<DetailsRequest, 'period' | 'agents'>): unknown {
  const dates =
    period.kind === 'day' ? { date: period.date } : { startDate: period.startDate, endDate: period.endDate };
  const dateFilter = { ...dates, timeZoneOffSet: period.timeZoneOffset };
  return { filter: agents.length > 0 ? { agents, dateFilter } : { dateFilter } };
}
