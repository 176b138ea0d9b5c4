import { createTodayReader } from '../../../electron/history/read/today.ts';
import { createAvailability } from '../../../electron/kore/availability.ts';
import { createNames } from '../../../electron/kore/names.ts';
import type { ApiAnswer, ApiRequest, KoreApi } from '../../../electron/kore/request.ts';
import { afterLimit } from '../../../electron/kore/retry-after.ts';
import { createStatusDetails } from '../../../electron/kore/status-details.ts';
import { createCallWait } from '../../../electron/kore/call-wait.ts';
import type { KoreClient, RateLimit } from '../../../electron/kore/types.ts';
import type { Clock } from '../../../electron/shared/clock.ts';
import { err, fail, ok, type Result } from '../../../electron/shared/result.ts';
import { NOTHING_LEARNED } from '../../../electron/shared/model.ts';
import { DETAILS_WAIT_MS } from '../../../electron/team/details/details-reader.ts';
import { createLiveTeam } from '../../../electron/team/live-team.ts';
import type { LiveConnection } from '../../../electron/connections/types.ts';
import type { TeamDirectory } from '../../../electron/team/directory/types.ts';
import type { LiveTeam } from '../../../electron/team/types.ts';
import { connectionProfile } from '../connection-profile.ts';
import type { Centre } from './centre.ts';
import type { CountingServer } from './counting-server.ts';
import { DEFAULT_RULES } from '../fake-team.ts';
import { createProbe } from '../no-probe.ts';

/** The surroundings of one simulated copy of Rollcall. */
export interface CopyParts {
  /** Its number. */
  readonly id: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly server: CountingServer;
  readonly centre: Centre;
  /** The number of copies in this one's settings. */
  readonly configured: number;
  /** Makes its rate limit: Rollcall's own, or one with which the simulation must fail. */
  readonly createRateLimit: (clock: Clock, configured: number, random: () => number) => RateLimit;
  /** Called with the agents whose secondary status it has learned. */
  readonly onKnown: (userIds: readonly string[]) => void;
  /** Called after each successful poll. */
  readonly onTeam: () => void;
  /** Makes the directory of names that is read beside; none where absent. */
  readonly createDirectory?: (live: LiveConnection, rateLimit: RateLimit) => TeamDirectory;
}

/** The travel time of a call to the server, and of its answer, milliseconds. */
const TRAVEL_MIN_MS = 20;
const TRAVEL_SPREAD_MS = 400;

/**
 * Makes one copy: the real live team with its schedule and details reader, over the real rate limit, paging and
 * decoding. Only sockets, signatures and the parsing of bytes are left out.
 */
export function createCopy(parts: CopyParts): LiveTeam {
  const { id, clock, random, server, centre, configured, createRateLimit, onKnown, onTeam, createDirectory } = parts;
  const rateLimit = createRateLimit(clock, configured, random);
  const profile = connectionProfile({ copies: configured, timeZone: 'UTC' });
  const memory = { get: () => NOTHING_LEARNED, learn: () => undefined };
  const api = createApi({ id, clock, random, server, centre }, rateLimit);
  const availability = createAvailability(api, 'st-1');
  const client: KoreClient = {
    clockOffsetMs: api.clockOffsetMs,
    names: createNames(api, { accountId: 'account', botId: 'st-1' }, { availability, now: clock.now }),
    availability,
    statusDetails: createStatusDetails(api, 'account', memory),
  };
  const live = { profile, isDemo: false, client, memory, createProbe, feed: null };
  const directory = createDirectory?.(live, rateLimit);
  const readToday = createTodayReader(clock, () => 'UTC');
  return createLiveTeam({
    clock,
    random,
    rules: () => DEFAULT_RULES,
    connections: {
      live: () => live,
      state: () => ({ kind: 'account', profile, secret: 'stored' }),
      generation: () => 1,
      subscribe: () => () => undefined,
    },
    pace: () => 'standard',
    scheduleLimits() {
      const { pollMs, detailsMs } = rateLimit.scheduleLimits();
      return { pollMs, detailsMs: directory?.isReading() === true ? 2 * detailsMs : detailsMs };
    },
    readToday: (connection, request, agents, signal) =>
      readToday({ ...request, live: connection, agents, signal, maxWaitMs: DETAILS_WAIT_MS }),
    onDelta({ changed, health }) {
      directory?.follow(health);
      onKnown(changed.flatMap(({ userId, secondaryStatus }) => (secondaryStatus === null ? [] : userId)));
    },
    onPoll: ({ healthAfter }) => (healthAfter.state === 'live' ? onTeam() : undefined),
  });
}

type ApiParts = Pick<CopyParts, 'id' | 'clock' | 'random' | 'server' | 'centre'>;

function createApi({ id, clock, random, server, centre }: ApiParts, rateLimit: RateLimit): KoreApi {
  const travel = (): Promise<void> =>
    new Promise((resolve) => void clock.after(Math.round(TRAVEL_MIN_MS + random() * TRAVEL_SPREAD_MS), resolve));

  async function send({ path, query = {}, body }: ApiRequest): Promise<Result<ApiAnswer>> {
    await travel();
    const isAccepted = server.accept(id);
    const value = isAccepted ? answerTo(centre, path, query, body) : null;
    await travel();
    if (isAccepted) {
      return ok({ bytes: new Uint8Array(), receivedAt: clock.now(), content: { isUnchanged: false, value } });
    }
    const retryAt = afterLimit(clock.now(), random);
    await rateLimit.block(retryAt);
    return fail('rate-limited', { retryAt });
  }

  return {
    clockOffsetMs: () => 0,
    startRead(options) {
      const waitToCall = createCallWait(rateLimit, clock, options);
      return async (request) => {
        const refusal = await waitToCall();
        return refusal === null ? send(request) : err(refusal);
      };
    },
    startAtOnce:
      ({ priority }) =>
      async (request) =>
        (await rateLimit.take(priority)).ok ? { answer: send(request) } : null,
  };
}

function answerTo(
  centre: Centre,
  path: string,
  { limit, offset }: Readonly<Record<string, number>>,
  body: unknown,
): unknown {
  if (path.includes('/queue-performance')) return { finalResult: centre.queues(), hasMore: false };
  if (path.endsWith('/skill-groups')) return { results: [], hasMore: false };
  if (typeof body === 'object' && body !== null && 'queueIds' in body) return centre.members();
  if (limit === undefined || offset === undefined) return centre.availability();
  const { agents = [] } = (body as { readonly filter: { readonly agents?: readonly string[] } }).filter;
  return centre.details(agents, offset, limit);
}
