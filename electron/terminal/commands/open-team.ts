import type { LiveConnection } from '../../connections/types.ts';
import { clockSecond } from '../../shared/format.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ConnectionProfile } from '../../shared/model.ts';
import { ok, type AppError, type Result } from '../../shared/result.ts';
import { healthStateOf } from '../../team/health.ts';
import { chooseView, type ChosenView } from './choose-view.ts';
import { exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { TerminalIo } from '../output/io.ts';
import { printStatus } from '../output/print-status.ts';
import type { Session } from './session.ts';

type StatusInvocation = Extract<Invocation, { command: 'status' }>;

/** A team that can be read: its connection, and what it is looked at through. */
export interface OpenTeam {
  readonly live: LiveConnection;
  readonly chosen: ChosenView;
}

/** What opening it needs. */
export interface OpenTeamParts {
  readonly session: Pick<Session, 'open' | 'profileOf' | 'find'>;
  readonly clock: Clock;
}

/** Opens the team that `status` means; where that fails it is told, and the exit code is the answer. */
export async function openTeam(
  invocation: StatusInvocation,
  io: TerminalIo,
  { session, clock }: OpenTeamParts,
): Promise<OpenTeam | { readonly code: ExitCode }> {
  const chosen = chosenView(invocation, session);
  const profile = session.profileOf(invocation.target);
  const failed = (error: AppError, view: string | null): { readonly code: ExitCode } => ({
    code: tellFailure(invocation, io, { profile, view }, error, clock.now()),
  });
  if (!chosen.ok) return failed(chosen.error, null);
  const live = await session.open(invocation.target);
  return live.ok ? { live: live.value, chosen: chosen.value } : failed(live.error, chosen.value.name);
}

/** Without a connection that is the first thing to say. */
function chosenView({ target, team }: StatusInvocation, { find }: OpenTeamParts['session']): Result<ChosenView> {
  const saved = target.kind === 'saved' ? find(target.name) : null;
  return target.kind === 'saved' && saved === null ? ok({ view: null, name: null }) : chooseView(team, saved);
}

/** Tells why there is no team, to a person and to a program; the exit code is the answer. */
export function tellFailure(
  invocation: StatusInvocation,
  io: TerminalIo,
  whose: { readonly profile: ConnectionProfile | null; readonly view: string | null },
  error: AppError,
  now: number,
): ExitCode {
  const { code, message, retryAt = null } = error;
  const state = code === 'not-connected' ? code : healthStateOf(code);
  const health = { state, since: now, nextAt: retryAt, message };
  printStatus(invocation, io, { ...whose, isDemo: false, health, team: null }, now);
  io.say(retryAt === null ? message : `${message} Ask again at ${clockSecond(retryAt)}.`);
  return exitCodeOf(code);
}
