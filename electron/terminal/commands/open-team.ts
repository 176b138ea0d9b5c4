import type { LiveConnection } from '../../connections/types.ts';
import type { SavedConnection } from '../../settings/types.ts';
import type { Clock } from '../../shared/clock.ts';
import { clockSecond } from '../../shared/format.ts';
import { activeView, EVERYBODY, findView, type ConnectionProfile, type View } from '../../shared/model.ts';
import { fail, ok, type AppError, type Result } from '../../shared/result.ts';
import { commandTexts } from '../../shared/texts/terminal-commands.ts';
import { healthStateOf } from '../../team/health.ts';
import type { StatusInvocation, TeamChoice } from '../invocation.ts';
import { exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { printStatus } from '../output/status-report.ts';
import { printable } from '../target-arguments.ts';
import type { Session } from './session.ts';

/** A team that can be read: its connection, and its view. */
export interface OpenTeam {
  readonly live: LiveConnection;
  readonly chosen: ChosenView;
}

export interface OpenTeamParts {
  readonly session: Pick<Session, 'open' | 'profileOf' | 'find'>;
  readonly clock: Clock;
}

/** Opens the team that `status` means; where that fails it says why, and the exit code is the answer. */
export async function openTeam(
  invocation: StatusInvocation,
  io: TerminalIo,
  { session, clock }: OpenTeamParts,
): Promise<OpenTeam | { readonly code: ExitCode }> {
  const profile = session.profileOf(invocation.target);
  const chosen = chosenView(invocation, session, profile);
  const failed = (error: AppError, view: string | null): { readonly code: ExitCode } => ({
    code: sayFailure(invocation, io, { profile, view }, error, clock.now()),
  });
  if (!chosen.ok) return failed(chosen.error, null);
  const live = await session.open(invocation.target);
  return live.ok ? { live: live.value, chosen: chosen.value } : failed(live.error, chosen.value.name);
}

/** A missing connection is reported before a missing view. */
function chosenView(
  { target, team }: StatusInvocation,
  { find }: OpenTeamParts['session'],
  profile: ConnectionProfile | null,
): Result<ChosenView> {
  if (target.kind === 'given') return chooseView(team, null);
  return profile === null ? ok(EVERYBODY_CHOSEN) : chooseView(team, find(target.name));
}

/** Says why there is no team, to a person and to a program; the exit code is the answer. */
export function sayFailure(
  invocation: StatusInvocation,
  io: TerminalIo,
  team: { readonly profile: ConnectionProfile | null; readonly view: string | null },
  error: AppError,
  now: number,
): ExitCode {
  const { code, message, retryAt = null } = error;
  const state = code === 'not-connected' ? code : healthStateOf(code);
  const health = { state, since: now, nextAt: retryAt, message };
  printStatus(invocation, io, { ...team, isDemo: false, health, team: null }, now);
  io.say(retryAt === null ? message : commandTexts.askAgainAt(message, clockSecond(retryAt)));
  return exitCodeOf(code);
}

/** The view of a command, and its name where it has one. */
export interface ChosenView {
  /** Null is everybody. */
  readonly view: View | null;
  /** Null for everybody and for ids, which have no name. */
  readonly name: string | null;
}

const EVERYBODY_CHOSEN: ChosenView = { view: null, name: null };

/** The view a command line means, of a saved connection or null; `invalid-input` names those there are. */
export function chooseView(choice: TeamChoice, saved: SavedConnection | null): Result<ChosenView> {
  switch (choice.kind) {
    case 'everybody':
      return ok(EVERYBODY_CHOSEN);
    case 'ids':
      return ok({ view: { ...EVERYBODY, id: '', name: '', filter: choice.filter }, name: null });
    case 'open':
      return ok(named(saved === null ? null : activeView({ views: saved.views, activeId: saved.activeViewId })));
    case 'view': {
      const views = saved?.views ?? [];
      const view = findView(views, choice.name);
      return view === null ? fail('invalid-input', { message: noSuchView(choice.name, views) }) : ok(named(view));
    }
  }
}

function named(view: View | null): ChosenView {
  return { view, name: view?.name ?? null };
}

function noSuchView(name: string, views: readonly View[]): string {
  const { noViews, unknownView } = commandTexts.session;
  if (views.length === 0) return noViews(printable(name));
  return unknownView(printable(name), views.map((view) => `"${view.name}"`).join(', '));
}
