import type { LiveConnection } from '../connections/types.ts';
import { fail } from '../shared/messages.ts';
import type { HistoryProgress, HistoryQuery, HistoryReport } from '../shared/model.ts';
import type { Result } from '../shared/result.ts';
import type { HistoryCall } from './requests.ts';

/** One history read at a time for all windows together. */
export interface HistoryService {
  /** Reads; a newer query stops the read in flight, which then answers with what it has. */
  load(query: HistoryQuery): Promise<Result<HistoryReport>>;
  cancel(): void;
  /** The present connection may be another one: a read of the old one stops. */
  connectionChanged(): void;
}

/** A person watches the progress and can stop it, so a long range may wait for the budget. */
const MAX_WAIT_MS = 15 * 60_000;

/**
 * Creates the service. A load fails as `not-connected` when no account can be called, and as `cancelled` when the
 * connection was changed meanwhile: what came back belongs to another account.
 */
export function createHistoryService({
  live,
  load,
  onProgress,
}: {
  readonly live: () => LiveConnection | null;
  readonly load: (live: LiveConnection, query: HistoryQuery, call: HistoryCall) => Promise<Result<HistoryReport>>;
  readonly onProgress: (progress: HistoryProgress) => void;
}): HistoryService {
  let flight: AbortController | null = null;
  let loading: LiveConnection | null = null;
  const isPresent = (connection: LiveConnection | null): boolean => live()?.client === connection?.client;
  return {
    async load(query) {
      const connection = live();
      if (connection === null) return fail('not-connected');
      flight?.abort();
      const abort = new AbortController();
      flight = abort;
      loading = connection;
      const report = await load(connection, query, { signal: abort.signal, maxWaitMs: MAX_WAIT_MS, onProgress });
      if (flight === abort) flight = null;
      return isPresent(connection) ? report : fail('cancelled');
    },
    cancel: () => flight?.abort(),
    connectionChanged() {
      if (!isPresent(loading)) flight?.abort();
    },
  };
}
