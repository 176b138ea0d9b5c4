import { randomUUID } from 'node:crypto';
import { createConnections } from './connections/connections.ts';
import type { ConnectionParts, Connections } from './connections/types.ts';
import { openHistoryRepository } from './history/cache/history-repository.ts';
import { createHistory, type History, type HistoryParts } from './history/history.ts';
import { createTodayReader, type TodayRead, type TodayRequest } from './history/read/today.ts';
import { createKoreClient } from './kore/client.ts';
import { createProbe } from './kore/check/probe.ts';
import { namesPace, scheduleLimits, type NamesPace, type ScheduleLimits } from './kore/rate-limit.ts';
import { createRateLimits } from './kore/rate-limits.ts';
import type { FetchFunction, ProxiesFor, RateLimit } from './kore/types.ts';
import type { Keychain } from './keychain/types.ts';
import type { SettingsStore } from './settings/types.ts';
import type { AttentionRules } from './shared/team/attention.ts';
import type { Clock } from './shared/clock.ts';
import { createDeskCaller } from './relay/desk/desk-caller.ts';
import { createLateFeed, type BesideApp } from './relay/desk/late-feed.ts';
import type { FeedViews } from './relay/wire/team-feed.ts';
import type { DemoScene, DemoSceneName } from './shared/demo-scene.ts';
import { isDemoTeam, MIN_COPIES, NOTHING_LEARNED, type ConnectionProfile } from './shared/model.ts';
import type { Result } from './shared/result.ts';
import type { Storage } from './storage/types.ts';
import { teamSource, teamSourceOf } from './team/saved/team-memory.ts';
import type { LocalZone } from './time/local-zone.ts';
import { offHours } from './time/off-hours.ts';

/** What a single command needs too: connections, rate limit and history. The running app adds the live team. */
export interface Services {
  readonly connections: Connections;
  /** The calls to the present account; null without one, and for a desk, which makes none. */
  readonly rateLimit: () => RateLimit | null;
  /** The limits that these calls set for the schedule. */
  readonly scheduleLimits: () => ScheduleLimits;
  /** How many calls may be for names because of them. */
  readonly namesPace: () => NamesPace;
  readonly localZone: LocalZone;
  /** The scene that the demo plays where it is open; null without one. */
  readonly demoScene: () => DemoScene | null;
  /** The present rules of attention for a team in this zone; null is this computer's zone. */
  readonly attentionRules: (timeZone: string | null) => AttentionRules;
  readonly readToday: (request: TodayRequest) => Promise<Result<TodayRead>>;
  /** The history of the present connection, from what is saved and what can be read. */
  readonly history: (
    parts: Pick<HistoryParts, 'team' | 'onProgress' | 'onChange'> & {
      readonly storage: Pick<Storage, 'disk' | 'memory'>;
      /** Whose history it is until a connection is open: what was saved of it takes no secret. */
      readonly closed?: ConnectionProfile | undefined;
    },
  ) => History;
}

/** What comes from outside: effects, and the settings that were loaded. */
export interface ServicesParts {
  readonly dataFolder: string;
  readonly clock: Clock;
  /** Random numbers in [0, 1), for jitter. */
  readonly random: () => number;
  readonly fetch: FetchFunction;
  /** Without it, a desk asks no proxy. */
  readonly proxiesFor?: ProxiesFor | undefined;
  /** For a command, beside which an app may run that has the same desk open. */
  readonly beside?: BesideApp | undefined;
  readonly keychain: Keychain;
  readonly localZone: LocalZone;
  readonly settings: SettingsStore;
  /**
   * What makes the demo this one, where it is opened: by a command beside the running app all of it, otherwise the name
   * of a scene, which starts then.
   */
  readonly demo?: { readonly timeZone?: string | null; readonly scene?: DemoScene | DemoSceneName | null } | undefined;
  readonly onSurprise: (error: unknown) => void;
  readonly onForgotten?: (id: string) => void;
  /** Collects garbage; called where there is much of it. */
  readonly collect?: (() => void) | undefined;
}

