import type { AlertRepository, SavedMemory } from '../../electron/alerts/log/alert-repository.ts';
import { createAlerts, type Alerts } from '../../electron/alerts/alerts.ts';
import type { LogLine } from '../../electron/alerts/delivery/notice-drafts.ts';
import { createRules } from '../../electron/alerts/rules/rules.ts';
import type { Clock } from '../../electron/shared/clock.ts';
import { NOTHING_LEARNED, type Agent, type Notice, type Rule } from '../../electron/shared/model.ts';
import { EVERYBODY_SCOPE } from './alert-scene.ts';
import { ACCOUNT, PROFILE } from './fake-bridge.ts';
import { createMemorySettings } from './memory-settings.ts';

/** What alerts save, in memory: it survives a run of them as a file would. */
interface MemoryAlerts extends AlertRepository {
  /** In the order they came. */
  readonly lines: readonly LogLine[];
}

/** Makes an empty one, for one connection. */
export function createMemoryAlerts(): MemoryAlerts {
  const lines: LogLine[] = [];
  let memory: SavedMemory | null = null;
  return {
    lines,
    save(_key, _at, saved, more) {
      memory = { memory: saved.memory, counts: saved.counts ?? memory?.counts ?? null };
      lines.push(...more);
      return more.map((_line, index) => lines.length - more.length + index + 1);
    },
    fail: () => undefined,
    entries: () => [],
    entriesAfter: () => [],
    between: () => ({ alerts: [], alertCount: 0 }),
    excuse: () => null,
    unseen: () => ({ unseen: 0, unseenSince: null }),
    markSeen: () => undefined,
    memory: () => memory,
    forget: () => undefined,
    connectionIds: () => [],
  };
}

/** Alerts of a saved connection with these rules, about everybody, which save to `repository`. */
export function startAlerts({
  clock,
  repository,
  rules,
  everybody,
  show,
}: {
  readonly clock: Clock;
  readonly repository: AlertRepository;
  readonly rules: readonly Rule[];
  readonly everybody: () => ReadonlyMap<string, Agent>;
  readonly show: (notice: Notice) => void;
}): Alerts {
  const saved = { profile: PROFILE, isSecretStored: true, memory: NOTHING_LEARNED, views: [], activeViewId: null };
  const settings = createMemorySettings({ connections: [{ ...saved, rules }] });
  const connections = { state: () => ACCOUNT, list: () => [] };
  return createAlerts({
    clock,
    settings,
    connections,
    rules: createRules({ settings, connections, randomUUID: () => 'new' }),
    team: { everybody },
    gaps: { get: () => null, dismiss: () => undefined, forget: () => undefined },
    scopeOf: () => EVERYBODY_SCOPE,
    usual: () => 'too-few-days',
    timeZone: () => 'UTC',
    disk: repository,
    session: repository,
    isSomebodyThere: () => true,
    show,
    onChange: () => undefined,
    onDigest: () => undefined,
  });
}
