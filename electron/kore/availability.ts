import { fail } from '../shared/messages.ts';
import type { TeamFilter } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { CallApi } from './call.ts';
import type { Turn } from './turn.ts';
import type { AvailabilityAnswer, CallOptions } from './types.ts';
import { decodeAvailability, type AvailabilityWire } from './wire.ts';

/** Reads who is in which bucket for a filter; one call. */
export type ReadAvailability = (
  filter: TeamFilter,
  turn: Turn,
  { signal, isAside }: Pick<CallOptions, 'signal' | 'isAside'>,
) => Promise<Result<AvailabilityAnswer>>;

/** The last good answer, kept because most polls bring the same bytes again. */
interface Remembered {
  readonly body: string;
  readonly bytes: Uint8Array;
  readonly wire: AvailabilityWire;
}

/** Makes the reader of the document "Agents availability" for one bot. */
export function createAvailability(callApi: CallApi, botId: string): ReadAvailability {
  const path = availabilityPath(botId);
  let last: Remembered | null = null;

  return async (filter, turn, { signal, isAside = false }) => {
    const body = availabilityBody(filter);
    const text = JSON.stringify(body);
    const before = last?.body === text && !isAside ? last : null;
    const answer = await callApi({ path, query: {}, body, signal, turn, previous: before?.bytes });
    if (!answer.ok) return answer;
    const { bytes, receivedAt, content } = answer.value;
    if (content.isUnchanged && before !== null) {
      return ok({ ...before.wire, receivedAt, isUnchanged: true });
    }
    const wire = content.isUnchanged ? null : decodeAvailability(content.value);
    if (wire === null) return fail('unexpected-shape');
    if (!isAside) last = { body: text, bytes, wire };
    return ok({ ...wire, receivedAt, isUnchanged: false });
  };
}

/** Where the document "Agents availability" is asked for. */
export function availabilityPath(botId: string): string {
  return `/agentassist/api/v1/public/${encodeURIComponent(botId)}/agents/availability`;
}

/** The body as the document shows it: three lists of ids, each left out when empty. */
export function availabilityBody({
  skillIds,
  queueIds,
  agentIds,
}: TeamFilter): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries({ skillIds, queueIds, agentIds }).filter(([, ids]) => ids.length > 0));
}
