import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { CLOCK_TOLERANCE_S, createUsedTokens } from './used-tokens.ts';
import type { DemoClient, DemoScope } from './types.ts';

/** What a token was found to be: a client's, or refused in one of Kore's two ways. */
export type TokenVerdict =
  | { readonly ok: true; readonly scopes: readonly DemoScope[] }
  | { readonly ok: false; readonly reason: 'token' | 'client' };

const BAD_TOKEN: TokenVerdict = { ok: false, reason: 'token' };
const UNKNOWN_CLIENT: TokenVerdict = { ok: false, reason: 'client' };

/**
 * The check of the `auth` header (kore-facts 1): HS256 or HS512 with the client's secret, the client named by a claim
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
    // jose looks at `iat` only together with a maximum age, which Kore.ai does not document.
    const isFromTheFuture = payload.iat !== undefined && payload.iat > now / 1_000 + CLOCK_TOLERANCE_S;
    return isFromTheFuture ? undefined : payload;
  } catch {
    return undefined;
  }
}
