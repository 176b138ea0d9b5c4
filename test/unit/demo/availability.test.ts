import { describe, expect, it } from 'vitest';
import { createAvailability } from '../../../electron/demo/availability.ts';
import { createWorld } from '../../../electron/demo/world.ts';
import { NOON } from './calls.ts';

type Buckets = Record<string, { _id: string; userId: string }[]>;

const world = createWorld({ seed: 1, agents: 26, timeZone: 'UTC' });
const availability = createAvailability(world);
const [orders = '', support = ''] = world.queues.map(({ id }) => id);
const [, spanish = '', german = ''] = world.skills.map(({ id }) => id);

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
        expect(agent && world.liveAt(agent, NOON).status).toBe(status);
      }
    }
  });

  it('writes rows with the keys of the document', () => {
    const { id, userId, firstName, lastName, email, customId, phoneNumber } = world.agents.find(
      (agent) => agent.index % 5 === 0 && world.liveAt(agent, NOON).status === 'OFFLINE',
    )!;
    const rows = Object.values(ask({ agentIds: [id] })).flat();
    const none = { isEnabled: false, totalCapacity: 0, usedCapacity: 0, availableCapacity: 0 };
    const one = { isEnabled: true, totalCapacity: 1, usedCapacity: 0, availableCapacity: 1 };
    const channelCapacity = { voice: one, liveChat: none, messaging: none, email: none, voiceMail: one };
    const person = { _id: id, userId, firstName, lastName, emailId: email, customId, phoneNumber };
    expect(rows).toEqual([{ ...person, isDigitalEnabled: false, channelCapacity }]);
  });

  it('has digital agents with some of their slots taken, and takes all of them for who is busy with contacts', () => {
    interface Row {
      readonly isDigitalEnabled: boolean;
      readonly channelCapacity: Readonly<Record<string, Readonly<Record<string, number>>>>;
    }
    const used = new Map<string, Set<number>>();
    for (let minute = 0; minute < 480; minute += 5) {
      for (const [status, rows] of Object.entries(ask({}, NOON + minute * 60_000))) {
        for (const { isDigitalEnabled, channelCapacity } of rows as unknown as Row[]) {
          const channels = Object.values(channelCapacity);
          for (const { totalCapacity = 0, usedCapacity = 0, availableCapacity = 0 } of channels) {
            expect(usedCapacity + availableCapacity).toBe(totalCapacity);
          }
          const key = `${isDigitalEnabled ? 'digital' : 'phone'} ${status}`;
          const slots = channels.reduce((sum, { usedCapacity = 0 }) => sum + usedCapacity, 0);
          used.set(key, (used.get(key) ?? new Set()).add(slots));
        }
      }
    }
    expect(used.get('digital AVAILABLE')).toEqual(new Set([0, 1, 2, 3]));
    expect(used.get('digital BUSY')).toEqual(new Set([0, 4]));
    expect(used.get('phone AVAILABLE')).toEqual(new Set([0]));
    expect(used.get('phone BUSY')).toEqual(new Set([0, 1, 2]));
    for (const kind of ['digital', 'phone']) {
      for (const status of ['AWAY', 'OFFLINE']) expect(used.get(`${kind} ${status}`)).toEqual(new Set([0]));
    }
  });

  it('takes any id of one kind, and all kinds together', () => {
    expect(idsOf({ queueIds: [orders] })).toEqual(idsWhere((agent) => agent.queueIds.includes(orders)));
    expect(idsOf({ queueIds: [orders, support] })).toEqual(
      idsWhere((agent) => agent.queueIds.includes(orders) || agent.queueIds.includes(support)),
    );
    expect(idsOf({ skillIds: [spanish, german] })).toEqual(
      idsWhere((agent) => agent.skillIds.includes(spanish) || agent.skillIds.includes(german)),
    );
    const both = idsWhere((agent) => agent.queueIds.includes(orders) && agent.skillIds.includes(spanish));
    expect(both.length).toBeGreaterThan(0);
    expect(idsOf({ queueIds: [orders], skillIds: [spanish] })).toEqual(both);
    expect(idsOf({ queueIds: [orders], skillIds: [spanish], agentIds: both.slice(0, 1) })).toEqual(both.slice(0, 1));
  });

  it('knows nobody of an unknown id, and takes an empty list for no restriction', () => {
    const nobody = { AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] };
    expect(ask({ queueIds: ['qu-unknown'] })).toEqual(nobody);
    expect(ask({ agentIds: ['a-123'], queueIds: [orders] })).toEqual(nobody);
    expect(ask({ skillIds: ['0'.repeat(24)] })).toEqual(nobody);
    expect(idsOf({ queueIds: [], skillIds: [], agentIds: [] })).toHaveLength(26);
  });

  it.each([
    null,
    [],
    'text',
    { queueIds: orders },
    { skillIds: [7] },
    { agentIds: null },
    { queueIds: ['a-1'] },
    { skillIds: ['Spanish'] },
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
