import { countText } from '../../format.ts';
import type { Channel } from '../../team/team-model.ts';
import { channelWords } from './channels.ts';
import { plural, pluralForm } from '../plurals.ts';

/** The queues above the team: who could take the next contact of each. */
export const queueTexts = {
  title: 'Queues',
  label: 'Queues, those that need somebody first',
  /** How many of the queues need somebody, beside the title. */
  withNobody: (count: number) => `${countText(count)} with nobody available`,
  withNoSlot: (count: number) => `${countText(count)} without a free slot`,
  withOne: (count: number) => `${countText(count)} ${pluralForm(count, { one: 'rests', other: 'rest' })} on one agent`,
  withNoAgents: (count: number) => `${countText(count)} without an agent in the team`,
  noneShown: 'none to show',
  allCovered: 'each has somebody available',

  share: (available: number, total: number) => `${countText(available)} / ${countText(total)}`,
  shareSpoken: (available: number, total: number) => `${countText(available)} of ${countText(total)} available`,
  nobody: 'nobody available',
  noSlot: (available: number) => `${countText(available)} available, no free slot`,
  restsOn: (name: string) => `rests on ${name}`,
  restsOnOther: 'rests on one agent outside this view',
  noAgents: 'no agent in the team',
  slots: (channel: Channel, free: number) => `${channelWords[channel]} ${countText(free)}`,
  slotsSpoken: (slots: string) => `free slots: ${slots}`,
  leftOne: (name: string) => `${name} left today`,
  leftMany: (count: number) => `${countText(count)} left today`,
  leftSpoken: (names: string) => `left today: ${names}`,
  others: (count: number) => `${countText(count)} outside this view`,
  asOf: (time: string) => `Members as of ${time}.`,
  facts: (parts: readonly string[]) => `${parts.join('; ')}.`,
  sentence: (name: string, facts: string) => `${name}: ${facts}`,
  toFilter: 'Click to list only its agents.',
  toClear: 'Click to list everybody again.',

  showAll: (count: number) => `Show all ${plural(count, 'queue')}`,
  showFewer: 'Show fewer',
  find: 'Find a queue',
  noneFound: 'No queue has this name.',
  notWatched: (names: string) => `Cannot be watched: ${names}. Who serves them is not known.`,
  notListed: (name: string) => `The agents of ${name} are not known at present.`,

  filter: {
    only: (name: string) => `Only ${name}`,
    clear: 'List everybody again',
  },
};
