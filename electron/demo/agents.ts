import type { AccountGroups } from './groups.ts';
import { languageOf, nameOf } from './names.ts';
import { between, createRandom, shortUuidId, uuidId } from './random.ts';
import type { DemoNames } from './types.ts';

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

// Among hostile names real teams' oddities are too.
/** This agent bears the same name as an earlier one. */
const NAMESAKE = { index: 14, of: 2 };
/** This agent has no e-mail address. */
const WITHOUT_EMAIL = 19;
/** This agent has the custom id of an earlier one. */
const SAME_CUSTOM_ID = { index: 11, of: 4 };

/**
 * The people of a demo team. An agent depends on seed, names and position only, so a larger team begins with the
 * smaller one.
 *
 * @param count how many agents
 */
export function agentsOf(
  seed: number,
  names: DemoNames,
  count: number,
  groups: Pick<AccountGroups, 'membershipOf'>,
): readonly DemoAgent[] {
  return Array.from({ length: count }, (_, index) => {
    const random = createRandom(seed, 103, index);
    return {
      index,
      id: shortUuidId('a', random),
      userId: uuidId('u', random),
      ...(names === 'hostile' ? oddPersonOf(seed, index) : personOf(seed, names, index)),
      phoneNumber: `20255501${String(between(random, 0, 99)).padStart(2, '0')}`,
      ...groups.membershipOf(index, languageOf(index)),
    };
  });
}

type Person = Pick<DemoAgent, 'firstName' | 'lastName' | 'email' | 'customId'>;

/** Addresses are under example.com, which is reserved for examples; a number tells namesakes apart. */
function personOf(seed: number, names: DemoNames, index: number): Person {
  const { given, family, repeats } = nameOf(seed, names, index);
  return {
    firstName: given.written,
    lastName: family.written,
    email: `${given.latin}.${family.latin}${repeats === 0 ? '' : index}@example.com`,
    customId: String(1_100 + index),
  };
}

function oddPersonOf(seed: number, index: number): Person {
  const person = personOf(seed, 'hostile', index);
  const named = index === NAMESAKE.index ? personOf(seed, 'hostile', NAMESAKE.of) : person;
  const numbered = index === SAME_CUSTOM_ID.index ? SAME_CUSTOM_ID.of : index;
  return {
    firstName: named.firstName,
    lastName: named.lastName,
    email: index === WITHOUT_EMAIL ? undefined : person.email,
    customId: numbered % 7 === 3 ? undefined : String(1_100 + numbered),
  };
}
