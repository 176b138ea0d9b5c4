import { createTodayReader } from '../../../electron/history/today.ts';
import { createAvailability } from '../../../electron/kore/availability.ts';
import type { KoreApi } from '../../../electron/kore/request.ts';
import { afterLimit } from '../../../electron/kore/retry-after.ts';
import { createStatusDetails } from '../../../electron/kore/status-details.ts';
import { createTurn } from '../../../electron/kore/turn.ts';
import type { Budget, KoreClient } from '../../../electron/kore/types.ts';
import type { Clock } from '../../../electron/shared/clock.ts';
import { fail } from '../../../electron/shared/messages.ts';
import { NOTHING_LEARNED } from '../../../electron/shared/model.ts';
import { err, ok } from '../../../electron/shared/result.ts';
import { DETAILS_WAIT_MS } from '../../../electron/team/details-reader.ts';
import { createLiveTeam } from '../../../electron/team/live-team.ts';
import type { LiveTeam } from '../../../electron/team/types.ts';
import { connectionProfile } from '../connection-profile.ts';
import type { Centre } from './centre.ts';
import type { CountingServer } from './counting-server.ts';

/** What one simulated copy of Rollcall lives in. */
export interface CopyParts {
  /** Its number. */
  readonly id: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly server: CountingServer;
  readonly centre: Centre;
  /** Copies sharing the account, as this copy was told. */
  readonly told: number;
  /** Makes its budget; another one than Rollcall's own is for a simulation that has to fail. */
  readonly createBudget: (clock: Clock, told: number) => Budget;
  /** Hears which agents' secondary status it has learned. */
  readonly onKnown: (userIds: readonly string[]) => void;
}

/** A call takes so long to reach the server, and its answer as long to come back, milliseconds. */
const WAY_MIN_MS = 20;
const WAY_SPREAD_MS = 400;

/**
 * Makes one copy: the real live team with its poller, tempo and details reader, over the real turnstile, budget, paging
 * and decoding. Only sockets, signatures and the judging of bytes are left out.
 */
export function createCopy(parts: CopyParts): LiveTeam {
  const { id, clock, random, server, centre, told, createBudget, onKnown } = parts;
  const budget = createBudget(clock, told);
  const profile = connectionProfile({ copies: told, timeZone: 'UTC' });
  const memory = { get: () => NOTHING_LEARNED, learn: () => undefined };
  const api = createApi({ id, clock, random, server, centre }, budget);
  const client: KoreClient = {
    clockOffsetMs: api.clockOffsetMs,
    availability: createAvailability(api, 'st-1'),
    statusDetails: createStatusDetails(api, 'account', memory),
  };
  const live = { profile, isDemo: false, client, memory };
  const readToday = createTodayReader(clock, () => 'UTC');
  return createLiveTeam({
    clock,
    random,
    connections: {
      live: () => live,
      state: () => ({ kind: 'account', profile, secret: 'stored' }),
      generation: () => 1,
      subscribe: () => () => undefined,
    },
    pace: () => 'standard',
    share: () => budget.share(),
    readToday: (connection, asked, agents, signal) =>
      readToday({ ...asked, live: connection, agents, signal, maxWaitMs: DETAILS_WAIT_MS }),
    onDelta: ({ changed }) =>
      onKnown(changed.flatMap(({ userId, secondaryStatus }) => (secondaryStatus === null ? [] : userId))),
    onPoll: () => undefined,
  });
}

type ApiParts = Pick<CopyParts, 'id' | 'clock' | 'random' | 'server' | 'centre'>;

function createApi({ id, clock, random, server, centre }: ApiParts, budget: Budget): KoreApi {
  const travel = (): Promise<void> =>
    new Promise((resolve) => void clock.after(Math.round(WAY_MIN_MS + random() * WAY_SPREAD_MS), resolve));
  return {
    clockOffsetMs: () => 0,
    startRead(options) {
      const waitForTurn = createTurn(budget, clock, options);
      return async ({ query = {}, body }) => {
        const refusal = await waitForTurn();
        if (refusal !== null) return err(refusal);
        await travel();
        const isAccepted = server.accept(id);
        const value = isAccepted ? answerTo(centre, query, body) : null;
        await travel();
        if (isAccepted) {
          return ok({ bytes: new Uint8Array(), receivedAt: clock.now(), content: { isUnchanged: false, value } });
        }
        const retryAt = afterLimit(clock.now(), random);
        await budget.block(retryAt);
        return fail('rate-limited', { retryAt });
      };
    },
  };
}

function answerTo(centre: Centre, { limit, offset }: Readonly<Record<string, number>>, body: unknown): unknown {
  if (limit === undefined || offset === undefined) return centre.availability();
  const { agents = [] } = (body as { readonly filter: { readonly agents?: readonly string[] } }).filter;
  return centre.details(agents, offset, limit);
}
