import type { SettingsDocument } from '../settings/types.ts';
import { isSameAccount, type ConnectionProfile } from '../shared/model.ts';
import type { Present } from './present.ts';
import type { Sessions } from './sessions.ts';

/** The document with this number of copies for every connection of an account; the same document when nothing changes. */
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

/** Keeps this number of copies for every connection of an account that lives for this run only. */
export function keepAccountCopies(sessions: Sessions, account: ConnectionProfile, copies: number): void {
  for (const session of sessions.list()) {
    if (isSameAccount(session.profile, account)) sessions.keep(patchProfile(session, { copies }));
  }
}

/** Keeps this number of copies, or the one it has where that is larger, for one connection of this run alone. */
export function keepOwnCopies(sessions: Sessions, session: Present, copies: number): Present {
  const told = patchProfile(session, { copies: Math.max(copies, session.profile.copies) });
  sessions.keep(told);
  return told;
}

/** A connection with some of its profile changed, for whoever calls with it too. */
export function patchProfile(present: Present, patch: Partial<ConnectionProfile>): Present {
  const profile = { ...present.profile, ...patch };
  return { ...present, profile, live: present.live === null ? null : { ...present.live, profile } };
}
