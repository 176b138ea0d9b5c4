import { membersOf } from '../kore/members.ts';
import type { AvailabilityAnswer, CallOptions, DetailsAnswer, DetailsPeriod, KoreClient } from '../kore/types.ts';
import { countAgents, describeCounts, describeIgnored, withoutUnread } from '../shared/team/counts.ts';
import { API_SCOPES, EMPTY_FILTER, type ApiCheck, type ApiName, type ApiReport } from '../shared/model.ts';
import type { AppError, ErrorCode, Result } from '../shared/result.ts';
import { connectCheckTexts as texts } from '../shared/texts/connect/connect-checks.ts';

/** A person waits for the answer, so the rate limit may delay it no longer than this. */
const MAX_WAIT_MS = 10_000;
/** With many copies one may make a single call a minute, and the test needs two. */
const MAX_SHARED_WAIT_MS = 65_000;

/** Refusals that may come from a scope that is missing or not published. */
const SCOPE_CODES: ReadonlySet<ErrorCode> = new Set(['scope-missing', 'forbidden', 'ids-refused', 'token-refused']);

/**
 * Asks each of the two APIs once and reports them apart: they need two scopes, and an account may have one of them.
 * Availability is asked for everybody, status details for the first page of `today`. Both keep to the share of one of
 * the `copies` that use the account.
 */
export async function testConnection(client: KoreClient, today: DetailsPeriod, copies: number): Promise<ApiReport> {
  const call: CallOptions = { priority: 'availability', maxWaitMs: copies > 1 ? MAX_SHARED_WAIT_MS : MAX_WAIT_MS };
  const availability = await client.availability(EMPTY_FILTER, call);
  const statusDetails = await readFirstPage(client, today, call);
  return {
    availability: report('availability', availability, describeTeam),
    statusDetails: report('statusDetails', statusDetails, describeDetails),
  };
}

function readFirstPage(client: KoreClient, period: DetailsPeriod, call: CallOptions): Promise<Result<DetailsAnswer>> {
  const stop = new AbortController();
  return client.statusDetails(
    {
      period,
      agents: [],
      onProgress({ agentsRead }) {
        if (agentsRead > 0) stop.abort();
      },
    },
    { ...call, signal: stop.signal },
  );
}

function report<T>(api: ApiName, answer: Result<T>, describe: (value: T) => string): ApiCheck {
  if (answer.ok) return { ok: true, detail: describe(answer.value) };
  return { ok: false, code: answer.error.code, message: withScope(answer.error, API_SCOPES[api]) };
}

function withScope({ code, message }: AppError, scope: string): string {
  return SCOPE_CODES.has(code) ? texts.neededScope(message, scope) : message;
}

function describeTeam({ rows, ignored, unread }: AvailabilityAnswer): string {
  const counts = countAgents(membersOf(rows).values());
  const each = [describeCounts(withoutUnread(counts, unread)), ...describeIgnored(ignored)].join(', ');
  if (counts.total === 0 && ignored === 0) return texts.testedNobody;
  return texts.testedTeam(counts.total, each);
}

function describeDetails({ rows, stopped, notUnderstood }: DetailsAnswer): string {
  const ignored = describeIgnored(notUnderstood.length).map((text) => `, ${text}`);
  const describe = stopped === null ? texts.testedDetails : texts.testedSomeDetails;
  return describe(rows.length, ignored.join(''));
}
