import { followOwner } from '../../../api/local-socket/client.ts';
import { notAnswering } from '../../../api/local-socket/protocol.ts';
import type { Clock } from '../../../shared/clock.ts';
import { ignoredNote } from '../../../shared/team/counts.ts';
import { appError, type AppError } from '../../../shared/result.ts';
import { deskTexts } from '../../../shared/texts/relay/desk.ts';
import { terminalTexts } from '../../../shared/texts/terminal/terminal.ts';
import type { StatusInvocation } from '../../invocation.ts';
import { EXIT, exitCodeOfHealth, type ExitCode } from '../../output/exit-codes.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import { isOverdue, printStatus, readByOwner, reportOf, whatIsMissing } from '../../output/status-report.ts';
import { unclearNote } from '../../output/unclear-note.ts';
import { isConnectionOfApp, readAppTeam, type FailedTeam, type UnclearTeam } from '../app-team.ts';

/** The first read of an app that has just started, or has opened another view. */
const FIRST_READ_MS = 10_000;

/** An app runs, but its team cannot be shown; `state` is for a program. */
type Unread = { readonly state: 'starting' | 'paused' | 'offline'; readonly message: string };

const texts = terminalTexts.status;

/**
 * `status` from the team of the running app, which costs the account no call; the exit code, or null when there is no
 * such app, its team is not the one the command means, or it has missed its reads. A team that could not be read lately,
 * or is paused, is printed with its time, and the exit code says what is wrong.
 */
export async function statusFromApp(
  invocation: StatusInvocation,
  io: TerminalIo,
  { dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock },
): Promise<ExitCode | null> {
  const { withAgents, target } = invocation;
  let isSilent = false;
  const onSilent = (): void => void (isSilent = true);
  const read = () => readAppTeam(dataFolder, invocation, { withAgents, onSilent });
  let found = await read();
  if (found === 'starting') found = await afterFirstRead(dataFolder, read);
  if (found === 'starting') return sayUnread(invocation, io, { state: found, message: texts.starting }, clock.now());
  if (isSilent && target.kind === 'saved' && isConnectionOfApp(target.name, dataFolder)) {
    const { lastOwner } = await import('../../../api/local-socket/lock.ts');
    const message = notAnswering(lastOwner(dataFolder));
    return sayUnread(invocation, io, { state: 'offline', message }, clock.now());
  }
  if (found === null) return null;
  if ('paused' in found) return sayUnread(invocation, io, { state: 'paused', message: found.paused }, clock.now());
  if (!('team' in found)) return sayNoTeam(invocation, io, found, clock);
  // A desk says itself when it hears nothing, and a second connection would end the app's.
  if (found.profile.auth !== 'desk' && isOverdue(found.team, clock.now())) return null;
  const { health, details, ignored } = found.team;
  const isMasked = invocation.isMasked && !found.isMasked;
  printStatus({ ...invocation, isMasked }, io, reportOf(found, invocation.team), clock.now());
  const missing = withAgents || invocation.isJson ? whatIsMissing(readByOwner(details)) : null;
  if (withAgents && found.profile.relay?.audience === 'counts') io.say(deskTexts.countsOnly.sentence);
  if (found.isDemo) io.say(terminalTexts.demo(found.profile.auth === 'desk'));
  if (found.notFound !== undefined) {
    const { notFoundNote } = await import('../../../shared/history/history-notes.ts');
    const note = notFoundNote(found.notFound);
    if (note !== null) io.say(note);
  }
  if (found.views !== undefined) io.say(deskTexts.countsOnly.chooseOneOf(found.views));
  if (health.message !== '') io.say(health.message);
  if (health.state === 'live') for (const note of [ignoredNote(ignored), missing]) if (note !== null) io.say(note);
  return health.state === 'live' && found.views !== undefined ? EXIT.usage : exitCodeOfHealth(health.state);
}

/** Says why the app has no such team. */
export async function sayNoTeam(
  invocation: StatusInvocation,
  io: TerminalIo,
  found: UnclearTeam | FailedTeam,
  clock: Clock,
): Promise<ExitCode> {
  const { sayFailure } = await import('../open-team.ts');
  const error = 'error' in found ? found.error : unclearError(found, invocation.isMasked);
  return sayFailure(invocation, io, { profile: found.profile, view: null }, error, clock.now());
}

function unclearError({ unclear, profile, isMasked }: UnclearTeam, isAskedFor: boolean): AppError {
  const message = unclearNote(unclear, isAskedFor && !isMasked, profile.auth === 'desk');
  return appError('invalid-input', { message });
}

/** Reads again with each change, until the first read of the team has ended, however it ended, or takes too long. */
export async function afterFirstRead<T>(
  dataFolder: string,
  read: () => Promise<T | 'starting'>,
): Promise<T | 'starting'> {
  const events = await followOwner(dataFolder);
  const timer = setTimeout(() => events?.close(), FIRST_READ_MS);
  let found = await read();
  while (found === 'starting' && (await events?.next())) found = await read();
  clearTimeout(timer);
  events?.close();
  return found;
}

/** Prints why. A read of our own would come on top of the app's, or has no connection to read. */
function sayUnread(invocation: StatusInvocation, io: TerminalIo, { state, message }: Unread, now: number): ExitCode {
  const health = { state, since: now, nextAt: null, message };
  printStatus(invocation, io, { profile: null, isDemo: false, view: null, health, team: null }, now);
  io.say(message);
  return exitCodeOfHealth(state);
}
