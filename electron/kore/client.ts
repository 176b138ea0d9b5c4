import { createAvailability } from './availability.ts';
import { withFilterCheck } from './filter-check.ts';
import { createNames } from './names.ts';
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
  const availability = withFilterCheck(createAvailability(api, parts.target.botId));
  const now = (): number => parts.clock.now() + (api.clockOffsetMs() ?? 0);
  return {
    clockOffsetMs: api.clockOffsetMs,
    availability,
    names: createNames(api, parts.target, { availability, now }),
    statusDetails: createStatusDetails(api, parts.target.accountId, memory),
  };
}
