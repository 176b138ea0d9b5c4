import type { SavedConnection, SettingsDocument } from '../settings/types.ts';
import type { ConnectionSummary, SecretState } from '../shared/model.ts';
import type { Present } from './present.ts';

/** A connection in the list, before anything is known of its team. */
export type ConnectionEntry = Pick<ConnectionSummary, 'profile' | 'home' | 'isOpen' | 'secret'>;

/** What the list is made of. */
export interface EntryFacts {
  readonly document: SettingsDocument;
  readonly sessions: readonly Present[];
  readonly present: Present | null;
  /** What the keychain said last of a connection, in this run. */
  readonly secretOf: (id: string) => SecretState | null;
}

/** Every connection there is: the saved ones in their order, those of this run, and the demo while it is open. */
export function listEntries({ document, sessions, present, secretOf }: EntryFacts): ConnectionEntry[] {
  const openId = present?.profile.id;
  const savedEntry = ({ profile, isSecretStored }: SavedConnection): ConnectionEntry => ({
    profile,
    home: 'saved',
    isOpen: false,
    secret: secretOf(profile.id) ?? (isSecretStored ? 'stored' : 'missing'),
  });
  const closed = [...document.connections.map(savedEntry), ...sessions.map(presentEntry)];
  const entries = closed.map((entry) => (entry.profile.id === openId ? openEntry(present, entry) : entry));
  return present?.home === 'demo' ? [...entries, openEntry(present, presentEntry(present))] : entries;
}

/** Which connection comes when one of these is gone: the next, else the one before; null when it is the only one. */
export function successorOf(entries: readonly ConnectionEntry[], id: string): string | null {
  const kept = entries.filter(({ home }) => home !== 'demo');
  const at = kept.findIndex(({ profile }) => profile.id === id);
  return at === -1 ? null : ((kept[at + 1] ?? kept[at - 1])?.profile.id ?? null);
}

function presentEntry({ profile, home, secretState }: Present): ConnectionEntry {
  return { profile, home, isOpen: false, secret: secretState };
}

function openEntry(present: Present | null, entry: ConnectionEntry): ConnectionEntry {
  return present === null ? entry : { ...presentEntry(present), isOpen: true };
}
