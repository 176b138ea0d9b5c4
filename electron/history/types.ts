import type { KoreClient, MemoryCell } from '../kore/types.ts';
import type { ApiTimes, HistoryProgress, HistoryQuery, HistoryReport } from '../shared/model.ts';
import type { Result } from '../shared/result.ts';

/** What a history read needs of a connection. */
export interface HistorySource {
  readonly client: KoreClient;
  readonly memory: MemoryCell;
  /** The team's IANA zone. */
  readonly timeZone: string;
  readonly apiTimes: ApiTimes;
}

/** How a read is followed and stopped. A stopped read answers with what it has, marked partial. */
export interface HistoryCall {
  readonly signal?: AbortSignal;
  /** How long the read may wait in all for the budget. */
  readonly maxWaitMs: number;
  /** How long it may wait before its first call, where that is less. */
  readonly startWithinMs?: number;
  readonly onProgress?: (progress: HistoryProgress) => void;
}

/** Reads status history; `invalid-input` for a bad date, zone or range, otherwise the client's errors. */
export type LoadHistory = (
  source: HistorySource,
  query: HistoryQuery,
  call: HistoryCall,
) => Promise<Result<HistoryReport>>;
