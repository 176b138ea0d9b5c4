import type { Clock } from '../../shared/clock.ts';
import type { AppError } from '../../shared/result.ts';
import { checkTexts } from '../../shared/texts/terminal/check.ts';
import type { HttpAnswer } from '../http.ts';
import type { Probe, ProbeAnswer } from './probe.ts';
import { parseHttpDate } from '../server-clock.ts';
import type { CallOptions } from '../types.ts';
import { decodeAvailability, type DecodedAvailability } from '../decode/availability.ts';
import { decodeDetails, type DetailsPage } from '../decode/status-details.ts';
import { PLAN, type CallName, type CheckSubject, type PlannedCall } from './plan.ts';

const texts = checkTexts.whyNotMade;

/** What became of one call. */
export interface CallResult {
  readonly call: PlannedCall;
  /** Why it was not made; null when it was. */
  readonly notMade: string | null;
  /** Null when none came. */
  readonly answer: HttpAnswer | null;
  readonly value: unknown;
  /** How Rollcall judges it; null when it may hold data. */
  readonly error: AppError | null;
  readonly tookMs: number;
  /** How far the server's clock is ahead of this computer's; null without a `Date`. */
  readonly aheadMs: number | null;
  /** When the answer came, by the server's clock as far as it says. */
  readonly serverNow: number;
  /** As Rollcall reads it; null where it cannot. */
  readonly availability: DecodedAvailability | null;
  readonly details: DetailsPage | null;
}

/** The results by call. */
export type CallResults = ReadonlyMap<CallName, CallResult>;

/** What a check needs. */
export interface CheckParts {
  readonly probe: Probe;
  readonly clock: Clock;
  readonly subject: CheckSubject;
  /** Called before each call. */
  readonly onCall: (call: PlannedCall) => void;
  /** Called when a call has to wait for the rate limit, with the end of the wait. */
  readonly onWaiting: (until: number) => void;
  /** Ends the check: the rest of the calls is not made. */
  readonly signal: AbortSignal;
}

/** `Date` has whole seconds, so the server's clock is half a second ahead of it on average. */
const HALF_SECOND_MS = 500;
/** Waits as long as the read of a large team, and leaves most of the rate limit to a running Rollcall. */
const OPTIONS: CallOptions = { priority: 'lower', maxWaitMs: 15 * 60_000 };

/**
 * Makes the calls of the plan one after the other. A call is left out when the one it builds on
 * brought no data, and all are left out after a limit answer, or when the first one brought no answer.
 */
export async function runCheck(parts: CheckParts): Promise<CallResults> {
  const results = new Map<CallName, CallResult>();
  let halt: string | null = null;
  for (const call of PLAN) {
    const agentId = firstAgentId(results);
    const reason = halt ?? reasonAgainst(call, results, agentId);
    if (reason !== null) {
      results.set(call.name, notMade(call, reason));
      continue;
    }
    parts.onCall(call);
    const answer = await parts.probe(call.build(parts.subject, agentId ?? ''), {
      ...OPTIONS,
      signal: parts.signal,
      onWaiting: parts.onWaiting,
    });
    results.set(call.name, resultOf(call, answer, parts.clock));
    if (answer.error?.code === 'cancelled') halt = texts.ended;
    else if (answer.error?.code === 'rate-limited') halt = texts.limitReached;
    else if (results.size === 1 && answer.http === null) halt = texts.firstUnanswered;
  }
  return results;
}

function reasonAgainst({ name, after }: PlannedCall, results: CallResults, agentId: string | null): string | null {
  if (after !== null && !hasData(results.get(after))) return texts.noDataBefore;
  const needsAgent = name === 'oneAgent' || name === 'agentAndQueue';
  return needsAgent && agentId === null ? texts.noAgentId : null;
}

function hasData(result: CallResult | undefined): boolean {
  return result !== undefined && (result.availability !== null || result.details !== null);
}

function firstAgentId(results: CallResults): string | null {
  return results.get('everybody')?.availability?.rows.find(({ agentId }) => agentId !== null)?.agentId ?? null;
}

function notMade(call: PlannedCall, reason: string): CallResult {
  const nothing = { answer: null, value: null, error: null, availability: null, details: null };
  return { call, notMade: reason, ...nothing, tookMs: 0, aheadMs: null, serverNow: 0 };
}

function resultOf(call: PlannedCall, { http, value, error }: ProbeAnswer, clock: Clock): CallResult {
  const { answer = null, sentAt = clock.now(), receivedAt = clock.now() } = http ?? {};
  const date = parseHttpDate(answer?.header('date') ?? null);
  const aheadMs = date === null ? null : date + HALF_SECOND_MS - (sentAt + receivedAt) / 2;
  return {
    call,
    notMade: null,
    answer,
    value,
    error,
    tookMs: receivedAt - sentAt,
    aheadMs,
    serverNow: receivedAt + (aheadMs ?? 0),
    availability: error === null ? decodeAvailability(value) : null,
    details: error === null ? decodeDetails(value) : null,
  };
}

/** How a call ended, in words that hold nothing of its answer. */
export function outcome(result: CallResult | undefined): string {
  const { notMade, unknownCall, noAnswer, good, failed } = checkTexts.outcome;
  if (result === undefined) return unknownCall;
  const { notMade: reason, answer, error } = result;
  if (reason !== null) return notMade(reason);
  if (answer === null) return noAnswer(error?.code ?? 'unexpected');
  return error === null ? good(answer.status) : failed(answer.status, error.code);
}
