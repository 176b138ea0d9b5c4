import { createSecretKey, type KeyObject } from 'node:crypto';
import { decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import type { DemoClient, DemoScope } from './types.ts';

/** What a token was found to be: a client's, or refused in one of Kore's two ways. */
type TokenVerdict =
  | { readonly ok: true; readonly scopes: readonly DemoScope[] }
  | { readonly ok: false; readonly reason: 'token' | 'client' };

const BAD_TOKEN: TokenVerdict = { ok: false, reason: 'token' };
const UNKNOWN_CLIENT: TokenVerdict = { ok: false, reason: 'client' };

/**
 * The check of the `auth` header: HS256 or HS512 with the client's secret, the client named by a claim
 * spelt exactly `appId`. `exp`, `nbf` and `iat` count when present, with a minute of tolerance, and a `jti` serves once
 * (Enforce JTI); like Kore.ai by default, tokens without them pass.
 */
export function createTokenCheck(
  clients: readonly DemoClient[],
): (token: string | undefined, now: number) => Promise<TokenVerdict> {
  const keys = new Map<string, KeyObject>();
  for (const client of clients) keys.set(client.clientId, createSecretKey(Buffer.from(client.clientSecret)));
  const used = createUsedTokens();
  return async (token, now) => {
    if (!token) return UNKNOWN_CLIENT;
    const appId = claimedAppId(token);
    if (appId === undefined) return BAD_TOKEN;
    const client = clients.find(({ clientId }) => clientId === appId);
    const key = keys.get(appId);
    if (!client || !key) return UNKNOWN_CLIENT;
    const claims = await verified(token, key, now);
    if (!claims || !used.take(client.clientId, claims, now)) return BAD_TOKEN;
    return { ok: true, scopes: client.scopes };
  };
}

function claimedAppId(token: string): string | undefined {
  try {
    const { appId } = decodeJwt(token);
    return typeof appId === 'string' ? appId : undefined;
  } catch {
    return undefined;
  }
}

async function verified(token: string, key: KeyObject, now: number): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256', 'HS512'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now),
    });
    // jose checks `iat` only together with a maximum age, which Kore.ai does not document.
    const isFromTheFuture = payload.iat !== undefined && payload.iat > now / 1_000 + CLOCK_TOLERANCE_S;
    return isFromTheFuture ? undefined : payload;
  } catch {
    return undefined;
  }
}

/** A token without `exp` would live for ever; its `jti` is remembered this long. */
const WITHOUT_EXPIRY_MS = 3_600_000;
/** Beyond this many the oldest are forgotten, so that memory stays bounded. */
const REMEMBERED = 20_000;
/** Clocks differ: a token is still taken this long after its `exp`, in seconds as JWT counts. */
const CLOCK_TOLERANCE_S = 60;

/** Remembers which tokens were used. */
interface UsedTokens {
  /** False when the client has used this `jti` in a token that is still alive; a token without `jti` always passes. */
  take(clientId: string, claims: JWTPayload, now: number): boolean;
}

/** As Kore.ai's option Enforce JTI: no token is accepted twice. */
function createUsedTokens(): UsedTokens {
  const diesAt = new Map<string, number>();
  return {
    take(clientId, { jti, exp }, now) {
      if (jti === undefined) return true;
      const key = `${clientId} ${jti}`;
      if ((diesAt.get(key) ?? -Infinity) > now) return false;
      diesAt.delete(key);
      diesAt.set(key, exp === undefined ? now + WITHOUT_EXPIRY_MS : (exp + CLOCK_TOLERANCE_S) * 1_000);
      const [oldest] = diesAt.keys();
      if (diesAt.size > REMEMBERED && oldest !== undefined) diesAt.delete(oldest);
      return true;
    },
  };
}
