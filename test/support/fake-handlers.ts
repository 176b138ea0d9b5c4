import { ALLOWED_COMMANDS } from '../../electron/api/allow-lists.ts';
import { createRouter } from '../../electron/api/router.ts';
import type { AnyCommand, Handlers, Router, Sender, SenderId } from '../../electron/api/types.ts';
import { NO_COUNTS } from '../../electron/shared/team/counts.ts';
import {
  DEFAULT_PREFERENCES,
  EMPTY_DIRECTORY,
  NO_ALERTS,
  NO_VIEWS,
  NO_DESKTOP,
  type AlertEntry,
  type RateLimitReport,
  type ConnectionForm,
  type ConnectionState,
  type HistoryRequest,
  type Settings,
  type TeamDelta,
  type TeamSnapshot,
} from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { SAMPLE_BOARD } from './fake-board.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { ALL_READ, historyAnswers } from './fake-history-answers.ts';

/** One call that reached a handler. */
export interface HandlerCall {
  readonly command: AnyCommand;
  readonly args: readonly unknown[];
  readonly sender: SenderId;
}

/** A team of one agent at revision 7. */
export const SAMPLE_TEAM: TeamSnapshot = {
  revision: 7,
  agents: [
    {
      userId: 'u-1',
      name: 'Ana Łukasik',
      status: 'AVAILABLE',
      rawStatus: 'AVAILABLE',
      secondaryStatus: null,
      since: { at: null, precision: 'unknown', toleranceMs: 0 },
    },
  ],
  counts: { ...NO_COUNTS, AVAILABLE: 1, total: 1 },
  attention: 0,
  countedAt: 1_000,
  refreshAt: null,
  ignored: 0,
  asOf: 1_000,
  health: { state: 'live', since: 1_000, nextAt: 31_000, message: '' },
  view: null,
  intervalMs: 30_000,
  queues: [],
  unwatched: [],
};

/** The delta from SAMPLE_TEAM in which its agent leaves. */
export const SAMPLE_DELTA: TeamDelta = {
  base: 7,
  revision: 8,
  changed: [],
  removed: ['u-1'],
  counts: NO_COUNTS,
  attention: 0,
  countedAt: 1_000,
  refreshAt: null,
  ignored: 0,
  asOf: 2_000,
  health: SAMPLE_TEAM.health,
  view: null,
  intervalMs: 30_000,
};

export const SAMPLE_SETTINGS: Settings = DEFAULT_PREFERENCES;

export const SAMPLE_FORM: ConnectionForm = {
  id: null,
  name: 'Berlin',
  host: 'https://platform.kore.ai',
  accountId: '63f07d26f04465685df40000',
  botId: 'st-1',
  auth: 'secret',
  clientId: 'cs-1',
  clientSecret: 'example-secret',
  token: null,
  algorithm: 'HS256',
  timeZone: 'Europe/Berlin',
  isHostConfirmed: false,
  isNameConfirmed: false,
};

export const SAMPLE_REQUEST: HistoryRequest = {
  dates: ['2026-03-01', '2026-03-02'],
  who: { kind: 'everybody' },
  timeZone: null,
  apiTimes: null,
};

const SAMPLE_RATE_LIMIT: RateLimitReport = {
  copies: 1,
  perMinute: 20,
  usedLastMinute: 4,
  perHour: 1_500,
  usedLastHour: 118,
  blockedUntil: null,
  freeAt: null,
  slowedSince: null,
  intervalMs: 30_000,
};

const SAMPLE_ENTRY: AlertEntry = {
  id: 1,
  at: 1_000,
  ruleId: 'nobody',
  kind: 'below',
  event: 'fired',
  userId: null,
  text: 'Nobody is available',
  held: null,
  excused: null,
};

const NOT_CONNECTED: ConnectionState = { kind: 'none', profile: null, secret: 'none' };

/** Handlers that record each call and answer with samples, or null without one; `overrides` replaces single ones. */
export function createFakeHandlers(overrides: Partial<Handlers> = {}): { handlers: Handlers; calls: HandlerCall[] } {
  const calls: HandlerCall[] = [];
  const answers: Partial<Record<string, (args: never, sender: Sender) => unknown>> = {
    ...sampleAnswers(),
    ...overrides,
  };
  const commands = [...ALLOWED_COMMANDS.window, ...ALLOWED_COMMANDS.socket] as AnyCommand[];
  const recorded = commands.map((command) => [
    command,
    (args: never, sender: Sender) => {
      calls.push({ command, args, sender: sender.id });
      const answer = answers[command];
      return answer === undefined ? ok(null) : answer(args, sender);
    },
  ]);
  return { handlers: Object.fromEntries(recorded) as Handlers, calls };
}

/** A router over fake handlers with its own clock; records what the handlers throw. */
export function createFakeRouter(overrides: Partial<Handlers> = {}): {
  readonly router: Router;
  readonly clock: FakeClock;
  readonly calls: HandlerCall[];
  readonly surprises: unknown[];
} {
  const clock = createFakeClock();
  const surprises: unknown[] = [];
  const { handlers, calls } = createFakeHandlers(overrides);
  const router = createRouter({ clock, onSurprise: (error) => surprises.push(error) });
  router.handle(handlers);
  return { router, clock, calls, surprises };
}

