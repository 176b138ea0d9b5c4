/** How much of a team a desk's role may see: names, initials in their place, or counts and no agents at all. */
export const AUDIENCES = ['names', 'initials', 'counts'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The id of the published view that everybody is in. */
export const EVERYBODY_ID = 'everybody';

/** Where a desk connects and what it trusts; its password is in the keychain. */
export interface DeskAccess {
  /** For example `wss://mqtt.example.com/mqtt` or `mqtts://mqtt.example.com:8883`; nothing else is ever connected to. */
  readonly broker: string;
  /** A random id per account and bot. */
  readonly site: string;
  /** The MQTT client id and user name of this desk. */
  readonly deskId: string;
  readonly audience: Audience;
  /** The views of its role. */
  readonly views: readonly string[];
  /** Public Ed25519 keys of publishers, base64url of the raw 32 bytes. */
  readonly keys: readonly string[];
}

/** Whether a desk has the counts of several views, which nobody can add up: an agent may be in more than one. */
export function isCountedByView(profile: { readonly relay?: DeskAccess | undefined } | null): boolean {
  return profile?.relay?.audience === 'counts' && !profile.relay.views.includes(EVERYBODY_ID);
}

/** The most characters of what a desk is called. */
export const MAX_DESK_NAME = 60;
/** More would not fit into one subscription of some brokers. */
export const MAX_DESK_VIEWS = 50;
/** One publisher, its standby, and the keys that follow them. */
export const MAX_DESK_KEYS = 8;

/** The scheme, host and port of a broker's address, in small letters; null for anything that is none. */
export function brokerOrigin(address: string): string | null {
  const found = /^((?:wss?|mqtts?):\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?)(?:\/[\w./~-]*)?$/i.exec(address);
  return found?.[1]?.toLowerCase() ?? null;
}
