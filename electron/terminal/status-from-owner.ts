import { askOwner } from '../owner/ask.ts';
import { isSavedConnection } from '../owner/is-saved-connection.ts';
import { readTeam } from '../owner/read-team.ts';
import type { OwnerTeam } from '../owner/types.ts';
import type { Clock } from '../shared/clock.ts';
import {
  EMPTY_FILTER,
  EVERYBODY,
  foldName,
  selectionKey,
  selectionOf,
  type ConnectionProfile,
  type Health,
  type TeamSnapshot,
  type View,
} from '../shared/model.ts';
import { exitCodeOfHealth, type ExitCode } from './exit-codes.ts';
import type { Invocation, TeamChoice } from './invocation.ts';
import type { TerminalIo } from './io.ts';
import { printStatus } from './print-status.ts';

type StatusInvocation = Extract<Invocation, { command: 'status' }>;

/** Whoever has not answered by then is hung or gone; the command reads the team itself. */
const DEADLINE_MS = 500;
/** A live team is read once in its interval; one that is older than two has missed a read, for example asleep. */
const MAX_AGE_INTERVALS = 2;
const MAX_AGE_EXTRA_MS = 10_000;

/**
 * `status` from the team of the running app, which costs the account no call; the exit code, or null when there is no
 * such app, or its team is not the one that was asked for. A team that could not be read lately is printed as `stale`,
 * and the exit code says what the matter is.
 */
export async function statusFromOwner(
  invocation: StatusInvocation,
  io: TerminalIo,
  { dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock },
): Promise<ExitCode | null> {
  const { target, isWatching, withAgents } = invocation;
  if (target.kind !== 'saved' || isWatching) return null;
  const reply = await askOwner(dataFolder, { ask: 'team', agents: withAgents }, DEADLINE_MS);
  const known = reply?.answer.ok === true ? readTeam(reply.answer.value) : null;
  if (known?.connection.kind !== 'account') return null;
  const { connection, team, rules, attention } = known;
  if (!isSavedConnection(connection.profile, target.name, dataFolder)) return null;
  if (!isMeant(invocation.team, team.view) || !isUsable(team, clock.now())) return null;
  return print(invocation, io, connection.profile, { ...team, rules, attention });
}

/** Whether the team that is open in the app is the one that was asked for. */
function isMeant(choice: TeamChoice, view: View | null): boolean {
  if (choice.kind === 'open') return true;
  if (choice.kind === 'view') return view !== null && foldName(view.name) === foldName(choice.name);
  const filter = choice.kind === 'ids' ? choice.filter : EMPTY_FILTER;
  return selectionKey(selectionOf(view)) === selectionKey({ ...EVERYBODY, filter });
}

/** A team nobody reads at present, because the user paused it or the computer slept, is not one to answer with. */
function isUsable({ health, asOf, intervalMs }: TeamSnapshot, now: number): boolean {
  if (health.state === 'starting' || health.state === 'paused') return false;
  if (health.state !== 'live') return true;
  return asOf !== null && now - asOf <= MAX_AGE_INTERVALS * intervalMs + MAX_AGE_EXTRA_MS;
}

function print(
  invocation: StatusInvocation,
  io: TerminalIo,
  profile: ConnectionProfile,
  {
    health,
    asOf,
    counts,
    ignored,
    agents,
    view,
    rules,
    attention,
  }: TeamSnapshot & Pick<OwnerTeam, 'rules' | 'attention'>,
): ExitCode {
  const isLive = health.state === 'live';
  const shown: Health = isLive || asOf === null ? health : { ...health, state: 'stale' };
  const team = asOf === null ? null : { takenAt: asOf, counts, ignored, agents, rules, attention };
  const isNamed = invocation.team.kind === 'open' || invocation.team.kind === 'view';
  const name = isNamed ? (view?.name ?? null) : null;
  printStatus(invocation, io, { profile, isDemo: false, view: name, health: shown, team });
  if (!isLive) io.say(health.message);
  return exitCodeOfHealth(health.state);
}
