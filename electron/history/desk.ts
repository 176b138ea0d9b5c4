import type { LiveConnection } from '../connections/types.ts';
import { fail } from '../shared/messages.ts';
import type { HistoryProgress, HistoryQuery, HistoryReport } from '../shared/model.ts';
import type { Result } from '../shared/result.ts';
import type { HistoryCall } from './types.ts';

/** What the desk needs: whose history, who reads, and who hears how far it is. */
export interface HistoryDeskParts {
  readonly live: () => LiveConnection | null;
  readonly load: (live: LiveConnection, query: HistoryQuery, call: HistoryCall) => Promise<Result<HistoryReport>>;
  readonly onProgress: (progress: HistoryProgress) => void;
}

/** One history read at a time for all windows together. */
export interface HistoryDesk {
  /** Reads; a newer question stops the read in flight, which then answers with what it has. */
  load(query: HistoryQuery): Promise<Result<HistoryReport>>;
  cancel(): void;
  /** The present connection may be another one: a read of the old one stops. */
  connectionChanged(): void;
}

/** A person watches the progress and can stop it, so a long range may wait for the budget. */
const MAX_WAIT_MS = 15 * 60_000;

/**
 * Creates a desk with nothing in flight; `not-connected` when no account can be called, `cancelled` when the connection
 * was changed while it was read: what came back belongs to another account.
 */
export function createHistoryDesk({ live, load, onProgress }: HistoryDeskParts): HistoryDesk {
  let flight: AbortController | null = null;
  let reading: LiveConnection | null = null;
  const isPresent = (connection: LiveConnection | null): boolean => live()?.client === connection?.client;
  return {
    async load(query) {
      const connection = live();
      if (connection === null) return fail('not-connected');
      flight?.abort();
      const abort = new AbortController();
      flight = abort;
      reading = connection;
      const report = await load(connection, query, { signal: abort.signal, maxWaitMs: MAX_WAIT_MS, onProgress });
      if (flight === abort) flight = null;
      return isPresent(connection) ? report : fail('cancelled');
    },
    cancel: () => flight?.abort(),
    connectionChanged() {
      if (!isPresent(reading)) flight?.abort();
    },
  };
}
