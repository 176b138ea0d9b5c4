import { createAvailability } from './availability.ts';
import { createKoreApi, type KoreApiParts } from './request.ts';
import { createStatusDetails } from './status-details.ts';
import type { KoreClient, MemoryCell } from './types.ts';

export interface KoreClientParts extends KoreApiParts {
  /** What is known of the server's quirks; the client learns what `offset` counts. */
  readonly memory: MemoryCell;
}

/** Makes the client of one connection. Its errors carry nothing of the request: no token, no secret, no e-mail. */
export function createKoreClient({ memory, ...parts }: KoreClientParts): KoreClient {
  const api = createKoreApi(parts);
  return {
    clockOffsetMs: api.clockOffsetMs,
    availability: createAvailability(api, parts.target.botId),
    statusDetails: createStatusDetails(api, parts.target.accountId, memory),
  };
}
