import { describe, expect, it } from 'vitest';
import { agentsOf } from '../../../electron/demo/agents.ts';
import { createGroups } from '../../../electron/demo/groups.ts';
import { HOSTILE_QUEUES } from '../../../electron/demo/hostile-names.ts';
import { NAME_TABLES } from '../../../electron/demo/names.ts';

const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Han',
  'Hangul',
  'Thai',
  'Georgian',
  'Ethiopic',
];
const groups = createGroups(1, 'ordinary');
const team = agentsOf(1, 'ordinary', 26, groups);
const hostile = agentsOf(1, 'hostile', 26, groups);
const nameOf = ({ firstName, lastName }: (typeof team)[number]): string => `${firstName} ${lastName}`;

describe('names', () => {
  it('are short and readable in Latin letters, one for each of a roster', () => {
    const names = team.map(nameOf);
    expect(new Set(names).size).toBe(26);
    expect(new Set(team.map(({ firstName }) => firstName)).size).toBe(26);
    expect(names.filter((name) => !/^\p{Lu}[\p{Ll}]{1,10} \p{Lu}[\p{Ll}]{1,10}$/u.test(name))).toEqual([]);
    expect(names.filter((name) => /[^\p{Script=Latin} ]/u.test(name))).toEqual([]);
    expect(team.every(({ email, customId }) => /^[a-z]+\.[a-z]+@example\.com$/.test(email ?? '') && customId)).toBe(
      true,
    );
  });

  it('of both sets have a plain spelling', () => {
    for (const tables of Object.values(NAME_TABLES)) {
      const names = tables.flatMap(({ given, family }) => [...given, ...family]);
      expect(names.filter(({ latin }) => !/^[a-z]+(-[a-z]+)*$/.test(latin))).toEqual([]);
      for (const table of tables) expect([table.given.length, table.family.length]).toEqual([5, 5]);
    }
  });

  it('that are hostile show every script, and lengths', () => {
    const text = hostile.map(({ firstName, lastName }) => firstName + lastName).join('');
    expect(SCRIPTS.filter((script) => !new RegExp(`\\p{Script=${script}}`, 'u').test(text))).toEqual([]);
    expect(hostile.some((agent) => nameOf(agent).length > 25)).toBe(true);
    expect(hostile.some((agent) => nameOf(agent).length < 7)).toBe(true);
  });

  it('that are hostile include a pair of namesakes, one shared custom id, some without, and one without e-mail', () => {
    expect(new Set(hostile.map(nameOf)).size).toBe(25);
    const customIds = hostile.flatMap(({ customId }) => customId ?? []);
    expect([customIds.length, new Set(customIds).size]).toEqual([22, 21]);
    expect(hostile.filter(({ email }) => email === undefined).map(({ index }) => index)).toEqual([19]);
  });

  it('are of queues as well', () => {
    expect(createGroups(1, 'hostile').queues.map(({ name }) => name)).toEqual(HOSTILE_QUEUES);
    expect(createGroups(1, 'hostile').queues.map(({ id }) => id)).toEqual(groups.queues.map(({ id }) => id));
  });
});

describe('agents', () => {
  it.each(['ordinary', 'hostile'] as const)(
    'with %s names have ids of the documents’ forms, all different',
    (names) => {
      const many = agentsOf(1, names, 10_000, groups);
      for (const { id, userId } of many.slice(0, 26)) {
        expect(id).toMatch(/^a-[0-9a-f]{7}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        expect(userId).toMatch(/^u-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
      }
      expect(new Set(many.map(({ id }) => id)).size).toBe(10_000);
      expect(new Set(many.map(({ userId }) => userId)).size).toBe(10_000);
      expect(new Set(many.map(({ email }) => email)).size).toBe(10_000);
    },
  );

  it('of any seed are different people', () => {
    for (let seed = 0; seed < 1_000; seed++) {
      expect(new Set(agentsOf(seed, 'ordinary', 26, groups).map(({ userId }) => userId)).size).toBe(26);
    }
  });

  it('of a larger team begin with the smaller one, and differ by seed', () => {
    expect(agentsOf(1, 'ordinary', 500, groups).slice(0, 26)).toEqual(team);
    expect(agentsOf(2, 'ordinary', 26, groups)[0]?.userId).not.toBe(team[0]?.userId);
  });

  it('serve two to seven queues, which differ in size, and every skill has somebody', () => {
    const sizes = groups.queues.map(({ id }) => team.filter(({ queueIds }) => queueIds.includes(id)).length);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(2 * Math.min(...sizes));
    expect(new Set(team.map(({ queueIds }) => queueIds.length))).toEqual(new Set([2, 3, 4, 5, 6, 7]));
    expect(new Set(team.flatMap(({ skillIds }) => skillIds))).toEqual(new Set(groups.skills.map(({ id }) => id)));
    for (const { id } of groups.queues) expect(id).toMatch(/^qu-[0-9a-f]{7}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    for (const { id } of groups.skills) expect(id).toMatch(/^[0-9a-f]{24}$/);
  });

  it('have the skills that their queues ask for', () => {
    for (const { queueIds, skillIds } of team) {
      const wanted = groups.queues.filter(({ id }) => queueIds.includes(id)).flatMap(({ skills }) => skills);
      expect(wanted.filter(({ id }) => !skillIds.includes(id))).toEqual([]);
    }
  });
});
