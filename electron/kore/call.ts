import type { Clock } from '../shared/clock.ts';
import { ok, type AppError, type Result } from '../shared/result.ts';
import { isSameBytes } from './decode.ts';
import { judge, type HttpAnswer } from './errors.ts';
import { createHttp } from './http.ts';
import { secretsOf } from './server-sentence.ts';
import { createServerClock } from './server-clock.ts';
import { createTokenTime } from './token-time.ts';
import { createSigner } from './token.ts';
import type { Turn } from './turn.ts';
import type { Budget, FetchFunction, KoreTarget } from './types.ts';

/** One call of one of the two APIs. */
export interface ApiCall {
  readonly path: string;
  readonly query: Readonly<Record<string, number>>;
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;
  /** Waited for before each request. */
  readonly turn: Turn;
  /** Bytes of an earlier good answer; if they come again they are not read again. */
  readonly previous?: Uint8Array | undefined;
  /** Leaves out `iId`, to see whether it is needed. */
  readonly isWithoutBotId?: boolean | undefined;
}

/** A good answer: its bytes and what they say, or that they equal `previous`. */
export interface ApiAnswer {
  readonly bytes: Uint8Array;
  /** When it came, by the server's clock as far as that is known, epoch milliseconds: its times are compared with it. */
  readonly receivedAt: number;
  readonly content: { readonly isUnchanged: true } | { readonly isUnchanged: false; readonly value: unknown };
}

/** What a client calls with: one call at a time, and how far the host's clock is ahead of ours (see `ServerClock`). */
export interface Caller {
  readonly callApi: CallApi;
  readonly clockOffsetMs: () => number | null;
}

/** Makes one call and judges its answer. */
export type CallApi = (call: ApiCall) => Promise<Result<ApiAnswer>>;

/** What calls are made with. */
export interface CallParts {
  readonly target: KoreTarget;
  readonly fetch: FetchFunction;
  readonly clock: Clock;
  readonly random: () => number;
  readonly budget: Pick<Budget, 'take' | 'block'>;
  /** Hears every answer as it came, before it is judged, and when its request was sent. */
  readonly onAnswer?: (answer: HttpAnswer, sentAt: number) => void;
}

/**
 * Makes the caller of one connection: waits for the budget, signs, sends, judges. A limit answer blocks the budget. A
 * refused token is signed and sent once more if the refusal itself shows that our clock was wrong.
 */
export function createCaller({ target, fetch, clock, random, budget, onAnswer }: CallParts): Caller {
  const send = createHttp({ origin: new URL(target.host).origin, fetch, clock });
  const serverClock = createServerClock(clock);
  const tokenTime = createTokenTime(clock, serverClock);
  const sign = createSigner(target.secret, target.algorithm);
  // Both documents together; sent on every call, because which API reads which one differs by version (kore-facts 4.1).
  const idsOf = ({ isWithoutBotId = false }: ApiCall): Readonly<Record<string, string>> => ({
    ...(isWithoutBotId ? {} : { iId: target.botId }),
    accountId: target.accountId,
  });

  async function request(call: ApiCall): Promise<Result<ApiAnswer>> {
    const token = await sign(tokenTime.now());
    const sentAt = clock.now();
    const answer = await send({ ...call, headers: { auth: token, ...idsOf(call) } });
    if (!answer.ok) return answer;
    onAnswer?.(answer.value, sentAt);
    const { status, body, header } = answer.value;
    serverClock.learn(header('date'), sentAt);
    if (status === 200 && call.previous !== undefined && isSameBytes(body, call.previous)) {
      return ok({ bytes: call.previous, receivedAt: serverClock.now(), content: { isUnchanged: true } });
    }
    const secrets = (): readonly Uint8Array[] => secretsOf(target.secret, token);
    const judged = judge(answer.value, { now: clock.now(), random, secrets });
    if (!judged.ok && judged.error.code === 'rate-limited') await block(judged.error);
    if (!judged.ok) return judged;
    return ok({ bytes: body, receivedAt: serverClock.now(), content: { isUnchanged: false, value: judged.value } });
  }

  async function block({ retryAt }: AppError): Promise<void> {
    if (retryAt !== undefined) await budget.block(retryAt);
  }

  const isTokenRefused = (answer: Result<ApiAnswer>): boolean =>
    !answer.ok && answer.error.code === 'token-refused' && target.secret.kind === 'secret';

  const callApi: CallApi = async (call) => {
    const refusal = await call.turn();
    if (refusal !== null) return { ok: false, error: refusal };
    const first = await request(call);
    if (!isTokenRefused(first) || !tokenTime.canFollowHost() || (await call.turn()) !== null) return first;
    tokenTime.followHost();
    const second = await request(call);
    tokenTime.settle(isTokenRefused(second));
    return second;
  };
  return { callApi, clockOffsetMs: serverClock.offsetMs };
}
