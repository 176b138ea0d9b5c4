import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConnectionProfile } from '../../shared/model.ts';
import { foldName } from '../../shared/unseen.ts';

/** What makes a connection another one; the running app may still look at what was saved before. */
const IDENTITY = ['id', 'host', 'accountId', 'botId'] as const;

/**
 * Whether a connection is the one that settings.json means at this moment by a name, or for null by its active one.
 * With nothing saved the app's own connection for this session is all there is. Only these few words are read, and an
 * unusable file is like none: a question to the running app need not load the settings room, and whatever this leaves
 * open is decided there.
 */
export function isSavedConnection(profile: ConnectionProfile, name: string | null, dataFolder: string): boolean {
  const { connections, activeConnectionId } = readDocument(dataFolder);
  const wanted = name === null ? undefined : foldName(name);
  const isWanted = (saved: Partial<ConnectionProfile>): boolean =>
    wanted === undefined ? saved.id === activeConnectionId : foldName(String(saved.name)) === wanted;
  const saved = profilesIn(connections).find(isWanted);
  if (saved !== undefined) return IDENTITY.every((key) => saved[key] === profile[key]);
  return wanted === undefined ? typeof activeConnectionId !== 'string' : foldName(profile.name) === wanted;
}

function readDocument(dataFolder: string): { readonly connections?: unknown; readonly activeConnectionId?: unknown } {
  try {
    return Object(JSON.parse(readFileSync(path.join(dataFolder, 'settings.json'), 'utf8'))) as object;
  } catch {
    return {};
  }
}

function profilesIn(connections: unknown): Partial<ConnectionProfile>[] {
  if (!Array.isArray(connections)) return [];
  return connections.map((connection) => Object((connection as { profile?: unknown } | null)?.profile) as object);
}
