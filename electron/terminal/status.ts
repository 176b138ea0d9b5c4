import type { LiveConnection } from '../connection/types.ts';
import { needingAttention } from '../shared/attention.ts';
import type { Clock } from '../shared/clock.ts';
import { needsDetails, selectionOf, type ConnectionProfile, type Health } from '../shared/model.ts';
import { ok, type AppError, type Result } from '../shared/result.ts';
import { healthStateOf } from '../team/health.ts';
import { readTeamOnce } from '../team/read-once.ts';
import { chooseView, type ChosenView } from './choose-view.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import type { TerminalIo } from './io.ts';
import type { Session } from './session.ts';
import { printStatus } from './print-status.ts';
import { runWatch } from './watch.ts';

type StatusInvocation = Extract<Invocation, { command: 'status' }>;

/** What `status` needs. */
export interface StatusParts {
  readonly session: Pick<Session, 'open' | 'profileOf' | 'find' | 'core' | 'settings'>;
  readonly clock: Clock;
  readonly random: () => number;
}

/** `status` may wait this long for budget before it ends as rate limited. */
const BUDGET_WAIT_MS = 10_000;

/** `status`: prints the team once, or with `--watch` each change; a failure is told by the exit code as well. */
export async function runStatus(asked: StatusInvocation, io: TerminalIo, parts: StatusParts): Promise<ExitCode> {
  const { session } = parts;
  const invocation = { ...asked, isMasked: asked.isMasked || session.settings.get().preferences.isMasked };
  const chosen = chosenView(invocation, session);
  const profile = session.profileOf(invocation.target);
  if (!chosen.ok) return failed(invocation, io, { profile, view: null }, chosen.error, parts.clock.now());
  const live = await session.open(invocation.target);
  if (!live.ok) return failed(invocation, io, { profile, view: chosen.value.name }, live.error, parts.clock.now());
  return invocation.isWatching
    ? runWatch(invocation, io, { live: live.value, view: chosen.value.view }, parts)
    : printOnce(invocation, io, { live: live.value, chosen: chosen.value }, parts);
}

/** Without a connection that is the first thing to say. */
function chosenView({ target, team }: StatusInvocation, { find }: StatusParts['session']): Result<ChosenView> {
  const saved = target.kind === 'saved' ? find(target.name) : null;
  return target.kind === 'saved' && saved === null ? ok({ view: null, name: null }) : chooseView(team, saved);
}

async function printOnce(
  invocation: StatusInvocation,
  io: TerminalIo,
  { live, chosen }: { readonly live: LiveConnection; readonly chosen: ChosenView },
  { session, clock }: StatusParts,
): Promise<ExitCode> {
  const { readToday, attentionRules } = await session.core();
  const selection = selectionOf(chosen.view);
  const team = await readTeamOnce(live, selection, {
    clock,
    maxWaitMs: BUDGET_WAIT_MS,
    readOpen:
      invocation.withAgents || needsDetails(selection)
        ? (connection, emails, agents) => readToday({ live: connection, emails, agents, maxWaitMs: BUDGET_WAIT_MS })
        : null,
  });
  const { profile, isDemo } = live;
  if (!team.ok) return failed(invocation, io, { profile, view: chosen.name }, team.error, clock.now());
  const health: Health = { state: 'live', since: team.value.takenAt, nextAt: null, message: '' };
  const rules = attentionRules(profile.timeZone);
  // Only who asked for agents had their times in status read.
  const attention = invocation.withAgents
    ? needingAttention(team.value.agents, rules, clock.now()).agents.length
    : null;
  const report = { profile, isDemo, view: chosen.name, health, team: { ...team.value, rules, attention } };
  printStatus(invocation, io, report);
  const { detailsError } = team.value;
  if (detailsError !== null) io.say(`Time in status is not exact: ${detailsError.message}`);
  return EXIT.ok;
}

function failed(
  invocation: StatusInvocation,
  io: TerminalIo,
  whose: { readonly profile: ConnectionProfile | null; readonly view: string | null },
  error: AppError,
  now: number,
): ExitCode {
  const { code, message, retryAt = null } = error;
  const health: Health = { state: healthStateOf(code), since: now, nextAt: retryAt, message };
  printStatus(invocation, io, { ...whose, isDemo: false, health, team: null });
  io.say(retryAt === null ? message : `${message} Ask again at ${timeOfDay(retryAt)}.`);
  return exitCodeOf(code);
}

/** `14:03:10` of this computer's day. */
function timeOfDay(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}
