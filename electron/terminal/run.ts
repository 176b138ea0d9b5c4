import { askOwner, followOwner, OPEN_WITHIN_MS } from '../api/local-socket/client.ts';
import type { RunningLog } from '../shared/contract/socket.ts';
import { makeUsable } from '../files/data-folder.ts';
import { messageFor } from '../shared/result.ts';
import { terminalTexts as texts } from '../shared/texts/terminal/terminal.ts';
import { parseArguments } from './arguments.ts';
import { readAppTeam } from './commands/app-team.ts';
import type { Session } from './commands/session.ts';
import { statusFromApp } from './commands/status/status.ts';
import type { Invocation, StatusInvocation } from './invocation.ts';
import { EXIT, exitCodeOf, type ExitCode } from './output/exit-codes.ts';
import type { TerminalIo } from './output/process-io.ts';
import type { TerminalParts } from './parts.ts';

// Beside `status`, which a status bar runs every few seconds, each command is loaded when it is run.

type FolderInvocation = Exclude<Invocation, { command: 'help' | 'version' | 'demo' }>;
type SessionInvocation = Exclude<FolderInvocation, { command: 'serve' | 'publish' }>;

const WRITERS: readonly FolderInvocation['command'][] = ['connect', 'disconnect', 'enrol', 'publish', 'serve'];
/** What reads the demo where nothing is saved and the running app shows it. */
const MAY_BE_DEMO: readonly FolderInvocation['command'][] = ['status', 'history'];
/** The running app has taken a change over by then, unless it waits for a keychain, or hangs. */
const RENEW_WITHIN_MS = 1_000;

/** Runs one command line (without node and script) to its end and says how it ended. */
export async function runTerminal(argv: readonly string[], io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) {
    io.say(texts.usage.seeHelp(parsed.error.message));
    return EXIT.usage;
  }
  try {
    const code = await run(parsed.value, io, parts);
    const lost = await io.flushed();
    if (lost === null) return code;
    io.say(texts.outputLost(lost));
    return exitCodeOf('storage');
  } catch (error) {
    parts.onSurprise(error);
    io.say(messageFor('unexpected'));
    return exitCodeOf('unexpected');
  }
}

async function run(invocation: Invocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  switch (invocation.command) {
    case 'help':
      io.print(texts.help);
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
      return runDemo(invocation, io, { clock: parts.clock, timeZone: parts.localZone.get() }, startDemo);
    }
    default:
      return canUse(parts.dataFolder, invocation, io) ? inFolder(invocation, io, parts) : exitCodeOf('storage');
  }
}

/** Says what is wrong with a data folder. Where nothing can be saved, `serve` goes on and holds all in memory. */
function canUse(dataFolder: string, { command }: FolderInvocation, io: TerminalIo): boolean {
  const usable = makeUsable(dataFolder, WRITERS.includes(command) ? 'write' : 'read');
  if (usable.ok) return true;
  io.say(usable.error.message);
  return command === 'serve' && makeUsable(dataFolder, 'read').ok;
}

/** The commands that write to the data folder, the count of calls at least. */
async function inFolder(invocation: FolderInvocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  if (invocation.command === 'serve') {
    const [{ runServe }, { serveParts }] = await Promise.all([
      import('./commands/serve.ts'),
      import('./commands/serve-app.ts'),
    ]);
    return runServe(invocation, io, serveParts(io, parts));
  }
  if (invocation.command === 'publish') {
    sayZone(io, parts);
    const [{ runPublish }, { publishParts }] = await Promise.all([
      import('./commands/publish/publish.ts'),
      import('./commands/publish/publish-app.ts'),
    ]);
    return runPublish(invocation, io, publishParts(io, parts));
  }
  if (invocation.command === 'status' && invocation.isWatching) return watch(invocation, io, parts);
  const fromApp = await inApp(invocation, io, parts);
  const code = fromApp ?? (await inSession(invocation, io, parts));
  // Last: `status` may end without needing the zone at all.
  const problem = parts.localZone.problem();
  if (problem !== null) io.say(problem);
  return code;
}

