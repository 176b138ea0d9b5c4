import type { KeyObject } from 'node:crypto';
import { readSigningKey, signingKeyText } from '../wire/keys.ts';

/** What a publisher keeps to itself. */
export interface PublisherSecret {
  /** Its password at the broker. */
  readonly password: string;
  readonly signingKey: KeyObject;
}

/** The keychain item of a publisher; `v` tells a later format apart. */
export function encodePublisherItem({ password, signingKey }: PublisherSecret): string {
  return JSON.stringify({ v: 1, password, signingKey: signingKeyText(signingKey) });
}

/** The secret in a keychain item; null where it is not one of these. */
export function decodePublisherItem(item: string): PublisherSecret | null {
  const { v, password, signingKey: text } = parseObject(item);
  const signingKey = typeof text === 'string' ? readSigningKey(text) : null;
  if (v !== 1 || typeof password !== 'string' || password === '' || signingKey === null) return null;
  return { password, signingKey };
}

function parseObject(text: string): {
  readonly v?: unknown;
  readonly password?: unknown;
  readonly signingKey?: unknown;
} {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {}; // the text of the error would quote the item
  }
}
