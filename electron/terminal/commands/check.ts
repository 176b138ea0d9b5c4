import { access, constants, lstat, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../../files/system-code.ts';
import { callText, PLAN, type CheckSubject } from '../../kore/check/plan.ts';
import { reportText } from '../../kore/check/report.ts';
import { runCheck, type CallResults } from '../../kore/check/run.ts';
import type { Clock } from '../../shared/clock.ts';
import { type AppError, appError } from '../../shared/result.ts';
import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import { addDays, dayOffset, todayIn } from '../../time/days.ts';
import { isValidTimeZone, type LocalZone } from '../../time/local-zone.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { TerminalIo } from '../output/process-io.ts';
import type { Session } from './session.ts';

type CheckInvocation = Extract<Invocation, { command: 'check' }>;

const texts = commandTexts.check;

export interface CheckParts {
  readonly session: Pick<Session, 'open' | 'profileOf'>;
  readonly clock: Clock;
  readonly localZone: Pick<LocalZone, 'get'>;
  readonly version: string;
}

/**
 * `check`: makes a few calls and writes what they show of the server, and nobody's data, to a new file. Ends well when
 * one of the two APIs has answered with data; a report of refusals is written as well.
 */
export async function runCheckCommand(
  { target, report }: CheckInvocation,
  io: TerminalIo,
  { session, clock, localZone, version }: CheckParts,
): Promise<ExitCode> {
  const profile = session.profileOf(target);
  if (profile?.auth === 'desk') return refuse(io, exitCodeOf('not-on-desk'), texts.onDesk);
  const given = target.kind === 'given' ? target.form.timeZone : profile?.timeZone;
  const zone = given ?? localZone.get();
  if (!isValidTimeZone(zone)) return refuse(io, EXIT.usage, texts.noZone);
  const days = daysOf(zone, clock.now());
  if (report === null) return printPlan(io, { accountId: '', botId: '', ...days });
  const file = path.resolve(report);
  if (await isThere(file)) return refuse(io, EXIT.usage, texts.fileExists(file));
  const problem = await problemWith(path.dirname(file));
  if (problem !== null) return refuse(io, exitCodeOf('storage'), texts.cannotBeWritten(file, problem));
  const stop = new AbortController();
  const interrupted = io.interrupted().then(() => stop.abort());
  const live = await Promise.race([session.open(target), interrupted]);
  if (live === undefined) return EXIT.interrupted;
  if (!live.ok) return refuse(io, exitCodeOf(live.error.code), live.error.message);
  const { accountId, botId } = live.value.profile;
  const subject = { accountId, botId, ...days };
  const seen = await runCheck({
    probe: live.value.createProbe(),
    clock,
    subject,
    signal: stop.signal,
    onCall: (call) => io.say(texts.call(PLAN.indexOf(call) + 1, PLAN.length, call.title)),
    onWaiting: (until) => io.say(commandTexts.waiting(Math.ceil((until - clock.now()) / 1_000))),
  });
  if (stop.signal.aborted) return refuse(io, EXIT.interrupted, texts.nothingWritten);
  const failure = failureOf(seen);
  if (failure !== null) io.say(failure.message);
  const code = failure === null ? EXIT.ok : exitCodeOf(failure.code);
  if (![...seen.values()].some(({ answer }) => answer !== null)) return refuse(io, code, texts.nothingWritten);
  const lost = await write(file, reportText(seen, subject, { version, madeAt: clock.now() }));
  if (lost !== null) return refuse(io, exitCodeOf('storage'), texts.notWritten(file, lost));
  io.say(texts.written(file));
  return code;
}

function refuse(io: TerminalIo, code: ExitCode, message: string): ExitCode {
  io.say(message);
  return code;
}

function daysOf(zone: string, now: number): Omit<CheckSubject, 'accountId' | 'botId'> {
  const today = todayIn(zone, now);
  const yesterday = addDays(today, -1);
  return { today, yesterday, offset: dayOffset(today, zone), offsetYesterday: dayOffset(yesterday, zone) };
}

function printPlan(io: TerminalIo, subject: CheckSubject): ExitCode {
  PLAN.forEach((call, index) => {
    io.print(`${index + 1}. ${call.title}`);
    io.print(`   ${callText(call, subject)}`);
  });
  return EXIT.ok;
}

async function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** The system's code for what would keep a file out of a folder, said before any call is made; null for nothing. */
async function problemWith(folder: string): Promise<string | null> {
  // The dot says that it has to be a folder.
  return access(`${folder}${path.sep}.`, constants.W_OK).then(() => null, systemCode);
}

/** The system's code when not all of it could be written; nothing is left of it then. */
async function write(file: string, text: string): Promise<string | null> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return null;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') await rm(file, { force: true }).catch(() => undefined);
    return systemCode(error);
  }
}

/** Why no call brought data; null when one did. */
function failureOf(seen: CallResults): AppError | null {
  const calls = [...seen.values()];
  if (calls.some(({ availability, details }) => availability !== null || details !== null)) return null;
  return calls.find(({ error }) => error !== null)?.error ?? appError('unexpected-shape');
}
