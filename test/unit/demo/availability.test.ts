import { describe, expect, it } from 'vitest';
import { createAvailability } from '../../../electron/demo/availability.ts';
import { createWorld } from '../../../electron/demo/world.ts';
import { NOON } from './calls.ts';

type Buckets = Record<string, { _id: string; userId: string }[]>;

const world = createWorld({ seed: 1, agents: 24, timeZone: 'UTC' });
const availability = createAvailability(world);
const [billing = '', sales = ''] = world.queues.map(({ id }) => id);
const [voice = '', chat = ''] = world.skills.map(({ id }) => id);

function ask(filter: unknown, now = NOON): Buckets {
  const { status, body } = availability(filter, now);
  expect(status).toBe(200);
  return JSON.parse(body) as Buckets;
}

function idsOf(filter: unknown): string[] {
  return Object.values(ask(filter))
    .flatMap((rows) => rows.map(({ _id }) => _id))
    .sort();
}

function idsWhere(isWanted: (agent: (typeof world.agents)[number]) => boolean): string[] {
  return world.agents
    .filter(isWanted)
    .map(({ id }) => id)
    .sort();
}

describe('availability', () => {
  it('sorts everybody into the four buckets of the document', () => {
    const buckets = ask({});
    expect(Object.keys(buckets)).toEqual(['AVAILABLE', 'BUSY', 'OFFLINE', 'AWAY']);
    expect(idsOf({})).toEqual(idsWhere(() => true));
    for (const [status, rows] of Object.entries(buckets)) {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        const agent = world.agents.find(({ id }) => id === row._id);
        expect(agent && world.statusAt(agent, NOON)).toBe(status);
      }
    }
  });

  it('writes rows with the keys of the document', () => {
    const { id, userId, firstName, lastName, email, customId, phoneNumber } = world.agents[0]!;
    const rows = Object.values(ask({ agentIds: [id] })).flat();
    expect(rows).toEqual([{ _id: id, userId, firstName, lastName, emailId: email, customId, phoneNumber }]);
  });

  it('takes any id of one kind, and all kinds together', () => {
    expect(idsOf({ queueIds: [billing] })).toEqual(idsWhere((agent) => agent.queueIds.includes(billing)));
    expect(idsOf({ queueIds: [billing, sales] })).toEqual(
      idsWhere((agent) => agent.queueIds.includes(billing) || agent.queueIds.includes(sales)),
    );
    expect(idsOf({ skillIds: [voice, chat] })).toEqual(
      idsWhere((agent) => agent.skillIds.includes(voice) || agent.skillIds.includes(chat)),
    );
    const both = idsWhere((agent) => agent.queueIds.includes(billing) && agent.skillIds.includes(voice));
    expect(both.length).toBeGreaterThan(0);
    expect(idsOf({ queueIds: [billing], skillIds: [voice] })).toEqual(both);
    expect(idsOf({ queueIds: [billing], skillIds: [voice], agentIds: both.slice(0, 1) })).toEqual(both.slice(0, 1));
  });

  it('knows nobody of an unknown id, and takes an empty list for no restriction', () => {
    const nobody = { AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] };
    expect(ask({ queueIds: ['qu-unknown'] })).toEqual(nobody);
    expect(ask({ agentIds: ['a-123'], queueIds: [billing] })).toEqual(nobody);
    expect(ask({ skillIds: ['0'.repeat(24)] })).toEqual(nobody);
    expect(idsOf({ queueIds: [], skillIds: [], agentIds: [] })).toHaveLength(24);
  });

  it.each([
    null,
    [],
    'text',
    { queueIds: billing },
    { skillIds: [7] },
    { agentIds: null },
    { queueIds: ['a-1'] },
    { skillIds: ['Voice'] },
    { agentIds: ['a-1', 'u-1'] },
  ])('refuses %j', (body) => {
    expect(availability(body, NOON).status).toBe(412);
  });

  it('stays the same within a second and moves on with time', () => {
    expect(availability({}, NOON + 999).body).toBe(availability({}, NOON).body);
    const hour = Array.from({ length: 61 }, (_, minute) => availability({}, NOON + minute * 60_000).body);
    const changes = hour.filter((body, minute) => minute > 0 && body !== hour[minute - 1]).length;
    expect(changes).toBeGreaterThan(30);
    expect(availability({}, NOON).body).toBe(hour[0]);
  });

  it('takes time as the team grows, and not as its square does', () => {
    // Processor time of this thread, because what else runs on the computer says nothing about the demo.
    const timeFor = (agents: number, polls: number): number => {
      const ask = createAvailability(createWorld({ seed: 1, agents, timeZone: 'UTC' }));
      ask({}, NOON);
      const before = process.threadCpuUsage();
      for (let poll = 1; poll <= polls; poll += 1) ask({}, NOON + poll * 15_000);
      const { user, system } = process.threadCpuUsage(before);
      return user + system;
    };
    // The same number of agents in all; if each were searched for among all of them, ten times the time.
    expect(timeFor(5_000, 20) / timeFor(500, 200)).toBeLessThan(5);
  });

  it('serves 10,000 agents, each once', () => {
    const huge = createAvailability(createWorld({ seed: 1, agents: 10_000, timeZone: 'UTC' }));
    const rows = Object.values(JSON.parse(huge({}, NOON).body) as Buckets).flat();
    expect(new Set(rows.map(({ _id }) => _id)).size).toBe(10_000);
    expect(new Set(rows.map(({ userId }) => userId)).size).toBe(10_000);
  });
});
