import { appError, err, fail, messageFor, ok, type AppError } from '../shared/result.ts';
import type { TeamFilter } from '../shared/model.ts';
import { isSameBytes } from './decode/json.ts';
import type { KoreApi } from './request.ts';
import type { KoreClient } from './types.ts';
import { availabilityReader, decodeAvailability, type DecodedAvailability } from './decode/availability.ts';

/** The last good answer, kept because most polls bring the same bytes again. */
interface LastAnswer {
  readonly body: string;
  readonly bytes: Uint8Array;
  readonly decoded: DecodedAvailability;
}

/** Makes the reader of the document "Agents availability" for one bot. */
export function createAvailability(api: KoreApi, botId: string): KoreClient['availability'] {
  const path = availabilityPath(botId);
  let last: LastAnswer | null = null;

  return async (filter, call) => {
    const body = availabilityBody(filter);
    const text = JSON.stringify(body);
    const isKnown = (bytes: Uint8Array): boolean => {
      if (last?.body === text && isSameBytes(last.bytes, bytes)) return true;
      last = null; // megabytes that nothing is compared with any more, while others are decoded
      return false;
    };
    const answer = await api.startRead(call)({
      path,
      body,
      rowReader: availabilityReader,
      ...(!call.isAside && { isKnown }),
    });
    if (!answer.ok) return Object.keys(body).length === 0 ? err(aboutEverybody(answer.error)) : answer;
    const { bytes, receivedAt, content } = answer.value;
    if (content.isUnchanged && last !== null) return ok({ ...last.decoded, receivedAt, isUnchanged: true });
    const decoded = content.isUnchanged ? null : decodeAvailability(content.value);
    if (decoded === null) return fail('unexpected-shape');
    if (!call.isAside) last = { body: text, bytes, decoded };
    return ok({ ...decoded, receivedAt, isUnchanged: false });
  };
}

/** Without ids in the request, Kore.ai cannot have refused an id. What it said stays. */
function aboutEverybody(error: AppError): AppError {
  if (error.code !== 'request-refused') return error;
  const message = error.message.replace(messageFor('request-refused'), messageFor('everybody-refused'));
  return appError('everybody-refused', { message });
}

/** The path of the document "Agents availability". */
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
