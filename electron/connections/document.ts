import type { SavedConnection, SettingsDocument } from '../settings/types.ts';
import type { ConnectionProfile } from '../shared/model.ts';
import { isNamed } from './find.ts';

/** The document with a connection added, or put in the place of the one with its id. */
export function withConnection(document: SettingsDocument, saved: SavedConnection): SettingsDocument {
  const { id } = saved.profile;
  const isKnown = document.connections.some(({ profile }) => profile.id === id);
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
  const found = document.connections.find(({ profile }) => profile.id === id);
  return found === undefined ? document : withConnection(document, change(found));
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

/** Other connections of the same name, in any case: what a save replaces. */
export function namesakesOf(document: SettingsDocument, { id, name }: ConnectionProfile): readonly SavedConnection[] {
  return document.connections.filter(({ profile }) => profile.id !== id && isNamed(profile, name));
}
