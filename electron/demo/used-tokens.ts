import type { JWTPayload } from 'jose';

/** A token without `exp` would live for ever; its `jti` is remembered this long. */
const WITHOUT_EXPIRY_MS = 3_600_000;
/** Beyond this many the oldest are forgotten, so that memory stays bounded. */
const REMEMBERED = 20_000;
/** Clocks differ: a token is still taken this long after its `exp`, in seconds as JWT counts. */
export const CLOCK_TOLERANCE_S = 60;

/** Remembers which tokens were used. */
export interface UsedTokens {
  /** False when the client has used this `jti` in a token that is still alive; a token without `jti` always passes. */
  take(clientId: string, claims: JWTPayload, now: number): boolean;
}

/** What Kore.ai's option Enforce JTI is for: no token serves twice (kore-facts 1.4). */
export function createUsedTokens(): UsedTokens {
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
