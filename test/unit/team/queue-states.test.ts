import { describe, expect, it } from 'vitest';
import type { Agent, ChannelSlots, Status } from '../../../electron/shared/model.ts';
import { countQueues } from '../../../electron/team/queue-states.ts';
import { createFakeMembers } from '../../support/fake-members.ts';
import { fakeAgent } from '../../support/fake-team.ts';

const agent = (userId: string, status: Status, voice?: number, liveChat?: number): Agent => {
  const slot = (free: number): ChannelSlots => ({ free, total: 2 });
  const slots = {
    ...(voice !== undefined && { voice: slot(voice) }),
    ...(liveChat !== undefined && { liveChat: slot(liveChat) }),
  };
  const hasSlots = voice !== undefined || liveChat !== undefined;
  return fakeAgent({ userId, status, rawStatus: status, ...(hasSlots && { freeSlots: slots }) });
};
const team = (...agents: readonly Agent[]) => new Map(agents.map((each) => [each.userId, each]));

const QUEUE = { id: 'qu-1', name: 'Sales', members: new Set(['1', '2', '3', 'gone']) };
const count = (all: ReadonlyMap<string, Agent>, before: ReturnType<typeof countQueues> = []) =>
  countQueues(before, [QUEUE], all, { members: createFakeMembers().members(), isServed: null });

describe('countQueues', () => {
  it('counts members who are in the team, each once', () => {
    const [sales] = count(team(agent('1', 'AVAILABLE'), agent('2', 'BUSY'), agent('4', 'AVAILABLE')));
    expect(sales).toMatchObject({
      name: 'Sales',
      counts: { AVAILABLE: 1, BUSY: 1, AWAY: 0, total: 2 },
      ready: 1,
      soleCover: '1',
      freeSlots: null,
    });
  });

  it('knows no sole cover among none, nor among several', () => {
    expect(count(team(agent('1', 'BUSY')))[0]?.soleCover).toBeNull();
    expect(count(team(agent('1', 'AVAILABLE'), agent('3', 'AVAILABLE')))[0]?.soleCover).toBeNull();
  });

  it('takes who is available without a free slot for no cover', () => {
    const [sales] = count(team(agent('1', 'AVAILABLE', 0, 0), agent('2', 'AVAILABLE', 0, 1), agent('3', 'AWAY', 2)));
    expect(sales).toMatchObject({
      counts: { AVAILABLE: 2 },
      ready: 1,
      soleCover: '2',
      freeSlots: { voice: 0, liveChat: 1 },
    });
    expect(count(team(agent('1', 'AVAILABLE', 0)))[0]).toMatchObject({ ready: 0, soleCover: null });
  });

  it('takes who has no slots in the answer for one who could take a contact', () => {
    const all = team(agent('1', 'AVAILABLE'), agent('2', 'AVAILABLE', 0), agent('3', 'AVAILABLE'));
    expect(count(all)[0]).toMatchObject({ ready: 2, soleCover: null, freeSlots: { voice: 0 } });
  });

  it('has no free slots, rather than no number of them, where the answer has slots and nobody is available', () => {
    expect(count(team(agent('1', 'AWAY', 1)))[0]?.freeSlots).toEqual({});
  });

  it('names who left', () => {
    const members = createFakeMembers();
    members.set({ 'qu-1': ['1'] }, { 'qu-1': ['2'] });
    const [sales] = countQueues([], [QUEUE], team(), { members: members.members(), isServed: null });
    expect(sales).toMatchObject({ left: ['2'], asOf: 1 });
  });

  it('is the very same list while nothing about the queues changes', () => {
    const before = count(team(agent('1', 'AVAILABLE', 1), agent('2', 'BUSY')));
    expect(count(team(agent('1', 'AVAILABLE', 1), agent('2', 'BUSY'), agent('9', 'AWAY')), before)).toBe(before);
    expect(count(team(agent('1', 'AVAILABLE', 0), agent('2', 'BUSY')), before)).not.toBe(before);
  });

  it('leaves out queues that nobody of a view serves', () => {
    const of = (wanted: string) =>
      countQueues([], [QUEUE], team(agent('1', 'BUSY'), agent('5', 'BUSY')), {
        members: createFakeMembers().members(),
        isServed: ({ userId }) => userId === wanted,
      }).length;
    expect([of('1'), of('5')]).toEqual([1, 0]);
  });
});
