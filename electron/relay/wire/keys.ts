import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The type of key that publishers sign with. */
const TYPE = 'ed25519';
/** Bytes of a public key. */
const PUBLIC_BYTES = 32;
const BASE64URL = /^[\w-]+$/;

/** A new key to sign with. */
export function newSigningKey(): KeyObject {
  return generateKeyPairSync(TYPE).privateKey;
}

/** A key to sign with as a text for the keychain or a secret file. */
export function signingKeyText(key: KeyObject): string {
  return key.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
}

/** The key of such a text; null where it is none. */
export function readSigningKey(text: string): KeyObject | null {
  try {
    const key = createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyType === TYPE && signingKeyText(key) === text ? key : null;
  } catch {
    return null;
  }
}

/** What desks pin of a signing key: its raw public half as base64url. */
export function publicKeyText(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'jwk' }).x ?? '';
}

/** A public key of such a text; null where it is none. */
export function readPublicKey(text: string): KeyObject | null {
  if (!BASE64URL.test(text) || Buffer.from(text, 'base64url').length !== PUBLIC_BYTES) return null;
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text }, format: 'jwk' });
  } catch {
    return null;
  }
}