/** Wires them; calls nothing yet. */
export function createServices(parts: ServicesParts): Services {
  const {
    clock,
    random,
    fetch,
    proxiesFor,
    beside,
    dataFolder,
    settings,
    keychain,
    localZone,
    demo,
    onForgotten,
    onSurprise,
    collect,
  } = parts;
  const zone = localZone.get;
  const present = (): ConnectionProfile | null => connections.state().profile;
  const profiles = (): ConnectionProfile[] => connections.list().map(({ profile }) => profile);
  let scene: DemoScene | null = null;
  const rateLimitOf = createRateLimits({ dataFolder, clock, random, profiles, onSurprise });

  const createCaller: ConnectionParts['createCaller'] = (profile, secret, memory) => {
    if (secret.kind === 'desk') {
      const onViews = (views: FeedViews): void => void connections.published(profile, views);
      const timeZone = (): string | null => present()?.timeZone ?? null;
      return createDeskCaller(
        createLateFeed({ ...secret, clock, random, proxiesFor, beside, onViews }),
        memory,
        timeZone,
      );
    }
    const { host, accountId, botId, algorithm } = profile;
    const target = { host, accountId, botId, algorithm, secret };
    const parts = { target, fetch, clock, random, rateLimit: rateLimitOf(profile) };
    const onAnswer = (): void => collect?.(); // before it is decoded
    return {
      client: createKoreClient({ ...parts, memory, onAnswer }),
      createProbe: () => createProbe(parts),
      feed: null,
    };
  };

  const connections = createConnections({
    settings,
    keychain,
    createCaller,
    localTimeZone: zone,
    clock,
    randomUUID,
    onForgotten,
    async startDemo() {
      const { startDemo } = await import('./demo/server.ts');
      const wanted = demo?.scene ?? null;
      scene = typeof wanted === 'string' ? { name: wanted, startsAt: clock.now() } : wanted;
      return startDemo({ timeZone: demo?.timeZone ?? zone(), now: clock.now, scene: scene ?? undefined });
    },
  });

  function rateLimit(): RateLimit | null {
    const profile = present();
    return profile === null || profile.auth === 'desk' ? null : rateLimitOf(profile);
  }

  function attentionRules(timeZone: string | null): AttentionRules {
    const { limits, workingHours } = settings.get().preferences;
    const now = clock.now() + (connections.live()?.client.clockOffsetMs() ?? 0);
    return { limits, offHours: workingHours && offHours(workingHours, timeZone ?? zone(), now) };
  }

  return {
    connections,
    localZone,
    demoScene: () => (connections.state().kind === 'demo' ? scene : null),
    attentionRules,
    rateLimit,
    scheduleLimits: () => rateLimit()?.scheduleLimits() ?? scheduleLimits(MIN_COPIES, null, clock.now()),
    namesPace: () => rateLimit()?.namesPace() ?? namesPace(MIN_COPIES, null, clock.now()),
    readToday: createTodayReader(clock, zone),
    history({ storage, closed, ...parts }) {
      const disk = openHistoryRepository(storage.disk);
      const session = openHistoryRepository(storage.memory);
      return createHistory({
        ...parts,
        clock,
        live: connections.live,
        limits: () => settings.get().preferences.limits,
        isMasked: () => settings.get().preferences.isMasked,
        rateLimit: async () => (await rateLimit()?.read()) ?? null,
        disk,
        session,
        source() {
          const state = connections.state();
          const profile = state.profile ?? closed ?? null;
          if (profile === null) return null;
          const team = teamSource(state) ?? teamSourceOf(profile, 'saved');
          const { id, timeZone, apiTimes, isHistoryOff = false } = profile;
          const saved = settings.get().connections.find(({ profile }) => profile.id === id);
          return {
            key: { connectionId: team.connectionId, account: team.account },
            repository: team.isPersistent && !isHistoryOff ? disk : session,
            isDemo: isDemoTeam({ kind: state.kind, profile }),
            publisher: profile.auth === 'desk' ? (connections.publishedOf(profile) ?? {}) : null,
            timeZone: timeZone ?? zone(),
            apiTimes,
            memory: connections.live()?.memory.get() ?? saved?.memory ?? NOTHING_LEARNED,
          };
        },
      });
    },
  };
}
