import { createSecretKey } from 'node:crypto';
import type { ApiSecret } from '../kore/types.ts';
import type { AuthKind, ConnectionProfile, DeskAccess } from '../shared/model.ts';
import type { ConnectionSecret, DeskSecret } from './types.ts';

/** What a keychain item holds; `v` tells a later format apart. */
const FIELDS = { secret: 'clientSecret', token: 'token', desk: 'password' } as const satisfies Record<AuthKind, string>;

/**
 * Makes the secret of a connection from its text. A client secret becomes a KeyObject at once, which keeps it out of
 * heap snapshots and logs; `clientId` is used only with it.
 */
export function toApiSecret(auth: Exclude<AuthKind, 'desk'>, text: string, clientId: string): ApiSecret {
  if (auth === 'token') return { kind: 'token', token: text };
  return { kind: 'secret', clientId, key: createSecretKey(Buffer.from(text, 'utf8')) };
}

/** Makes the secret of a desk from its password. */
export function toDeskSecret(access: DeskAccess, password: string): DeskSecret {
  return { kind: 'desk', access, password: createSecretKey(Buffer.from(password, 'utf8')) };
}

/** The keychain item of a secret. */
export function encodeItem(secret: ConnectionSecret): string {
  if (secret.kind === 'token') return itemText('token', secret.token);
  return itemText(secret.kind, (secret.kind === 'desk' ? secret.password : secret.key).export().toString());
}

/** How many bytes the keychain item of a secret would take. */
export function itemBytes(auth: AuthKind, text: string): number {
  return Buffer.byteLength(itemText(auth, text));
}

/** The secret in a keychain item; null when the item is not ours or not of the profile's kind. */
export function decodeItem(item: string, { auth, clientId, relay }: ConnectionProfile): ConnectionSecret | null {
  const json = readJson(item);
  if (typeof json !== 'object' || json === null || !('v' in json) || json.v !== 1) return null;
  const text: unknown = Object.entries(json).find(([name]) => name === FIELDS[auth])?.[1];
  if (typeof text !== 'string' || text === '') return null;
  if (auth !== 'desk') return toApiSecret(auth, text, clientId ?? '');
  return relay === undefined ? null : toDeskSecret(relay, text);
}

function itemText(auth: AuthKind, text: string): string {
  return JSON.stringify({ v: 1, [FIELDS[auth]]: text });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the text of the error would quote the item
  }
}
