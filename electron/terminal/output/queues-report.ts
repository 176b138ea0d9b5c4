import type { RunningQueues } from '../../shared/contract/socket.ts';
import { describeCounts } from '../../shared/team/counts.ts';
import { clockTime } from '../../shared/format.ts';
import { CHANNELS, EVERYBODY_ID, type DeskAccess, type QueueState } from '../../shared/model.ts';
import { namedApart } from '../../shared/names/names-apart.ts';
import { maskName } from '../../shared/names/names.ts';
import { deskTexts } from '../../shared/texts/relay/desk.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import type { QueuesInvocation } from '../invocation.ts';
import type { TerminalIo } from './process-io.ts';

/** What `queues` found. */
interface QueuesReport extends Pick<RunningQueues, 'named' | 'agents' | 'problem'> {
  readonly queues: readonly QueueState[];
  /** Of when the counts are, and whether they are up to date. */
  readonly countedAt: number;
  readonly isLive: boolean;
  /** What the desk may see, if it is one. */
  readonly relay: Relay;
}

type Relay = Pick<DeskAccess, 'views'> | undefined;

const texts = terminalTexts.queues;

/** Prints a line per queue, or all as JSON; what is missing is said to the person. */
export function printQueues(
  { isJson, isMasked }: Pick<QueuesInvocation, 'isJson' | 'isMasked'>,
  io: TerminalIo,
  { queues, countedAt, isLive, named, agents, problem, relay }: QueuesReport,
  now: number,
): void {
  if (isJson) io.print(queuesJson(queues, countedAt, named));
  const nameOf = (userId: string): string => {
    const name = agents[userId] ?? userId;
    return isMasked ? maskName(name) : name;
  };
  const asOf = isLive ? null : clockTime(countedAt, now);
  for (const queue of isJson ? [] : namedApart(queues)) {
    const state = stateOf(queue, nameOf);
    const members = clockTime(queue.asOf, now);
    io.print(asOf === null ? texts.line(queue.name, state, members) : texts.lineAsOf(queue.name, state, asOf, members));
  }
  const known = new Set(queues.map(({ id }) => id));
  const missing = named.filter(({ id }) => !known.has(id)).length;
  const none = queues.length === 0 ? texts.noQueues : null;
  const outside = isLimited(relay) ? deskTexts.queuesOutside : null;
  for (const note of [none, missing > 0 ? texts.missing(missing) : null, outside, problem])
    if (note !== null) io.say(note);
}

/** Why there is none: a desk reads no queues itself. */
export function noneKnownText(relay: Relay): string {
  if (relay === undefined) return texts.noneKnown;
  return isLimited(relay) ? deskTexts.noQueueWhole : deskTexts.queuesNotPublished;
}

function isLimited(relay: Relay): boolean {
  return relay?.views.includes(EVERYBODY_ID) === false;
}

function stateOf({ counts, soleCover, freeSlots }: QueueState, nameOf: (id: string) => string): string {
  const slots = CHANNELS.flatMap((channel) => {
    const free = freeSlots?.[channel];
    return free === undefined ? [] : [texts.slots(free, channel)];
  });
  const parts = [
    describeCounts(counts),
    soleCover === null ? '' : texts.soleCover(nameOf(soleCover)),
    slots.join(', '),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function queuesJson(queues: readonly QueueState[], countedAt: number, named: RunningQueues['named']): string {
  const skills = new Map(named.map((queue) => [queue.id, queue.skills.map(({ id, name }) => ({ id, name }))]));
  return JSON.stringify(
    queues.map(({ id, name, counts, soleCover, asOf }) => ({
      ...{ id, name, skills: skills.get(id) ?? [], counts, soleCover },
      countedAt: new Date(countedAt).toISOString(),
      asOf: new Date(asOf).toISOString(),
    })),
  );
}
