import type { RunningQueues } from '../../shared/contract/socket.ts';
import { describeCounts } from '../../shared/team/counts.ts';
import { clockTime } from '../../shared/format.ts';
import { CHANNELS, type QueueState } from '../../shared/model.ts';
import { namedApart } from '../../shared/names/names-apart.ts';
import { maskName } from '../../shared/names/names.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import type { QueuesInvocation } from '../invocation.ts';
import type { TerminalIo } from './process-io.ts';

/** What `queues` found. */
interface QueuesReport extends Pick<RunningQueues, 'named' | 'agents' | 'problem'> {
  readonly queues: readonly QueueState[];
}

const texts = terminalTexts.queues;

/** Prints a line per queue, or all as JSON; what is missing is said to the person. */
export function printQueues(
  { isJson, isMasked }: Pick<QueuesInvocation, 'isJson' | 'isMasked'>,
  io: TerminalIo,
  { queues, named, agents, problem }: QueuesReport,
  now: number,
): void {
  if (isJson) io.print(queuesJson(queues, named));
  const nameOf = (userId: string): string => {
    const name = agents[userId] ?? userId;
    return isMasked ? maskName(name) : name;
  };
  for (const queue of isJson ? [] : namedApart(queues)) io.print(lineOf(queue, nameOf, now));
  const known = new Set(queues.map(({ id }) => id));
  const missing = named.filter(({ id }) => !known.has(id)).length;
  const none = queues.length === 0 ? texts.noQueues : null;
  for (const note of [none, missing > 0 ? texts.missing(missing) : null, problem]) if (note !== null) io.say(note);
}

function lineOf({ name, counts, soleCover, freeSlots, asOf }: QueueState, nameOf: (id: string) => string, now: number) {
  const slots = CHANNELS.flatMap((channel) => {
    const free = freeSlots?.[channel];
    return free === undefined ? [] : [texts.slots(free, channel)];
  });
  const parts = [
    describeCounts(counts),
    soleCover === null ? '' : texts.soleCover(nameOf(soleCover)),
    slots.join(', '),
  ];
  return texts.line(name, parts.filter((part) => part !== '').join('; '), clockTime(asOf, now));
}

function queuesJson(queues: readonly QueueState[], named: RunningQueues['named']): string {
  const skills = new Map(named.map((queue) => [queue.id, queue.skills.map(({ id, name }) => ({ id, name }))]));
  return JSON.stringify(
    queues.map(({ id, name, counts, soleCover, asOf }) => ({
      ...{ id, name, skills: skills.get(id) ?? [], counts, soleCover },
      asOf: new Date(asOf).toISOString(),
    })),
  );
}
