import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KoreAccount } from './types.ts';

const HASHES: Readonly<Record<string, string>> = { HS256: 'sha256', HS512: 'sha512' };
const SKEW_S = 60;

/** The result of checking a token: good, or one of two refusals. */
export type TokenVerdict = 'good' | 'badToken' | 'badCredentials';

/**
 * Checks `auth` tokens by hand with node:crypto: three base64url parts, HS256 or HS512 over the first two with the
 * client secret, the claim spelt `appId`, a validity period that includes now, and a `jti` not used before.
 */
export function createTokenJudge(account: KoreAccount, clock: () => number): (token: unknown) => TokenVerdict {
  const used = new Set<string>();
  return (token) => {
    if (typeof token !== 'string' || token === '') return 'badCredentials';
    const [head = '', claims = '', signature = ''] = token.split('.');
    const { alg } = part(head);
    const hash = HASHES[String(alg)];
    if (hash === undefined) return 'badToken';
    const { appId, iat, exp, jti } = part(claims);
    if (appId !== account.clientId) return 'badCredentials';
    const expected = createHmac(hash, account.clientSecret).update(`${head}.${claims}`).digest();
    const shown = Buffer.from(signature, 'base64url');
    if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return 'badToken';
    const now = clock() / 1_000;
    if (typeof iat !== 'number' || typeof exp !== 'number' || iat > now + SKEW_S || exp < now) return 'badToken';
    if (typeof jti !== 'string' || used.has(jti)) return 'badToken';
    used.add(jti);
    return 'good';
  };
}

function part(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
