import type { KeyObject } from 'node:crypto';
import type { PublisherAccess } from '../../settings/types.ts';
import type { DeskLine } from '../broker/desk-line.ts';
import { newSigningKey, publicKeyText } from '../wire/keys.ts';
import type { BrokerAccount } from './accounts.ts';
import { deskRights, publisherRights, type DeskRole } from './rights.ts';

/** Random bytes that nobody can guess. */
export type RandomBytes = (count: number) => Uint8Array;

const ID_BYTES = 5;
/** 192 bits. */
const PASSWORD_BYTES = 24;

/** A new desk: what the broker needs to know of it, and what the desk does. */
export interface NewDesk {
  readonly account: BrokerAccount;
  readonly line: DeskLine;
}

/** Makes the password and the rights of a desk. */
export function newDesk(
  name: string,
  role: DeskRole,
  { broker, site, keys }: Pick<PublisherAccess, 'broker' | 'site' | 'keys'>,
  randomBytes: RandomBytes,
): NewDesk {
  const user = `${deskPrefix(site)}${idOf(randomBytes)}`;
  return {
    account: { user, name, rights: deskRights(site, role) },
    line: { name, password: passwordOf(randomBytes), access: { broker, site, deskId: user, ...role, keys } },
  };
}

/** A new publisher: what the broker needs to know of it, what the settings do, and its secrets. */
export interface NewPublisher {
  readonly account: BrokerAccount;
  readonly access: PublisherAccess;
  readonly password: string;
  readonly signingKey: KeyObject;
}

/**
 * Makes the password and the key of a publisher. `site` is that of a publisher for which this one stands by, and `keys` are
 * those of other publishers; desks trust all of them.
 */
export function newPublisher(
  { name, broker, site, keys }: { name: string; broker: string; site: string | null; keys: readonly string[] },
  randomBytes: RandomBytes,
): NewPublisher {
  const signingKey = newSigningKey();
  const itsSite = site ?? idOf(randomBytes);
  const publisherId = idOf(randomBytes);
  const user = `${publisherPrefix(itsSite)}${publisherId}`;
  return {
    account: { user, name, rights: publisherRights(itsSite) },
    access: { broker, site: itsSite, publisherId, user, keys: [publicKeyText(signingKey), ...keys] },
    password: passwordOf(randomBytes),
    signingKey,
  };
}

/** How the user names of a site's accounts begin: a broker may have several sites, and other accounts. */
export function userPrefix(site: string): string {
  return `rollcall-${site}-`;
}

/** How the user names of a site's desks begin. */
export function deskPrefix(site: string): string {
  return `${userPrefix(site)}desk-`;
}

/** How the user names of a site's publishers begin. */
export function publisherPrefix(site: string): string {
  return `${userPrefix(site)}publisher-`;
}

/** An account that may do what a publisher may, for as long as it takes to clear what one has left. */
export function newCleaner(
  site: string,
  randomBytes: RandomBytes,
): { readonly account: BrokerAccount; readonly password: string } {
  const user = `${userPrefix(site)}clearing`;
  return { account: { user, name: user, rights: publisherRights(site) }, password: passwordOf(randomBytes) };
}

/** Lower-case letters and digits only, which can be typed and are safe in every topic and file. */
function idOf(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(ID_BYTES)).toString('hex');
}

function passwordOf(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(PASSWORD_BYTES)).toString('base64url');
}
