import { createHash } from 'node:crypto';
import type { ConnectionHome, ConnectionProfile, ConnectionState } from '../shared/model.ts';
import type { TeamSource } from './team-memory.ts';

/** Hexadecimal digits that tell the accounts of one connection apart. */
const ACCOUNT_DIGITS = 16;

/** Whose team the present connection shows; null without one. */
export function teamSource({ kind, profile, secret }: ConnectionState): TeamSource | null {
  if (kind === 'none') return null;
  return teamSourceOf(profile, kind === 'account' && secret !== 'session' ? 'saved' : 'session');
}

/**
 * Whose team a connection shows. One that was edited to look at another account or bot keeps its id but not its team. The
 * demo and connections of a session leave nothing on disk.
 */
export function teamSourceOf({ id, host, accountId, botId }: ConnectionProfile, home: ConnectionHome): TeamSource {
  const account = createHash('sha256').update(`${host}\n${accountId}\n${botId}`).digest('hex').slice(0, ACCOUNT_DIGITS);
  return { connectionId: id, account, isKept: home === 'saved' };
}
