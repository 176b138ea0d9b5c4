import { askOwner } from '../../api/local-socket/client.ts';
import type { Clock } from '../../shared/clock.ts';
import type { RunningQueues } from '../../shared/contract/socket.ts';
import { terminalTexts } from '../../shared/texts/terminal.ts';
import type { QueuesInvocation } from '../invocation.ts';
import { exitCodeOfHealth, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { printQueues } from '../output/queues-report.ts';
import { isSavedConnection } from './app-team.ts';

/** An app that is silent for so long hangs, and the command reads the team itself. */
const MAX_SILENCE_MS = 3_000;

const texts = terminalTexts.queues;

/**
 * `queues` from the team of the running app, which costs the account no call; the exit code, or null when there is no
 * such app, another connection is open in it, or its last answer does not tell.
 */
export async function queuesFromApp(
  invocation: QueuesInvocation,
  io: TerminalIo,
  { dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock },
): Promise<ExitCode | null> {
  const { target } = invocation;
  if (target.kind !== 'saved') return null;
  const reply = await askOwner(dataFolder, 'queues:get', [], MAX_SILENCE_MS);
  if (reply?.answer.ok !== true) return null;
  const {
    connection,
    health,
    asOf,
    queues,
    named,
    agents,
    problem,
    isMasked: isHidden,
  } = reply.answer.value as RunningQueues;
  if (connection.kind === 'none' || !isSavedConnection(connection.profile, target.name, dataFolder)) return null;
  if (queues === null || asOf === null) return null;
  const isMasked = invocation.isMasked && !isHidden;
  printQueues({ ...invocation, isMasked }, io, { queues, named, agents, problem }, clock.now());
  if (connection.kind === 'demo') io.say(texts.demo);
  if (health.state !== 'live') io.say(health.message);
  return exitCodeOfHealth(health.state);
}
