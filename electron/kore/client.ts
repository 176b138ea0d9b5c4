import { createAvailability } from './availability.ts';
import { createCaller, type CallParts } from './call.ts';
import { createStatusDetails } from './status-details.ts';
import { createTurn } from './turn.ts';
import type { KoreClient, MemoryCell } from './types.ts';

/** What a client is made of. */
export interface KoreClientParts extends CallParts {
  /** What is known of the server's quirks; the client learns what `offset` counts. */
  readonly memory: MemoryCell;
}

/**
 * Makes the client of one connection over its two documents. Each read first waits for the budget, at most
 * `maxWaitMs`; errors carry nothing of the request (no token, no secret, no e-mail).
 */
export function createKoreClient(parts: KoreClientParts): KoreClient {
  const { target, clock, budget, memory } = parts;
  const { callApi, clockOffsetMs } = createCaller(parts);
  const readAvailability = createAvailability(callApi, target.botId);
  const readStatusDetails = createStatusDetails(callApi, target.accountId, memory);
  return {
    clockOffsetMs,
    availability: (filter, call) => readAvailability(filter, createTurn(budget, clock, call), call),
    statusDetails(request, call) {
      let agentsRead = 0;
      let hasBegun = false;
      const onProgress: typeof request.onProgress = (progress) => {
        agentsRead = progress.agentsRead;
        hasBegun = true;
        request.onProgress?.(progress);
      };
      const onWaiting = (waitingUntil: number): void => request.onProgress?.({ agentsRead, waitingUntil });
      const turn = createTurn(budget, clock, call, { hasBegun: () => hasBegun, onWaiting });
      return readStatusDetails({ ...request, onProgress }, turn, call.signal);
    },
  };
}
