import { askOwner } from '../../api/local-socket/ask.ts';
import { isSavedConnection } from '../../api/local-socket/is-saved-connection.ts';
import { readTeam } from '../../api/local-socket/read-team.ts';
import { EMPTY_FILTER, EVERYBODY, selectionKey, selectionOf, type View } from '../../shared/model.ts';
import { foldName } from '../../shared/unseen.ts';
import type { Invocation, TeamChoice } from '../invocation.ts';
import type { Sighting } from './sighting.ts';

/** Whose team is asked for, and how. */
export interface OwnerQuestion extends Pick<Extract<Invocation, { command: 'status' }>, 'target' | 'team'> {
  readonly withAgents: boolean;
  readonly deadlineMs: number;
}

/**
 * Asks the running app for its team: `starting` before its first read, null where there is no such app, or its team is
 * not the one that is asked for.
 */
export async function askOwnerTeam(
  dataFolder: string,
  { target, team: choice, withAgents, deadlineMs }: OwnerQuestion,
): Promise<Sighting | 'starting' | null> {
  if (target.kind !== 'saved') return null;
  const reply = await askOwner(dataFolder, { ask: 'team', agents: withAgents }, deadlineMs);
  const known = reply?.answer.ok === true ? readTeam(reply.answer.value) : null;
  if (known === null) return null;
  const { connection, team, isMasked, rules, attention } = known;
  const isStarting = team.health.state === 'starting';
  // Which connection and view it will be may not be decided yet.
  if (connection.kind === 'none') return isStarting ? 'starting' : null;
  // The demo is meant where nothing is saved, as in the app's window, and is marked as such.
  if (!isSavedConnection(connection.profile, target.name, dataFolder)) return null;
  if (!isMeant(choice, team.view)) return null;
  if (isStarting) return 'starting';
  const { kind, profile } = connection;
  return { profile, isDemo: kind === 'demo', team, isMasked, rules, attention };
}

/** Whether the team that is open in the app is the one that was asked for. */
function isMeant(choice: TeamChoice, view: View | null): boolean {
  if (choice.kind === 'open') return true;
  if (choice.kind === 'view') return view !== null && foldName(view.name) === foldName(choice.name);
  const filter = choice.kind === 'ids' ? choice.filter : EMPTY_FILTER;
  return selectionKey(selectionOf(view)) === selectionKey({ ...EVERYBODY, filter });
}
