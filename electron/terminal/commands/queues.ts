import { askOwner, OPEN_WITHIN_MS } from '../../api/local-socket/client.ts';
import type { Clock } from '../../shared/clock.ts';
import type { RunningQueues } from '../../shared/contract/socket.ts';
import { isDemoTeam, type HealthState } from '../../shared/model.ts';
import { deskTexts } from '../../shared/texts/relay/desk.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import type { QueuesInvocation } from '../invocation.ts';
import { EXIT, exitCodeOfHealth, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { noneKnownText, printQueues } from '../output/queues-report.ts';
import { queuesFailureJson } from '../output/status-json.ts';
import { isConnectionOfApp, isSavedConnection, pausedApp, type PausedApp } from './app-team.ts';
import { afterFirstRead } from './status/status.ts';

const texts = terminalTexts.queues;

/** What the app answers, unless another connection is open in it. */
interface Found extends RunningQueues {
  readonly connection: Exclude<RunningQueues['connection'], { readonly kind: 'none' }>;
}

/**
 * `queues` from the team of the running app, which costs the account no call; the exit code, or null when there is no
 * such app, another connection is open in it, or its last answer does not tell, and the command can read it itself.
 */
export async function queuesFromApp(
  invocation: QueuesInvocation,
  io: TerminalIo,
  { dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock },
): Promise<ExitCode | null> {
  const { target, isJson } = invocation;
  if (target.kind !== 'saved') return null;
  const read = () => readQueues(dataFolder, target.name);
  let found = await read();
  if (found === 'starting') found = await afterFirstRead(dataFolder, read);
  if (found === null) return null;
  // Queues can be missing from a team that is read well.
  const refuse = (message: string, state: HealthState): ExitCode => {
    const profile =
      typeof found === 'object' && found !== null && 'connection' in found ? found.connection.profile : null;
    const health = { state, since: clock.now(), nextAt: null, message };
    if (isJson) io.print(queuesFailureJson({ profile, health }));
    io.say(message);
    return state === 'live' ? EXIT.unreachable : exitCodeOfHealth(state);
  };
  if (found === 'starting') return refuse(terminalTexts.status.starting, found);
  if ('paused' in found) return refuse(found.paused, 'paused');
  const { connection, health, asOf, queues, named, agents, problem, isRead } = found;
  if (queues === null || asOf === null) {
    if (!isConnectionOfApp(target.name, dataFolder)) return null;
    const hasCountsOnly = connection.profile.relay?.audience === 'counts';
    const notListed = hasCountsOnly ? deskTexts.countsOnly.queues : texts.notListed;
    return refuse(health.state === 'live' ? notListed : health.message, health.state);
  }
  const isMasked = invocation.isMasked && !found.isMasked;
  const { relay } = connection.profile;
  const isMissing = queues.length === 0 && (named.length > 0 || problem !== null || !isRead);
  if (isMissing)
    refuse(problem ?? (named.length > 0 ? texts.noMembers(named.length) : noneKnownText(relay)), health.state);
  else {
    const report = { queues, countedAt: asOf, isLive: health.state === 'live', named, agents, problem, relay };
    printQueues({ ...invocation, isMasked }, io, report, clock.now());
  }
  if (isDemoTeam(connection)) io.say(terminalTexts.demo(connection.profile.auth === 'desk'));
  if (health.state !== 'live') io.say(health.message);
  return isMissing ? EXIT.unreachable : exitCodeOfHealth(health.state);
}

async function readQueues(dataFolder: string, name: string | null): Promise<Found | PausedApp | 'starting' | null> {
  const reply = await askOwner(dataFolder, 'queues:get', [], OPEN_WITHIN_MS);
  if (reply?.answer.ok !== true) return null;
  const found = reply.answer.value as RunningQueues;
  const { connection, health, asOf } = found;
  const isStarting = health.state === 'starting' && asOf === null;
  if (connection.kind === 'none') return pausedApp(health, name, dataFolder) ?? (isStarting ? 'starting' : null);
  if (!isSavedConnection(connection.profile, name, dataFolder)) return null;
  return isStarting ? 'starting' : { ...found, connection };
}