/** What the running app answers without a call; null where it does not. */
async function inApp(invocation: SessionInvocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode | null> {
  if (invocation.command === 'status') return statusFromApp(invocation, io, parts);
  if (invocation.command !== 'queues') return null;
  const { queuesFromApp } = await import('./commands/queues.ts');
  return queuesFromApp(invocation, io, parts);
}

/** Says why the times of a command may not be in the zone that was meant; first, since the command goes on. */
function sayZone(io: TerminalIo, { localZone }: TerminalParts): void {
  localZone.get();
  const problem = localZone.problem();
  if (problem !== null) io.say(problem);
}

async function watch(invocation: StatusInvocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  const { clock, random, dataFolder } = parts;
  sayZone(io, parts);
  const { runWatch } = await import('./commands/status/watch.ts');
  return runWatch(invocation, io, {
    clock,
    random,
    app: {
      read: (withAgents, team) => readAppTeam(dataFolder, { ...invocation, team }, { withAgents }),
      follow: () => followOwner(dataFolder, invocation.withAlerts),
      async alerts(after, isMasked) {
        const reply = await askOwner(dataFolder, 'alerts:get', [after, isMasked], OPEN_WITHIN_MS);
        return reply?.answer.ok === true ? (reply.answer.value as RunningLog) : null;
      },
    },
    openSession: async () => (await import('./commands/session.ts')).openSession(io, parts, true),
  });
}

async function inSession(invocation: SessionInvocation, io: TerminalIo, parts: TerminalParts): Promise<ExitCode> {
  const { openSession } = await import('./commands/session.ts');
  const session = await openSession(io, parts, MAY_BE_DEMO.includes(invocation.command));
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
  { clock, localZone, dataFolder, version, createKeychain, proxiesFor }: TerminalParts,
): Promise<ExitCode> {
  switch (invocation.command) {
    case 'status': {
      const { statusAlone } = await import('./commands/status/status-alone.ts');
      return statusAlone(invocation, io, { session, clock });
    }
    case 'queues': {
      const { queuesAlone } = await import('./commands/queues-alone.ts');
      return queuesAlone(invocation, io, { session, clock });
    }
    case 'history': {
      const { runHistory } = await import('./commands/history/history.ts');
      return runHistory(invocation, io, { session, clock, localZone });
    }
    case 'rules': {
      const { runRules } = await import('./commands/rules.ts');
      return runRules(invocation, io, { session, clock, localZone, dataFolder });
    }
    case 'alerts': {
      const { runAlerts } = await import('./commands/alerts.ts');
      return runAlerts(invocation, io, { session, clock, localZone, dataFolder });
    }
    case 'check': {
      const { runCheckCommand } = await import('./commands/check.ts');
      return runCheckCommand(invocation, io, { session, clock, localZone, version });
    }
    case 'connect': {
      const { runConnect } = await import('./commands/connect.ts');
      return thenRenew(
        dataFolder,
        runConnect(invocation, io, async () => (await session.core()).connections),
      );
    }
    case 'enrol': {
      const { runEnrol } = await import('./commands/enrol/enrol.ts');
      const { connectBroker } = await import('../relay/broker/session.ts');
      const { randomBytes, randomUUID } = process.getBuiltinModule('node:crypto');
      const keychain = createKeychain();
      try {
        const connect: typeof connectBroker = (to) => connectBroker({ ...to, proxiesFor });
        const parts = { session, keychain, connect, clock, randomBytes, randomUUID };
        return await thenRenew(dataFolder, runEnrol(invocation, io, parts));
      } finally {
        await keychain.stop();
      }
    }
    case 'disconnect': {
      const { runDisconnect } = await import('./commands/disconnect.ts');
      return thenRenew(dataFolder, runDisconnect(invocation.name, io, session));
    }
  }
}

/** Has the running app take over what was saved; also after a failure, since half of a command may have been done. */
async function thenRenew(dataFolder: string, command: Promise<ExitCode>): Promise<ExitCode> {
  const code = await command;
  await askOwner(dataFolder, 'connection:renew', [], RENEW_WITHIN_MS);
  return code;
}
