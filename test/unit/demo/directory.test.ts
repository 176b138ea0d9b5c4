import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDemo } from '../../../electron/demo/server.ts';
import type { DemoRefusal, RunningDemo } from '../../../electron/demo/types.ts';
import { callAvailability, callOfBot, callQueuePerformance, koreError, NOON, type Reply } from './calls.ts';

let demo: RunningDemo;

beforeEach(async () => {
  demo = await startDemo({ timeZone: 'UTC', now: () => NOON });
});
afterEach(() => demo.stop());

const NAMES = ['Billing', 'Complaints', 'Deliveries', 'Orders', 'Renewals', 'Returns', 'Technical support'];

interface Row {
  queueId: string;
  queueName: string;
  channel: string;
  agentStatusCount: Record<string, number>;
  skillsInQueue: { skillId: string; skillName: string }[];
}
const rowsOf = ({ body }: Reply): Row[] => (body as { finalResult: Row[] }).finalResult;
const resultsOf = ({ body }: Reply): Record<string, unknown>[] =>
  (body as { results: Record<string, unknown>[] }).results;

/** User ids of everybody whom availability names for a filter. */
async function membersBy(filter: object): Promise<string[]> {
  const { body } = await callAvailability(demo, NOON, { body: filter });
  return Object.values(body as Record<string, { userId: string }[]>)
    .flat()
    .map(({ userId }) => userId)
    .sort();
}

describe('queue performance', () => {
  it('names every queue with its skills, once per channel, in the order of the names', async () => {
    const rows = rowsOf(await callQueuePerformance(demo, NOON));
    expect([...new Set(rows.map(({ queueName }) => queueName))]).toEqual(NAMES);
    expect(rows.filter(({ queueName }) => queueName === 'Billing').map(({ channel }) => channel)).toEqual([
      'Voice',
      'rtm',
      'emailInst-support',
    ]);
    expect(rows[0]?.skillsInQueue.map(({ skillName }) => skillName)).toEqual(['English', 'Refunds', 'Contracts']);
    expect(new Set(rows.map(({ queueId }) => queueId))).toEqual(new Set(demo.queues.map(({ id }) => id)));
  });

  it('counts the members of a queue as availability does', async () => {
    const [row] = rowsOf(await callQueuePerformance(demo, NOON));
    const { body } = await callAvailability(demo, NOON, { body: { queueIds: [row?.queueId] } });
    const { AVAILABLE, BUSY, AWAY, OFFLINE } = body as Record<string, unknown[]>;
    expect(row?.agentStatusCount).toEqual({
      available: AVAILABLE?.length,
      busy: BUSY?.length,
      away: AWAY?.length,
      offline: OFFLINE?.length,
    });
  });

  it('pages, and gives only what is asked for', async () => {
    const page = await callQueuePerformance(demo, NOON, { limit: 4, offset: 19, projection: ['skillsInQueue'] });
    expect(page.body).toMatchObject({ hasMore: false, offset: 19, limit: 4, totalResults: 21 });
    expect(rowsOf(page).map((row) => Object.keys(row))).toEqual([
      ['queueId', 'queueName', 'channel', 'direction', 'skillsInQueue'],
      ['queueId', 'queueName', 'channel', 'direction', 'skillsInQueue'],
    ]);
    const id = demo.queues[0]?.id;
    const one = await callQueuePerformance(demo, NOON, { queues: [id], channels: ['Voice'] });
    expect(rowsOf(one).map(({ queueId, channel }) => [queueId, channel])).toEqual([[id, 'Voice']]);
    expect(rowsOf(await callQueuePerformance(demo, NOON, { direction: ['Outbound'] }))).toEqual([]);
  });

  it.each([{ endDate: '2026-11-21T00:00:01.000Z' }, { startDate: undefined }, { limit: 1_001 }, { queues: 'all' }])(
    'refuses %j',
    async (change) => {
      expect((await callQueuePerformance(demo, NOON, change)).status).toBe(412);
    },
  );
});

