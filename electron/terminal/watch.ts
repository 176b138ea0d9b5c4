import type { Connections, LiveConnection } from '../connection/types.ts';
import { shownName } from '../shared/mask.ts';
import { DETAILS_WAIT_MS } from '../team/details.ts';
import type { View } from '../shared/model.ts';
import { createLiveTeam } from '../team/live-team.ts';
import type { PollOutcome } from '../team/types.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import type { TerminalIo } from './io.ts';
import type { StatusParts } from './status.ts';
import { changeJson, changeText } from './status-report.ts';

type StatusInvocation = Extract<Invocation, { command: 'status' }>;

/** `status --watch`: prints a line for every change of status until it is interrupted; health goes to stderr. */
export async function runWatch(
  { isJson, isMasked }: StatusInvocation,
  io: TerminalIo,
  { live, view }: { readonly live: LiveConnection; readonly view: View | null },
  { session, clock, random }: StatusParts,
): Promise<ExitCode> {
  const { readToday, share } = await session.core();
  const team = createLiveTeam({
    clock,
    random,
    connections: only(live),
    view: () => view,
    pace: () => 'standard',
    share,
    readToday: (connection, emails, agents, signal) =>
      readToday({ live: connection, emails, agents, signal, maxWaitMs: DETAILS_WAIT_MS }),
    onDelta: () => undefined,
    onPoll: (outcome) => printPoll(outcome, clock.now(), { isJson, isMasked }, io),
  });
  team.start();
  await io.interrupted();
  team.stop();
  return EXIT.ok;
}

type WatchStyle = Pick<StatusInvocation, 'isJson' | 'isMasked'>;

function printPoll(outcome: PollOutcome, now: number, { isJson, isMasked }: WatchStyle, io: TerminalIo): void {
  const changes = outcome.isBaseline ? [] : outcome.changes;
  for (const { after } of changes) {
    const agent = { ...after, name: shownName(after.name, isMasked) };
    io.print(isJson ? changeJson(agent, now) : changeText(agent, now));
  }
  const { healthBefore, healthAfter } = outcome;
  if (healthAfter.state !== healthBefore.state) io.say(healthAfter.message || 'Reading the team.');
}

/** One connection that never changes, for a live team that belongs to one command. */
function only(live: LiveConnection): Pick<Connections, 'live' | 'state' | 'generation' | 'subscribe'> {
  return {
    live: () => live,
    state: () => ({ kind: 'account', profile: live.profile, secret: 'session' }),
    generation: () => 1,
    subscribe: () => () => undefined,
  };
}
