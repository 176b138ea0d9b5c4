import type { SavedConnection, SettingsDocument } from '../settings/types.ts';

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

/** The document without a connection; when it was the active one, none is. */
export function withoutConnection(document: SettingsDocument, id: string): SettingsDocument {
  return {
    ...document,
    connections: document.connections.filter(({ profile }) => profile.id !== id),
    activeConnectionId: document.activeConnectionId === id ? null : document.activeConnectionId,
  };
}
