import { HOSTILE_QUEUES } from './hostile-names.ts';
import { between, createRandom, hexId, pick, shortUuidId, type Random } from './random.ts';
import type { DemoGroup, DemoNames, DemoQueue } from './types.ts';

/** The queues of the centre with the skills that each asks for, the largest first. */
const QUEUES = [
  { name: 'Orders', skills: ['English'] },
  { name: 'Technical support', skills: ['English', 'Installation'] },
  { name: 'Billing', skills: ['English', 'Refunds', 'Contracts'] },
  { name: 'Deliveries', skills: ['English'] },
  { name: 'Returns', skills: ['English', 'Refunds'] },
  { name: 'Complaints', skills: ['English', 'Contracts'] },
] as const;

const LANGUAGES = ['English', 'Spanish', 'German', 'Portuguese', 'Polish'];
const SUBJECTS = ['Installation', 'Refunds', 'Contracts'];

/** Which queue is an agent's first, by position: few serve the last ones. */
const FIRST_QUEUES = [0, 1, 2, 0, 3, 1, 0, 2, 4, 1, 0, 3, 5];

/** Skills under a common heading; the API lists skills by group. */
export interface SkillGroup extends DemoGroup {
  readonly skills: readonly DemoGroup[];
}

/** The queues and skills of an account and who belongs to them. */
export interface AccountGroups {
  readonly queues: readonly DemoQueue[];
  readonly skills: readonly DemoGroup[];
  readonly skillGroups: readonly SkillGroup[];
  /** Ids of the queues and skills of an agent; one queue by position, so that none is empty, and up to two by chance. */
  membershipOf(
    random: Random,
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
    membershipOf(random, index, language) {
      const choices = FIRST_QUEUES.flatMap((number) => queues[number] ?? []);
      const first = choices[index % choices.length];
      const others = Array.from({ length: between(random, 0, 2) }, () => pick(random, queues));
      const served = new Set([...(first ? [first] : []), ...others]);
      const spoken = skillsNamed(language === null ? [] : [language]);
      const wanted = [...served].flatMap((queue) => queue.skills);
      return {
        queueIds: [...served].map(({ id }) => id),
        skillIds: [...new Set([...wanted, ...spoken].map(({ id }) => id))],
      };
    },
  };
}