describe('the lists', () => {
  it('of queues have names, skills and members', async () => {
    const answer = await callOfBot(demo, NOON, '/queues');
    expect(answer.body).toMatchObject({ page: 1, limit: 10, hasMore: false, totalPages: 1, totalResults: 7 });
    const queues = resultsOf(answer) as { id: string; name: string; agents: { userId: string }[] }[];
    expect(queues.map(({ name }) => name).sort()).toEqual(NAMES);
    for (const { id, agents } of queues) {
      expect(agents.map(({ userId }) => userId).sort()).toEqual(await membersBy({ queueIds: [id] }));
    }
    expect((await callOfBot(demo, NOON, '/queues?page=2')).body).toMatchObject({
      results: [],
      page: 2,
      hasMore: false,
    });
    expect((await callOfBot(demo, NOON, '/queues?page=0')).status).toBe(412);
  });

  it('of agents of queues, and of queues of agents, agree with availability', async () => {
    const [orders] = demo.queues;
    const members = (await callOfBot(demo, NOON, '/queues/agents', { queueIds: [orders?.id] })).body;
    const found = members as { userId: string; aId: string; name: string }[];
    expect(found.map(({ userId }) => userId).sort()).toEqual(await membersBy({ queueIds: [orders?.id] }));
    const back = await callOfBot(demo, NOON, '/queues/agents', { agentIds: [found[0]?.aId] });
    expect(back.body).toContain(orders?.id);
    expect((await callOfBot(demo, NOON, '/queues/agents', {})).status).toBe(412);
  });

  it('of skills go by group and count who has them', async () => {
    const groups = resultsOf(await callOfBot(demo, NOON, '/skill-groups'));
    expect(groups.map(({ name }) => name)).toEqual(['Languages', 'Subjects']);
    const lists = await Promise.all(
      groups.map(async ({ id }) => resultsOf(await callOfBot(demo, NOON, `/skill-groups/${String(id)}/skills`))),
    );
    const skills = lists.flat() as { id: string; name: string; agents: number }[];
    expect(skills.map(({ name }) => name)).toEqual(demo.skills.map(({ name }) => name));
    for (const { id, agents } of skills) expect(await membersBy({ skillIds: [id] })).toHaveLength(agents);
    const page = await callOfBot(demo, NOON, `/skill-groups/${String(groups[0]?.['id'])}/skills?limit=2&page=3`);
    expect(page.body).toMatchObject({ results: [{ name: 'Polish' }], limit: 2, page: 3, totalPages: 3 });
    expect((await callOfBot(demo, NOON, '/skill-groups/none/skills')).status).toBe(404);
  });
});

describe('an account that refuses', () => {
  const NO_SCOPE = koreError(401, 'Permission denied. Scope is incorrect!', 4002);
  const calls: Record<DemoRefusal, (of: RunningDemo) => Promise<Reply>> = {
    'queue-performance': (of) => callQueuePerformance(of, NOON),
    queues: (of) => callOfBot(of, NOON, '/queues'),
    'queues/agents': (of) => callOfBot(of, NOON, '/queues/agents', { queueIds: [of.queues[0]?.id] }),
    'skill-groups': (of) => callOfBot(of, NOON, '/skill-groups'),
    everybody: (of) => callAvailability(of, NOON),
    'queue-members': (of) => callAvailability(of, NOON, { body: { queueIds: [of.queues[0]?.id] } }),
  };

  it.each(Object.keys(calls) as DemoRefusal[])('%s goes on with everything else', async (refused) => {
    const strict = await startDemo({ timeZone: 'UTC', now: () => NOON, refuses: [refused] });
    const statuses = await Promise.all(
      Object.entries(calls).map(async ([name, call]) => [name, (await call(strict)).status] as const),
    );
    const isAvailability = ['everybody', 'queue-members'].includes(refused);
    if (!isAvailability) expect(await calls[refused](strict)).toEqual(NO_SCOPE);
    await strict.stop();
    expect(statuses.filter(([, status]) => status !== 200)).toEqual([[refused, isAvailability ? 412 : 401]]);
  });
});
