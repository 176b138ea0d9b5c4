import type { SavedConnection, SettingsDocument } from '../settings/types.ts';
import type { ConnectionProfile } from '../shared/model.ts';
import { foldName } from '../shared/unseen.ts';

/**
 * A saved connection by the name a person gave, in any case; the active one for null. Null when there is none, also
 * when the active one is no longer there.
 */
export function findConnection(document: SettingsDocument, name: string | null): SavedConnection | null {
  const { connections, activeConnectionId } = document;
  if (name === null) return connections.find(({ profile }) => profile.id === activeConnectionId) ?? null;
  return connections.find(({ profile }) => isNamed(profile, name)) ?? null;
}

/** Whether a connection has the name a person gave, in any case and with characters nobody sees around it. */
export function isNamed(profile: Pick<ConnectionProfile, 'name'>, name: string): boolean {
  return foldName(profile.name) === foldName(name);
}

/** A saved connection by id, or null. */
export function findById(document: SettingsDocument, id: string): SavedConnection | null {
  return document.connections.find(({ profile }) => profile.id === id) ?? null;
}
