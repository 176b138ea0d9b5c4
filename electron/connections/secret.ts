import { createSecretKey } from 'node:crypto';
import type { ApiSecret } from '../kore/types.ts';
import type { AuthKind, ConnectionProfile } from '../shared/model.ts';

/** What a keychain item holds; `v` tells a later format apart. */
type Item = { readonly v: 1; readonly clientSecret: string } | { readonly v: 1; readonly token: string };

/**
 * Makes the secret of a connection from its text. A client secret becomes a KeyObject at once, which keeps it out of
 * heap snapshots and logs; `clientId` is used only with it.
 */
export function toApiSecret(auth: AuthKind, text: string, clientId: string): ApiSecret {
  if (auth === 'token') return { kind: 'token', token: text };
  return { kind: 'secret', clientId, key: createSecretKey(Buffer.from(text, 'utf8')) };
}

/** The keychain item of a secret. */
export function encodeItem(secret: ApiSecret): string {
  return secret.kind === 'token' ? itemText('token', secret.token) : itemText('secret', secret.key.export().toString());
}

/** How many bytes the keychain item of a secret would take. */
export function itemBytes(auth: AuthKind, text: string): number {
  return Buffer.byteLength(itemText(auth, text));
}

/** The secret in a keychain item; null when the item is not ours or not of the profile's kind. */
export function decodeItem(item: string, profile: ConnectionProfile): ApiSecret | null {
  const { auth, clientId } = profile;
  const json = readJson(item);
  if (typeof json !== 'object' || json === null || !('v' in json) || json.v !== 1) return null;
  const text = auth === 'token' ? 'token' in json && json.token : 'clientSecret' in json && json.clientSecret;
  if (typeof text !== 'string' || text === '') return null;
  return toApiSecret(auth, text, clientId ?? '');
}

function itemText(auth: AuthKind, text: string): string {
  const item: Item = auth === 'token' ? { v: 1, token: text } : { v: 1, clientSecret: text };
  return JSON.stringify(item);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the text of the error would quote the item
  }
}
