import { describe, expect, it } from 'vitest';
import { agentsOf, queuesOf, skillsOf } from '../../../electron/demo/agents.ts';
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
const queues = queuesOf(1);
const skills = skillsOf(1);
const team = agentsOf(1, 24, queues, skills);

describe('names', () => {
  it('are many, in many scripts, each with a plain spelling', () => {
    const names = NAME_TABLES.flatMap(({ given, family }) => [...given, ...family]);
    expect(new Set(names.map(({ written }) => written)).size).toBeGreaterThanOrEqual(240);
    expect(names.filter(({ latin }) => !/^[a-z]+(-[a-z]+)*$/.test(latin))).toEqual([]);
    for (const table of NAME_TABLES) expect([table.given.length, table.family.length]).toEqual([5, 5]);
  });

  it('of two dozen agents show every script', () => {
    const text = team.map(({ firstName, lastName }) => firstName + lastName).join('');
    expect(SCRIPTS.filter((script) => !new RegExp(`\\p{Script=${script}}`, 'u').test(text))).toEqual([]);
  });
});

describe('agents', () => {
  it('have ids of the documents’ forms, all different', () => {
    const many = agentsOf(1, 10_000, queues, skills);
    for (const { id, userId } of team) {
      expect(id).toMatch(/^a-[0-9a-f]{7}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(userId).toMatch(/^u-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    }
    expect(new Set(many.map(({ id }) => id)).size).toBe(10_000);
    expect(new Set(many.map(({ userId }) => userId)).size).toBe(10_000);
    expect(new Set(many.map(({ email }) => email)).size).toBe(10_000);
  });

  it('of any seed are different people', () => {
    for (let seed = 0; seed < 1_000; seed++) {
      expect(new Set(agentsOf(seed, 24, queues, skills).map(({ userId }) => userId)).size).toBe(24);
    }
  });

  it('of a larger team begin with the smaller one, and differ by seed', () => {
    expect(agentsOf(1, 500, queues, skills).slice(0, 24)).toEqual(team);
    expect(agentsOf(2, 24, queues, skills)[0]?.userId).not.toBe(team[0]?.userId);
  });

  it('include one pair of namesakes, one shared custom id, some without, and one without e-mail', () => {
    const names = team.map(({ firstName, lastName }) => `${firstName} ${lastName}`);
    expect(new Set(names).size).toBe(23);
    const customIds = team.flatMap(({ customId }) => customId ?? []);
    expect([customIds.length, new Set(customIds).size]).toEqual([21, 20]);
    expect(team.filter(({ email }) => email === undefined).map(({ index }) => index)).toEqual([19]);
  });

  it('serve every queue and every skill', () => {
    expect(new Set(team.flatMap(({ queueIds }) => queueIds)).size).toBe(queues.length);
    expect(new Set(team.flatMap(({ skillIds }) => skillIds)).size).toBe(skills.length);
    for (const { id } of queues) expect(id).toMatch(/^qu-[0-9a-f]{7}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    for (const { id } of skills) expect(id).toMatch(/^[0-9a-f]{24}$/);
  });
});
