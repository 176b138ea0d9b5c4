import { randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Algorithm } from '../shared/model.ts';
import type { ApiSecret } from './types.ts';

/** Signs one request; the answer is the value of the `auth` header. */
export type Signer = (serverNow: number) => Promise<string>;

const SECOND_MS = 1_000;
/** A host whose clock is behind ours refuses a token from its future, so `iat` lies a little in the past. */
const BACKDATE_S = 30;
/** Short, because every request is signed anew; Kore.ai documents no maximum (kore-facts 1.3). */
const LIFETIME_S = 5 * 60;
/** Kore.ai's samples show a placeholder here and some leave it out: the value is free (kore-facts 1.2). */
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
