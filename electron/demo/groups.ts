import { HOSTILE_QUEUES } from './hostile-names.ts';
import { createRandom, hexId, shortUuidId } from './random.ts';
import { pairOf } from './roster.ts';
import type { DemoGroup, DemoNames, DemoQueue } from './types.ts';

/** The queues of the centre with the skills that each asks for. */
const QUEUES = [
  { name: 'Orders', skills: ['English'] },
  { name: 'Technical support', skills: ['English', 'Installation'] },
  { name: 'Complaints', skills: ['English', 'Contracts'] },
  { name: 'Billing', skills: ['English', 'Refunds', 'Contracts'] },
  { name: 'Deliveries', skills: ['English'] },
  { name: 'Returns', skills: ['English', 'Refunds'] },
  { name: 'Renewals', skills: ['English', 'Contracts'] },
] as const;

const LANGUAGES = ['English', 'Spanish', 'German', 'Portuguese', 'Polish'];
const SUBJECTS = ['Installation', 'Refunds', 'Contracts'];

/**
 * The queues of each pair of the roster, and of the two who are there in turns. They are chosen so that at any time
 * somebody is available in most queues, and one of these rests on one agent. Few serve everything at night.
 */
const QUEUES_OF_PAIR = [
  [0, 6],
  [0, 1, 2, 3, 5, 6],
  [0, 1, 2, 3, 4, 5, 6],
  [0, 4, 6],
  [0, 1, 2, 5],
  [0, 1, 5],
  [0, 3, 6],
  [0, 1, 6],
  [0, 1, 2, 3, 4, 5],
  [0, 1, 2, 5, 6],
  [0, 3, 4],
  [0, 1, 2, 3, 5, 6],
];
const QUEUES_IN_TURNS = [
  [1, 4, 5],
  [0, 1, 4, 5],
];

/** Skills under a common heading; the API lists skills by group. */
export interface SkillGroup extends DemoGroup {
  readonly skills: readonly DemoGroup[];
}

/** The queues and skills of an account and who belongs to them. */
export interface AccountGroups {
  readonly queues: readonly DemoQueue[];
  readonly skills: readonly DemoGroup[];
  readonly skillGroups: readonly SkillGroup[];
  /** Ids of the queues and skills of an agent by position. */
  membershipOf(
    index: number,
    language: string | null,
  ): { readonly queueIds: readonly string[]; readonly skillIds: readonly string[] };
}

/** Makes them; ids `qu-...` and of 24 hexadecimal digits as in the documents. */
export function createGroups(seed: number, names: DemoNames): AccountGroups {
  const skillId = (number: number): string => `65${hexId(createRandom(seed, 102, number), 22)}`;
  const skills = [...LANGUAGES, ...SUBJECTS].map((name, index) => ({ id: skillId(index), name }));
  const skillsNamed = (wanted: readonly string[]): DemoGroup[] => skills.filter(({ name }) => wanted.includes(name));
  const queues = QUEUES.map(({ name, skills: wanted }, index) => ({
    id: shortUuidId('qu', createRandom(seed, 101, index)),
    name: (names === 'hostile' ? HOSTILE_QUEUES[index] : undefined) ?? name,
    skills: skillsNamed(wanted),
  }));
  return {
    queues,
    skills,
    skillGroups: [
      { id: skillId(100), name: 'Languages', skills: skillsNamed(LANGUAGES) },
      { id: skillId(101), name: 'Subjects', skills: skillsNamed(SUBJECTS) },
    ],
    membershipOf(index, language) {
      const pair = pairOf(index);
      const numbers = pair === null ? QUEUES_IN_TURNS[index % QUEUES_IN_TURNS.length] : QUEUES_OF_PAIR[pair];
      const served = (numbers ?? []).flatMap((number) => queues[number] ?? []);
      const spoken = skillsNamed(language === null ? [] : [language]);
      const wanted = served.flatMap((queue) => queue.skills);
      return {
        queueIds: served.map(({ id }) => id),
        skillIds: [...new Set([...wanted, ...spoken].map(({ id }) => id))],
      };
    },
  };
}
