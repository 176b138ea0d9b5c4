import { CHANNELS, type Agent, type QueueState } from '../../../../electron/shared/model.ts';
import type { Named } from '../../../../electron/shared/names/names.ts';
import { queueTexts as texts } from '../../../../electron/shared/texts/team/queues.ts';
import { needOf } from './queue-need.ts';

/** What a line of a queue says. */
export interface QueueWords {
  /** What it needs; empty where it needs nobody. */
  readonly need: string;
  readonly slots: string;
  readonly left: string;
  /** All of it, without the queue's name. */
  readonly facts: string;
  /** All of it in one sentence, for a screen reader and the tooltip. */
  readonly sentence: string;
}

/**
 * Puts a queue into words.
 * @param agents the team by user id; a queue may rest on somebody whom the open view does not show
 */
export function queueWords(
  queue: QueueState,
  agents: ReadonlyMap<string, Agent>,
  nameOf: (who: Named) => string,
): QueueWords {
  const { name, counts, freeSlots, left } = queue;
  const need = needWords(queue, agents, nameOf);
  // Those that are free first: a narrow line cuts the end off.
  const slots = CHANNELS.map((channel) => ({ channel, free: freeSlots?.[channel] }))
    .flatMap(({ channel, free }) =>
      free === undefined ? [] : [{ text: texts.slots(channel, free), isFree: free > 0 }],
    )
    .toSorted((a, b) => Number(b.isFree) - Number(a.isFree))
    .map(({ text }) => text)
    .join(', ');
  const gone = left.flatMap((userId) => agents.get(userId) ?? []).map(nameOf);
  const unnamed = left.length - gone.length;
  const [only] = gone;
  const goneSpoken = [...gone, ...(unnamed > 0 ? [texts.others(unnamed)] : [])].join(', ');
  const parts = [
    texts.shareSpoken(counts.AVAILABLE, counts.total),
    need,
    slots && texts.slotsSpoken(slots),
    goneSpoken && texts.leftSpoken(goneSpoken),
  ];
  const facts = texts.facts(parts.filter((part) => part !== ''));
  return {
    need,
    slots,
    left: left.length === 0 ? '' : left.length === 1 && only ? texts.leftOne(only) : texts.leftMany(left.length),
    facts,
    sentence: texts.sentence(name, facts),
  };
}

function needWords(queue: QueueState, agents: ReadonlyMap<string, Agent>, nameOf: (who: Named) => string): string {
  switch (needOf(queue)) {
    case 'empty':
      return texts.noAgents;
    case 'nobody':
      return texts.nobody;
    case 'no-slot':
      return texts.noSlot(queue.counts.AVAILABLE);
    case 'one': {
      const only = agents.get(queue.soleCover ?? '');
      return only === undefined ? texts.restsOnOther : texts.restsOn(nameOf(only));
    }
    case 'none':
      return '';
  }
}
