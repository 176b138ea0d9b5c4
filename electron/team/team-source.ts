import { createHash } from 'node:crypto';
import type { ConnectionState } from '../shared/model.ts';
import type { TeamSource } from './team-memory.ts';

/** Hexadecimal digits that tell the accounts of one connection apart. */
const ACCOUNT_DIGITS = 16;

/**
 * Whose team a connection shows; null without one. A connection that was edited to look at another account or bot keeps
 * its id but not its team. The demo and connections of a session leave nothing on disk.
 */
export function teamSource(state: ConnectionState): TeamSource | null {
  if (state.kind === 'none') return null;
  const { id, host, accountId, botId } = state.profile;
  const account = createHash('sha256').update(`${host}\n${accountId}\n${botId}`).digest('hex').slice(0, ACCOUNT_DIGITS);
  return { connectionId: id, account, isKept: state.kind === 'account' && state.secret !== 'session' };
}
