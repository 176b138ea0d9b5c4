import type { SavedConnection, SettingsDocument } from '../settings/types.ts';
import { isSameAccount, type ConnectionProfile } from '../shared/model.ts';
import { foldName } from '../shared/names/invisible.ts';

/**
 * A saved connection by the name a person gave, in any case; the active one for null. Null when there is none, also
 * when the active one is no longer there.
 */
export function findConnection(document: SettingsDocument, name: string | null): SavedConnection | null {
  const { connections, activeConnectionId } = document;
  if (name === null) return connections.find(({ profile }) => profile.id === activeConnectionId) ?? null;
  return connections.find(({ profile }) => isNamed(profile, name)) ?? null;
}

/** A saved connection by id, or null. */
export function findById(document: SettingsDocument, id: string): SavedConnection | null {
  return document.connections.find(({ profile }) => profile.id === id) ?? null;
}

/** Whether a connection has the name a person gave, in any case and with invisible characters around it. */
export function isNamed(profile: Pick<ConnectionProfile, 'name'>, name: string): boolean {
  return foldName(profile.name) === foldName(name);
}

/** Other connections of the same name, in any case: a save replaces them. */
export function namesakesOf(document: SettingsDocument, { id, name }: ConnectionProfile): readonly SavedConnection[] {
  return document.connections.filter(({ profile }) => profile.id !== id && isNamed(profile, name));
}

/** The document with a connection added, or put in the place of the one with its id. */
export function withConnection(document: SettingsDocument, saved: SavedConnection): SettingsDocument {
  const { id } = saved.profile;
  const isKnown = findById(document, id) !== null;
  const connections = isKnown
    ? document.connections.map((other) => (other.profile.id === id ? saved : other))
    : [...document.connections, saved];
  return { ...document, connections };
}

/** The document with one connection changed; the same document when it is not there. */
export function changeConnection(
  document: SettingsDocument,
  id: string,
  change: (saved: SavedConnection) => SavedConnection,
): SettingsDocument {
  const found = findById(document, id);
  return found === null ? document : withConnection(document, change(found));
}

/** The document without a connection; when it was the active one, its successor is, or none. */
export function withoutConnection(
  document: SettingsDocument,
  id: string,
  successor: string | null = null,
): SettingsDocument {
  const connections = document.connections.filter(({ profile }) => profile.id !== id);
  const next = connections.find(({ profile }) => profile.id === successor)?.profile.id ?? null;
  const { activeConnectionId } = document;
  return { ...document, connections, activeConnectionId: activeConnectionId === id ? next : activeConnectionId };
}

/** The document with this number of copies for every connection of an account; the same one when nothing changes. */
export function withAccountCopies(
  document: SettingsDocument,
  account: ConnectionProfile,
  copies: number,
): SettingsDocument {
  const isOther = (profile: ConnectionProfile): boolean => isSameAccount(profile, account) && profile.copies !== copies;
  if (!document.connections.some(({ profile }) => isOther(profile))) return document;
  const connections = document.connections.map((saved) =>
    isOther(saved.profile) ? { ...saved, profile: { ...saved.profile, copies } } : saved,
  );
  return { ...document, connections };
}