function sampleAnswers(): Partial<Handlers> {
  const connection = () => ok(NOT_CONNECTED);
  const history = historyAnswers({
    state: { history: ALL_READ },
    peopleOf: () => SAMPLE_TEAM.agents,
    timeZone: () => 'Etc/UTC',
    limits: () => SAMPLE_SETTINGS.limits,
    now: () => Date.parse('2026-03-10T12:00:00Z'),
    onProgress: () => undefined,
    onChange: () => undefined,
  });
  return {
    'app:info': () =>
      ok({
        version: '0.1.0',
        surface: 'browser',
        platform: 'linux',
        timeZone: 'Etc/UTC',
        timeZoneProblem: null,
        dataFolder: '/data',
      }),
    'team:snapshot': () => ok(SAMPLE_TEAM),
    'board:get': () => ok(SAMPLE_BOARD),
    'team:refresh': () => ok({ runsAt: null }),
    'rate-limit:get': () => ok(SAMPLE_RATE_LIMIT),
    'trend:get': () => ok({ startsAt: 0, endsAt: 60_000, bucketMs: 60_000, buckets: [null], before: null }),
    'view:list': () => ok(NO_VIEWS),
    'view:open': () => ok(NO_VIEWS),
    'view:save': () => ok(NO_VIEWS),
    'view:set-agents': () => ok(NO_VIEWS),
    'view:remove': () => ok(NO_VIEWS),
    'view:import': () => ok({ list: NO_VIEWS, added: 0, refused: [] }),
    'view:check': () => ok({ agents: 1, refusals: {}, refusal: null }),
    'view:count': () => ok({ matching: 1, agents: 1, first: [] }),
    'directory:get': () => ok(EMPTY_DIRECTORY),
    'directory:refresh': () => ok(EMPTY_DIRECTORY),
    'connection:get': connection,
    'connection:list': () => ok([]),
    'connection:open': connection,
    'connection:forget': connection,
    'connection:check': () => ok({}),
    'connection:test': () =>
      ok({ availability: { ok: true, detail: '1 agent' }, statusDetails: { ok: true, detail: '1 agent' } }),
    'connection:save': connection,
    'connection:update': connection,
    'connection:remove': connection,
    'connection:retry': connection,
    'connection:demo': connection,
    'alert:list': () => ok(NO_ALERTS),
    'alert:save': () => ok(NO_ALERTS),
    'alert:remove': () => ok(NO_ALERTS),
    'alert:mute': () => ok(NO_ALERTS),
    'alert:snooze-rule': () => ok(NO_ALERTS),
    'alert:snooze': () => ok(NO_ALERTS),
    'alert:seen': () => ok(NO_ALERTS),
    'alert:log': () => ok([]),
    'alert:excuse': ([id, excused]) => ok({ ...SAMPLE_ENTRY, id, excused }),
    'alert:export': () => ok(''),
    'alert:dry-run': () => ok({ days: [], suggestion: null, problem: null }),
    'alert:drill': () => ok('Sent.'),
    'alert:ledger': ([ruleId]) => ok({ ruleId, timeZone: 'UTC', days: [] }),
    'alert:export-ledger': () => ok(''),
    'accuracy:get': () => ok({ dates: [], timeZone: 'UTC', minutes: 0, skipped: 0, statuses: [] }),
    'history:get': ([request]) => history['history:get'](request),
    'history:read': ([request]) => history['history:read'](request),
    'history:read-again': ([request]) => history['history:read-again'](request),
    'history:day': ([request, date]) => history['history:day'](request, date),
    'history:agent': ([request, userId]) => history['history:agent'](request, userId),
    'history:totals': ([request]) => history['history:totals'](request),
    'history:coverage': ([request, floor]) => history['history:coverage'](request, floor),
    'history:lengths': ([request]) => history['history:lengths'](request),
    'history:export': ([request, what]) => history['history:export'](request, what),
    'settings:get': () => ok(SAMPLE_SETTINGS),
    'settings:update': ([patch]) => ok({ ...SAMPLE_SETTINGS, ...patch }),
    'storage:get': () => ok({ retentionDays: 30, problem: null }),
    'storage:purge': () => ok({ retentionDays: 30, problem: null }),
    'desktop:get': () => ok(NO_DESKTOP),
    'login:set': () => ok(NO_DESKTOP),
    'update:check': () => ok(NO_DESKTOP),
    'status:get': () =>
      ok({
        connection: NOT_CONNECTED,
        team: SAMPLE_TEAM,
        isMasked: false,
        rules: { limits: SAMPLE_SETTINGS.limits, offHours: null },
        attention: 0,
      }),
    'page:serve': () => ok({ url: 'http://127.0.0.1:4000/#token=x' }),
  };
}
