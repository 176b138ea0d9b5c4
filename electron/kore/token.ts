import { randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Clock } from '../shared/clock.ts';
import type { Algorithm } from '../shared/model.ts';
import type { ServerClock } from './server-clock.ts';
import type { ApiSecret } from './types.ts';

/** Signs one request; the answer is the value of the `auth` header. */
type Signer = (serverNow: number) => Promise<string>;

const SECOND_MS = 1_000;
/** A host whose clock is behind ours refuses a token from its future, so `iat` lies a little in the past. */
const BACKDATE_S = 30;
/** Short, because every request is signed anew; Kore.ai documents no maximum. */
const LIFETIME_S = 5 * 60;
/** A token is refused for its times only if our clock is off by more than it allows. */
const MIN_SKEW_MS = 30_000;
/** Kore.ai's samples show a placeholder here and some leave it out: the value is free. */
const SUBJECT = 'rollcall';

/**
 * Makes the signer of one connection. A client secret signs a fresh JWT for every request: claims `appId`, `sub`,
 * `iat` (30 s before `serverNow`, epoch milliseconds of the host's clock), `exp` (5 min after `iat`) and `jti`
 * (new each time, for apps that enforce JTI). A ready-made token is given back as it is.
 */
export function createSigner(secret: ApiSecret, algorithm: Algorithm): Signer {
  if (secret.kind === 'token') return () => Promise.resolve(secret.token);
  return (serverNow) => sign(secret.clientId, secret.key, algorithm, serverNow);
}

function sign(clientId: string, key: KeyObject, alg: Algorithm, serverNow: number): Promise<string> {
  const issuedAt = Math.floor(serverNow / SECOND_MS) - BACKDATE_S;
  return new SignJWT({ appId: clientId })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .setSubject(SUBJECT)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_S)
    .setJti(randomUUID())
    .sign(key);
}

/** By which clock tokens are dated: ours, until the host refuses that and accepts its own. */
interface TokenTime {
  /** The instant to date a token by, epoch milliseconds. */
  now(): number;
  /**
   * A token was just refused: whether the host's newest `Date` would date the next one otherwise. False too when that
   * was tried before and refused as well.
   */
  canFollowHost(): boolean;
  /** Dates the next token by the host's clock. */
  followHost(): void;
  /** How the host took that token; a refusal takes the change back. */
  settle(isRefused: boolean): void;
}

/**
 * Makes the time of one connection's tokens. The host's `Date` alone changes nothing: a proxy may have
 * written it, and a token with a wrong time would be refused where ours is accepted.
 */
export function createTokenTime(clock: Clock, serverClock: ServerClock): TokenTime {
  let offsetMs = 0;
  let before = 0;
  let refusedMs: number | null = null;
  const isNear = (otherMs: number | null): boolean =>
    otherMs !== null && Math.abs((serverClock.offsetMs() ?? 0) - otherMs) <= MIN_SKEW_MS;

  return {
    now: () => clock.now() + offsetMs,
    canFollowHost() {
      serverClock.trustLatest();
      return !isNear(offsetMs) && !isNear(refusedMs);
    },
    followHost() {
      before = offsetMs;
      offsetMs = serverClock.offsetMs() ?? 0;
    },
    settle(isRefused) {
      refusedMs = isRefused ? offsetMs : null;
      if (isRefused) offsetMs = before;
    },
  };
}
