import { NAME_TABLES, type SpelledName } from './names.ts';
import { between, createRandom, hexId, mix, pick, shortUuidId, uuidId, type Random } from './random.ts';
import type { DemoGroup } from './types.ts';

/** One person of the demo team: who they are, not what they do. Keys that are undefined are left out of answers. */
export interface DemoAgent {
  readonly index: number;
  /** `_id` of availability, `a-...`. */
  readonly id: string;
  /** `u-...`, in both APIs. */
  readonly userId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | undefined;
  readonly customId: string | undefined;
  readonly phoneNumber: string;
  readonly queueIds: readonly string[];
  readonly skillIds: readonly string[];
}

/** This agent bears the same name as an earlier one, because real teams have such pairs. */
const NAMESAKE = { index: 14, of: 2 };
/** This agent has no e-mail address. */
const WITHOUT_EMAIL = 19;
/** This agent has the custom id of an earlier one. */
const SAME_CUSTOM_ID = { index: 11, of: 4 };

/**
 * The people of a demo team. An agent depends on seed and position only, so a larger team begins with the smaller one.
 *
 * @param count how many agents
 */
export function agentsOf(
  seed: number,
  count: number,
  queues: readonly DemoGroup[],
  skills: readonly DemoGroup[],
): readonly DemoAgent[] {
  return Array.from({ length: count }, (_, index) => {
    const random = createRandom(seed, 103, index);
    const [given, family] = nameOf(seed, index === NAMESAKE.index ? NAMESAKE.of : index);
    return {
      index,
      id: shortUuidId('a', random),
      userId: uuidId('u', random),
      firstName: given.written,
      lastName: family.written,
      email: index === WITHOUT_EMAIL ? undefined : emailOf(given, family, index),
      customId: customIdOf(index === SAME_CUSTOM_ID.index ? SAME_CUSTOM_ID.of : index),
      phoneNumber: `20255501${String(between(random, 0, 99)).padStart(2, '0')}`,
      queueIds: membership(random, queues, index),
      skillIds: membership(random, skills, index * 3),
    };
  });
}

/** Walks all pairs of a table before one repeats; neighbouring agents come from different tables. */
function nameOf(seed: number, index: number): [SpelledName, SpelledName] {
  const table = NAME_TABLES[index % NAME_TABLES.length];
  if (!table) throw new Error('No name table');
  const pairs = table.given.length * table.family.length;
  const round = Math.floor(index / NAME_TABLES.length);
  const pair = (round + (mix(seed, 104, index % NAME_TABLES.length) % pairs)) % pairs;
  const row = Math.floor(pair / table.given.length);
  const given = table.given[pair % table.given.length];
  const family = table.family[(pair + row) % table.family.length];
  if (!given || !family) throw new Error('No such name');
  return [given, family];
}

/** Addresses are under example.com, which is reserved for examples; a number tells namesakes apart. */
function emailOf(given: SpelledName, family: SpelledName, index: number): string {
  const isFirstOfName = index < NAME_TABLES.length && index !== NAMESAKE.index;
  return `${given.latin}.${family.latin}${isFirstOfName ? '' : index}@example.com`;
}

function customIdOf(index: number): string | undefined {
  return index % 7 === 3 ? undefined : String(1100 + index);
}

/** One group by the agent's number, so that none is empty, and up to two by chance. */
function membership(random: Random, groups: readonly DemoGroup[], number: number): readonly string[] {
  const first = groups[number % groups.length];
  const others = Array.from({ length: between(random, 0, 2) }, () => pick(random, groups));
  return [...new Set([...(first ? [first] : []), ...others].map((group) => group.id))];
}

const QUEUE_NAMES = [
  'Billing',
  'Sales',
  'Support',
  'Returns',
  'Technical Help',
  'Deliveries',
  'Complaints',
  'VIP Desk',
];
const SKILL_NAMES = ['Voice', 'Chat', 'E-mail', 'Spanish', 'Arabic', 'Refunds', 'Installation', 'Escalations'];

/** The demo's queues; ids `qu-...` as in the availability document. */
export function queuesOf(seed: number): readonly DemoGroup[] {
  return QUEUE_NAMES.map((name, index) => ({ id: shortUuidId('qu', createRandom(seed, 101, index)), name }));
}

/** The demo's skills; ids of 24 hexadecimal digits as in the availability document. */
export function skillsOf(seed: number): readonly DemoGroup[] {
  return SKILL_NAMES.map((name, index) => ({ id: `65${hexId(createRandom(seed, 102, index), 22)}`, name }));
}
