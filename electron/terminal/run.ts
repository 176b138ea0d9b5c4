import { makeUsable } from '../files/data-folder.ts';
import { messageFor } from '../shared/messages.ts';
import { parseArguments } from './arguments.ts';
import { EXIT, exitCodeOf, type ExitCode } from './output/exit-codes.ts';
import { HELP } from './output/help.ts';
import type { Invocation } from './invocation.ts';
import type { TerminalIo } from './output/io.ts';
import type { TerminalParts } from './parts.ts';
import type { Session } from './commands/session.ts';

/** Runs one command line (without node and script) to its end and says how it ended. */
export async function runTerminal(argv: readonly string[], io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) {
    io.say(`${parsed.error.message} See: rollcall help`);
    return EXIT.usage;
  }
  try {
    const code = await run(parsed.value, io, parts);
    const lost = await io.flushed();
    if (lost === null) return code;
    io.say(`Not all of the output could be written (${lost}).`);
    return exitCodeOf('storage');
  } catch (error) {
    parts.onSurprise(error);
    io.say(messageFor('unexpected'));
    return exitCodeOf('unexpected');
  }
}

// Each command's rooms are loaded by the command: `status` without a connection has to answer at once.
async function run(invocation: Invocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  switch (invocation.command) {
    case 'help':
      io.print(HELP);
      return EXIT.ok;
    case 'version':
      io.print(parts.version);
      return EXIT.ok;
    case 'demo': {
      sayZone(io, parts);
      const [{ runDemo }, { startDemo }] = await Promise.all([
        import('./commands/demo.ts'),
        import('../demo/server.ts'),
      ]);
      return runDemo(invocation, io, parts.localZone.get(), startDemo);
    }
    default:
      return canUse(parts.dataFolder, invocation, io) ? inFolder(invocation, io, parts) : exitCodeOf('storage');
  }
}

type StatusInvocation = Extract<Invocation, { command: 'status' }>;
type FolderInvocation = Exclude<Invocation, { command: 'help' | 'version' | 'demo' }>;
const WRITERS: readonly FolderInvocation['command'][] = ['connect', 'disconnect', 'serve'];

/** Says what is the matter with a data folder. Where nothing can be kept, `serve` goes on and keeps it in memory. */
function canUse(dataFolder: string, { command }: FolderInvocation, io: TerminalIo): boolean {
  const usable = makeUsable(dataFolder, WRITERS.includes(command) ? 'write' : 'read');
  if (usable.ok) return true;
  io.say(usable.error.message);
  return command === 'serve' && makeUsable(dataFolder, 'read').ok;
}

/** The commands that keep something in the data folder, the count of calls at least. */
async function inFolder(invocation: FolderInvocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  if (invocation.command === 'serve') {
    const [{ runServe }, serveParts] = await Promise.all([import('./commands/serve.ts'), parts.loadServeParts(io)]);
    return runServe(invocation, io, serveParts);
  }
  if (invocation.command === 'status' && invocation.isWatching) {
    sayZone(io, parts);
    return watchStatus(invocation, io, parts);
  }
  const code = await once(invocation, io, parts);
  // Last, since `status` may have been answered before anybody asked for the zone.
  const problem = parts.localZone.problem();
  if (problem !== null) io.say(problem);
  return code;
}

/** Says first why the times of a command that goes on may not be in the zone that was meant. */
function sayZone(io: TerminalIo, { localZone }: TerminalParts): void {
  localZone.get();
  const problem = localZone.problem();
  if (problem !== null) io.say(problem);
}

async function once(invocation: SessionInvocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  if (invocation.command === 'status') {
    // First, and with little to load: a status bar asks every few seconds.
    const { statusFromOwner } = await import('./commands/status-from-owner.ts');
    const code = await statusFromOwner(invocation, io, parts);
    if (code !== null) return code;
  }
  return inSession(invocation, io, parts);
}

/** An app that does not answer for so long has ended, or hangs. */
const FOLLOW_DEADLINE_MS = 3_000;

async function watchStatus(invocation: StatusInvocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  const [{ runWatch }, { askOwnerTeam }] = await Promise.all([
    import('./commands/watch.ts'),
    import('./commands/owner-team.ts'),
  ]);
  const question = { ...invocation, deadlineMs: FOLLOW_DEADLINE_MS };
  return runWatch(invocation, io, {
    clock: parts.clock,
    random: parts.random,
    askTeam: (withAgents) => askOwnerTeam(parts.dataFolder, { ...question, withAgents }),
    openSession: async () => (await import('./commands/session.ts')).openSession(io, parts),
  });
}

type SessionInvocation = Exclude<FolderInvocation, { command: 'serve' }>;

async function inSession(invocation: SessionInvocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  const { openSession } = await import('./commands/session.ts');
  const session = await openSession(io, parts);
  try {
    return await runIn(session, invocation, io, parts);
  } finally {
    await session.close();
  }
}

async function runIn(
  session: Session,
  invocation: SessionInvocation,
  io: TerminalIo,
  { clock, localZone, dataFolder, version }: TerminalParts,
): Promise<ExitCode> {
  switch (invocation.command) {
    case 'status': {
      const { runStatus } = await import('./commands/status.ts');
      return runStatus(invocation, io, { session, clock });
    }
    case 'history': {
      const { runHistory } = await import('./commands/history.ts');
      return runHistory(invocation, io, { session, clock, localZone });
    }
    case 'check': {
      const { runCheckCommand } = await import('./commands/check.ts');
      return runCheckCommand(invocation, io, { session, clock, localZone, version });
    }
    case 'connect': {
      const { runConnect } = await import('./commands/connect.ts');
      return thenTell(
        dataFolder,
        runConnect(invocation, io, async () => (await session.core()).connections),
      );
    }
    case 'disconnect': {
      const { runDisconnect } = await import('./commands/disconnect.ts');
      return thenTell(dataFolder, runDisconnect(invocation.name, io, session));
    }
  }
}

/** The running app has answered by then, unless a keychain keeps it, or it is hung. */
const TOLD_WITHIN_MS = 1_000;

/** Has the running app look after its connections; also after a failure, since half of a command may have been done. */
async function thenTell(dataFolder: string, command: Promise<ExitCode>): Promise<ExitCode> {
  const code = await command;
  const { askOwner } = await import('../api/local-socket/ask.ts');
  await askOwner(dataFolder, { ask: 'connections' }, TOLD_WITHIN_MS);
  return code;
}
