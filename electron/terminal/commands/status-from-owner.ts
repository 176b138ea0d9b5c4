import { askOwner } from '../../api/local-socket/ask.ts';
import type { Clock } from '../../shared/clock.ts';
import { ignoredNote } from '../../shared/counts.ts';
import { exitCodeOfHealth, type ExitCode } from '../output/exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { TerminalIo } from '../output/io.ts';
import { askOwnerTeam } from './owner-team.ts';
import { printStatus } from '../output/print-status.ts';
import { isOverdue, reportOf } from './sighting.ts';
import { readByOwner, whatIsMissing } from '../output/what-is-missing.ts';

type StatusInvocation = Extract<Invocation, { command: 'status' }>;

/** Whoever has not answered by then is hung or gone; the command reads the team itself. */
const DEADLINE_MS = 500;
/** The first read of an app that has just started, or has opened another view. */
const FIRST_READ_MS = 10_000;
const DEMO = 'This is demo data: no connection is saved.';
const STARTING = 'Rollcall is starting and has not read the team yet. Ask again in a moment.';

/**
 * `status` from the team of the running app, which costs the account no call; the exit code, or null when there is no
 * such app, its team is not the one that was asked for, or it has missed its reads. A team that could not be read lately,
 * or is paused, is printed with its time, and the exit code says what the matter is.
 */
export async function statusFromOwner(
  invocation: StatusInvocation,
  io: TerminalIo,
  { dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock },
): Promise<ExitCode | null> {
  const ask = () => askOwnerTeam(dataFolder, { ...invocation, deadlineMs: DEADLINE_MS });
  let found = await ask();
  if (found === 'starting') {
    await askOwner(dataFolder, { ask: 'ready' }, FIRST_READ_MS);
    found = await ask();
  }
  if (found === 'starting') return stillStarting(invocation, io, clock.now());
  if (found === null || isOverdue(found.team, clock.now())) return null;
  const { health, details } = found.team;
  printStatus(
    { ...invocation, isMasked: invocation.isMasked && !found.isMasked },
    io,
    reportOf(found, invocation.team),
    clock.now(),
  );
  const isAskedFor = invocation.withAgents || invocation.isJson;
  const missing = isAskedFor ? whatIsMissing(readByOwner(details)) : null;
  if (found.isDemo) io.say(DEMO);
  if (health.state !== 'live') io.say(health.message);
  else for (const said of [ignoredNote(found.team.ignored), missing]) if (said !== null) io.say(said);
  return exitCodeOfHealth(health.state);
}

/** It will read the team as soon as it may; a read of our own would come on top. */
function stillStarting(invocation: StatusInvocation, io: TerminalIo, now: number): ExitCode {
  const health = { state: 'starting', since: now, nextAt: null, message: STARTING } as const;
  printStatus(invocation, io, { profile: null, isDemo: false, view: null, health, team: null }, now);
  io.say(STARTING);
  return exitCodeOfHealth(health.state);
}
