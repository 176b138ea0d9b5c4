import type { AlertRepository } from '../../electron/alerts/alert-repository.ts';
import type { LogLine } from '../../electron/alerts/deliver.ts';

/** What alerts save, in memory: it survives a run of them as a file would. */
export interface MemoryAlerts extends AlertRepository {
  /** In the order they came. */
  readonly lines: readonly LogLine[];
}

/** Makes an empty one, for one connection. */
export function createMemoryAlerts(): MemoryAlerts {
  const lines: LogLine[] = [];
  let saved: string | null = null;
  return {
    lines,
    add: (_key, more) => void lines.push(...more),
    entries: () => [],
    excuse: () => null,
    unseen: () => 0,
    markSeen: () => undefined,
    memory: () => saved,
    saveMemory: (_key, text) => void (saved = text),
    forget: () => undefined,
    connectionIds: () => [],
  };
}
