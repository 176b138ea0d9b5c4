import { countText } from '../../format.ts';
import type { FilterList } from '../../views/view-model.ts';
import { plural, pluralForm } from '../plurals.ts';

/** What a list of a filter holds, in sentences. */
const KINDS = {
  queueIds: { one: 'queue', other: 'queues' },
  skillIds: { one: 'skill', other: 'skills' },
  agentIds: { one: 'agent', other: 'agents' },
} as const satisfies Readonly<Record<FilterList, { readonly one: string; readonly other: string }>>;

const EITHER = new Intl.ListFormat('en', { type: 'disjunction' });

/** The editor of a view. It is loaded on demand, and its texts with it. */
export const viewEditorTexts = {
  editLabel: (name: string) => `Edit the view ${name}`,
  newLabel: 'New view',
  name: 'Name',
  filters: {
    queueIds: { label: 'Queues', placeholder: 'Find by name, or paste IDs' },
    skillIds: { label: 'Skills', placeholder: 'Find by name, or paste IDs' },
    agentIds: { label: 'Agents', placeholder: 'Find by name, or paste IDs' },
  },
  text: 'Text',
  textPlaceholder: 'Words in the name or secondary status',
  statuses: 'Statuses',
  secondary: 'Secondary',
  secondaryPlaceholder: 'Lunch, Training',
  hint: 'An agent has to match every part you fill in. Within a part, one matching entry is enough.',
  remove: 'Delete',
  cancel: 'Cancel',
  discard: {
    changes: (name: string) => `Discard the changes to “${name}”?`,
    newView: 'Discard the new view?',
    sentence: 'What was entered is not saved.',
    action: 'Discard',
  },
  check: 'Check',
  save: 'Save',
  saveAnyway: 'Save anyway',
  matches: (matching: string, agents: number) => `Matches ${matching} of ${plural(agents, 'agent')}.`,
  nobody: (agents: number) => `None of ${plural(agents, 'agent')} matches now.`,
  noTeam: 'The team has not been read yet, so nobody can be counted.',
  uncheckedIds: 'Choose Check to ask Kore.ai who has these IDs.',
  beingRead: (names: string) => `The agents of ${names} are still being read. Choose Check to ask Kore.ai now.`,
  readOnceUsed: (names: string) =>
    `The agents of ${names} are read once a view uses it. Choose Check to ask Kore.ai now.`,
  unwatched: (names: string) =>
    `The agents of ${names} are not known. Such a view works while it is open, but cannot be watched beside another one. Choose Check to ask Kore.ai who is in it.`,
  refused: (names: string) =>
    `Kore.ai does not tell this app who belongs to ${names}, so such a view cannot be watched. Choose agents by name instead.`,
  /** Names in a sentence: the first, and how many others there are. */
  someNames: (first: string, others: number) =>
    others === 0 ? `“${first}”` : `“${first}” and ${countText(others)} more`,
  named: (agents: number) => `Kore.ai has ${plural(agents, 'agent')} for these IDs.`,
  preview: 'Agents this view selects now',
  moreMatches: (count: number) => `and ${countText(count)} more`,

  /** The names of queues and skills in the editor. */
  names: {
    neverRead: 'The names of queues and skills have not been read yet. Until then their IDs work.',
    someUnknown: 'An ID with a question mark has no known name.',
    reading: (read: number, of: number) =>
      `Who serves the queues is being read: ${countText(read)} of ${countText(of)} ${pluralForm(of, KINDS.queueIds)} done.`,
    readingUntil: (read: number, of: number, minutes: number) =>
      `Who serves the queues is being read: ${countText(read)} of ${countText(of)} ${pluralForm(of, KINDS.queueIds)}, about ${countText(minutes)} min left.`,
    readAgain: 'Read names again',
    serves: (agents: number) => plural(agents, 'agent'),
    servesUnknown: {
      queueIds: 'Agents not known yet',
      /** Members of skills are read only for views. */
      skillIds: 'Agents are read once a view uses it',
    },
    servesRefused: 'Cannot be watched',
    unknown: {
      queueIds: 'No queue with this ID is known.',
      skillIds: 'No skill with this ID is known.',
      agentIds: 'No agent with this ID is in the team now.',
    },
    none: (list: FilterList, names: readonly string[]) =>
      `No ${KINDS[list].one} is called ${EITHER.format(names.map((name) => `“${name}”`))}.`,
    several: (list: FilterList, text: string) =>
      `Several ${KINDS[list].other} are called “${text}”. Choose one from the list.`,
    choose: (list: FilterList, text: string) => `Choose the ${KINDS[list].one} for “${text}” from the list.`,
    noneKnown: {
      queueIds: 'No names of queues are known. Paste IDs, separated by commas.',
      skillIds: 'No names of skills are known. Paste IDs, separated by commas.',
      agentIds: 'The team has not been read, so nobody can be found by name. Paste IDs, separated by commas.',
    },
    allChosen: 'All are chosen already.',
    more: (listed: number, found: number) =>
      `The first ${countText(listed)} of ${countText(found)}. Type more to find others.`,
    cut: (listed: number) => `Only ${countText(listed)} of them are listed. Type more to find others.`,
    useAsId: (text: string) => `Use “${text}” as an ID`,
    found: (list: FilterList, count: number) => `${countText(count)} ${pluralForm(count, KINDS[list])} found`,
  },
};
