import type { Clock } from '../shared/clock.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { createCallWait, type CallWait, type WaitWatch } from './call-wait.ts';
import type { RowReader } from './decode/rows.ts';
import { judge, secretsOf } from './errors.ts';
import { createHttp, type HttpAnswer } from './http.ts';
import { createServerClock } from './server-clock.ts';
import { createSigner, createTokenTime } from './token.ts';
import type { CallOptions, FetchFunction, KoreTarget, RateLimit } from './types.ts';

/** One request to one of the APIs. */
export interface ApiRequest {
  readonly path: string;
  readonly query?: Readonly<Record<string, number>>;
  /** Absent: a GET. */
  readonly body?: unknown;
  /** Whether these bytes are known already; then they are not decoded again. */
  readonly isKnown?: ((bytes: Uint8Array) => boolean) | undefined;
  /** What becomes of each row of a large answer while it is decoded; absent: it stays as sent. */
  readonly rowReader?: RowReader;
  /** Leaves out `iId`, to see whether it is needed. */
  readonly isWithoutBotId?: boolean;
}

/** A good answer: its bytes and what they say, or that they are known already. */
export interface ApiAnswer {
  readonly bytes: Uint8Array;
  /** When it came, by the server's clock as far as that is known, epoch milliseconds: its times are compared with it. */
  readonly receivedAt: number;
  readonly content: { readonly isUnchanged: true } | { readonly isUnchanged: false; readonly value: unknown };
}

/** Waits for the rate limit, sends one request and judges the answer. */
export type SendRequest = (request: ApiRequest) => Promise<Result<ApiAnswer>>;

/** A request that was sent; the answer comes later. */
export interface RequestUnderWay {
  readonly answer: Promise<Result<ApiAnswer>>;
}

/** The API of one account, as the readers of the two documents use it. */
export interface KoreApi {
  /** Begins a read of one or more requests, which wait for the rate limit at most `maxWaitMs` in all. */
  startRead(options: CallOptions, watch?: WaitWatch): SendRequest;
  /** Sends requests that have to start at once: null where the rate limit would make one wait. */
  startAtOnce(options: CallOptions): (request: ApiRequest) => Promise<RequestUnderWay | null>;
  /** How far the server's clock is ahead of this computer's, milliseconds; null before the first answer. */
  clockOffsetMs(): number | null;
}

/** What requests are made with. */
export interface KoreApiParts {
  readonly target: KoreTarget;
  readonly fetch: FetchFunction;
  readonly clock: Clock;
  readonly random: () => number;
  readonly rateLimit: Pick<RateLimit, 'take' | 'block'>;
  /** Gets every answer before it is judged, and when its request was sent. */
  readonly onAnswer?: (answer: HttpAnswer, sentAt: number) => void;
}

/**
 * Makes the API of one connection: waits for the rate limit, signs, sends, judges. A limit answer stops all calls of the
 * account. A refused token is signed and sent once more if the refusal itself shows that our clock was wrong.
 */
export function createKoreApi({ target, fetch, clock, random, rateLimit, onAnswer }: KoreApiParts): KoreApi {
  const sendHttp = createHttp({ origin: new URL(target.host).origin, fetch, clock });
  const serverClock = createServerClock(clock);
  const tokenTime = createTokenTime(clock, serverClock);
  const sign = createSigner(target.secret, target.algorithm);

  async function send(request: ApiRequest, signal: AbortSignal | undefined): Promise<Result<ApiAnswer>> {
    const { path, query = {}, body, isKnown, rowReader, isWithoutBotId = false } = request;
    const token = await sign(tokenTime.now());
    // Both ids on every call, because which API reads which one differs by version.
    const ids = { ...(isWithoutBotId ? {} : { iId: target.botId }), accountId: target.accountId };
    const sentAt = clock.now();
    const answer = await sendHttp({ path, query, body, headers: { auth: token, ...ids }, signal });
    if (!answer.ok) return answer;
    onAnswer?.(answer.value, sentAt);
    const { status, body: bytes, header } = answer.value;
    serverClock.learn(header('date'), sentAt);
    if (status === 200 && isKnown?.(bytes) === true) {
      return ok({ bytes, receivedAt: serverClock.now(), content: { isUnchanged: true } });
    }
    const secrets = (): readonly Uint8Array[] => secretsOf(target.secret, token);
    const judged = judge(answer.value, { now: clock.now(), random, secrets, rowReader });
    if (judged.ok) {
      return ok({ bytes, receivedAt: serverClock.now(), content: { isUnchanged: false, value: judged.value } });
    }
    const { code, retryAt } = judged.error;
    if (code === 'rate-limited' && retryAt !== undefined) await rateLimit.block(retryAt);
    return judged;
  }

  const isTokenRefused = (answer: Result<ApiAnswer>): boolean =>
    !answer.ok && answer.error.code === 'token-refused' && target.secret.kind === 'secret';

  async function sendSigned(
    request: ApiRequest,
    { signal }: CallOptions,
    waitToCall: CallWait,
  ): Promise<Result<ApiAnswer>> {
    const first = await send(request, signal);
    if (!isTokenRefused(first) || !tokenTime.canFollowHost() || (await waitToCall()) !== null) return first;
    tokenTime.followHost();
    const second = await send(request, signal);
    tokenTime.settle(isTokenRefused(second));
    return second;
  }

  return {
    clockOffsetMs: serverClock.offsetMs,
    startRead(options, watch) {
      const waitToCall = createCallWait(rateLimit, clock, options, watch);
      return async (request) => {
        const refusal = await waitToCall();
        return refusal === null ? sendSigned(request, options, waitToCall) : err(refusal);
      };
    },
    startAtOnce(options) {
      const mayCall = createCallWait(rateLimit, clock, { ...options, maxWaitMs: 0 });
      return async (request) => {
        const refusal = await mayCall();
        return refusal === null ? { answer: sendSigned(request, options, mayCall) } : null;
      };
    },
  };
}
