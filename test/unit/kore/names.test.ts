import { afterEach, beforeEach, expect, it } from 'vitest';
import { createNames } from '../../../electron/kore/names.ts';
import type { KoreApi } from '../../../electron/kore/request.ts';
import type { KoreNames } from '../../../electron/kore/types.ts';
import { fail, ok } from '../../../electron/shared/result.ts';
import { json, plain, startFaultServer, type FaultServer } from '../../support/fault-server.ts';
import { koreError } from '../../support/kore-fixtures.ts';
import { ACCOUNT_ID, BOT_ID, CALL, createTestClient } from './test-client.ts';

let server: FaultServer;
beforeEach(async () => void (server = await startFaultServer()));
afterEach(() => server.stop());

const names = (): KoreNames => createTestClient(server.origin).client.names;
const performanceRow = (id: string, name: unknown, more: object = {}) => ({
  queueId: id,
  queueName: name,
  channel: 'Voice',
  direction: 'Inbound',
  ...more,
});
const page = (finalResult: readonly unknown[], hasMore = false) => json({ finalResult, hasMore });
const list = (results: readonly unknown[], hasMore = false) => json({ results, hasMore });
const paths = () => server.requests.map(({ method, url }) => `${method} ${url}`);

it('queues come with their skills from queue performance, each once whatever its channels', async () => {
  const skills = [
    { skillId: 'sk-1', skillName: 'Billing' },
    { skillId: 'sk-2', skillName: 'Medical' },
  ];
  server.script(
    page([
      performanceRow('qu-1', 'Support', { skillsInQueue: skills }),
      performanceRow('qu-1', 'Support', { channel: 'emailInst', skillsInQueue: [] }),
      performanceRow('qu-2', 'Sales'),
    ]),
  );
  expect(await names().queues(CALL)).toEqual({
    ok: true,
    value: {
      rows: [
        {
          id: 'qu-1',
          name: 'Support',
          skills: [
            { id: 'sk-1', name: 'Billing' },
            { id: 'sk-2', name: 'Medical' },
          ],
        },
        { id: 'qu-2', name: 'Sales', skills: [] },
      ],
      isComplete: true,
    },
  });
  const { method, url, headers, body } = server.requests[0] ?? { body: '' };
  expect([method, url]).toEqual([
    'POST',
    `/agentassist/api/public/analytics/account/${ACCOUNT_ID}/queue-performance?sortBy=queueName:asc`,
  ]);
  expect(headers).toMatchObject({ accountid: ACCOUNT_ID, iid: BOT_ID });
  const { startDate, endDate, ...rest } = JSON.parse(body) as Record<string, string>;
  const hours = (Date.parse(String(endDate)) - Date.parse(String(startDate))) / 3_600_000;
  expect(hours).toBeGreaterThan(23);
  expect(hours).toBeLessThanOrEqual(24);
  expect(rest).toEqual({
    queues: [],
    channels: [],
    direction: [],
    limit: 1000,
    offset: 0,
    projection: ['skillsInQueue'],
  });
});

it('reads page after page by the rows that came', async () => {
  server.script(
    page([performanceRow('qu-1', 'A'), performanceRow('qu-2', 'B')], true),
    page([performanceRow('qu-3', 'C')]),
  );
  const answer = await names().queues(CALL);
  expect(answer.ok && answer.value.rows.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  expect((JSON.parse(server.requests[1]?.body ?? '') as { offset: number }).offset).toBe(2);
});

it.each([
  ['forbidden', plain(403, '')],
  ['not there', plain(404, '')],
  ['a missing scope', json(koreError('Permission denied. Scope is incorrect!', 4002), 401)],
  ['something else', json({ hello: 'world' })],
  ['broken on its side', plain(502, '<html>Bad Gateway</html>')],
  ['without any queue', page([])],
])('the list of queues answers where queue performance is %s', async (_, refusal) => {
  server.script(
    refusal,
    list([
      { id: 'qu-1', name: 'Support', isActive: true, skills: [{ id: 's', name: 'S' }] },
      { id: 'qu-2', isActive: false },
    ]),
  );
  const answer = await names().queues(CALL);
  expect(answer.ok && answer.value.rows).toEqual([{ id: 'qu-1', name: 'Support', skills: [{ id: 's', name: 'S' }] }]);
  expect(paths()[1]).toBe(`GET /agentassist/api/v1/public/${BOT_ID}/queues?page=1&limit=100`);
  expect(server.requests[1]?.body).toBe('');
});

it('an account without any queue has none', async () => {
  server.script(page([]), plain(403, ''));
  expect(await names().queues(CALL)).toEqual({ ok: true, value: { rows: [], isComplete: true } });
});

it('what both refuse is refused, with the error of the list', async () => {
  server.script(plain(404, ''), plain(403, ''));
  expect(await names().queues(CALL)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
});

it('an account that is limited is not asked for the list too', async () => {
  server.script(plain(429, ''));
  expect(await names().queues(CALL)).toMatchObject({ ok: false, error: { code: 'rate-limited' } });
  expect(server.requests).toHaveLength(1);
});

it('pages that repeat end the read, and it says so', async () => {
  server.script(plain(404, ''));
  const first = Array.from({ length: 10 }, (_, index) => ({ id: `qu-${index}`, name: `Queue ${index}` }));
  server.script(list(first, true), list(first, true), list(first, true));
  const answer = await names().queues(CALL);
  expect(answer.ok && [answer.value.rows.length, answer.value.isComplete]).toEqual([10, false]);
  expect(server.requests).toHaveLength(3);
});

it('fails where a later page does, rather than losing queues', async () => {
  server.script(page([performanceRow('qu-1', 'A')], true), plain(429, ''));
  expect(await names().queues(CALL)).toMatchObject({ ok: false, error: { code: 'rate-limited' } });
});

it('a thousand queues come in one call', async () => {
  server.script(page(Array.from({ length: 1_000 }, (_, index) => performanceRow(`qu-${index}`, `Queue ${index}`))));
  const answer = await names().queues(CALL);
  expect([answer.ok && answer.value.rows.length, server.requests.length]).toEqual([1_000, 1]);
});

it('odd rows cost only themselves', async () => {
  server.script(
    page([
      null,
      'qu-0',
      performanceRow('', 'no id'),
      performanceRow('qu-1', undefined),
      performanceRow('qu-2', ' \u200b '),
      performanceRow('qu-3', '<b>Sales</b> 👩‍💻'),
      performanceRow('qu-4', 'qu-1'),
      performanceRow('qu-5', 'Sales\u202e\nNorth', { skillsInQueue: [null, { skillName: 'no id' }, { skillId: 7 }] }),
      performanceRow('qu-6', { name: 'Sales' }, { skillsInQueue: 'none' }),
    ]),
  );
  const answer = await names().queues(CALL);
  expect(answer.ok && answer.value.rows.map(({ id, name, skills }) => [id, name, skills.length])).toEqual([
    ['qu-1', 'qu-1', 0],
    ['qu-2', 'qu-2', 0],
    ['qu-3', '<b>Sales</b> 👩‍💻', 0],
    ['qu-4', 'qu-1', 0],
    ['qu-5', 'Sales North', 1],
    ['qu-6', 'qu-6', 0],
  ]);
});

it('a queue called like a limit answer or a refusal is only a name', async () => {
  server.script(
    page([
      performanceRow('qu-1', 'Rate limit for this API has been reached'),
      performanceRow('qu-2', 'Invalid JWT token'),
    ]),
  );
  const answer = await names().queues(CALL);
  expect(answer.ok && answer.value.rows.map(({ id }) => id)).toEqual(['qu-1', 'qu-2']);
});

it('skills come from all groups, with their agents where these are a list', async () => {
  server.script(
    list([
      { id: 'sg-1', name: 'Lines' },
      { id: 'sg/2', name: 'Levels' },
    ]),
    list([{ id: 's-1', name: 'Billing', agents: 15 }]),
    list([{ id: 's-2', name: 'Gold', agents: [{ userId: 'u-1' }, 'u-2', { name: 'nobody' }, { userId: 'u-1' }] }]),
  );
  expect(await names().skills(CALL)).toEqual({
    ok: true,
    value: {
      rows: [
        { id: 's-1', name: 'Billing', agents: null },
        { id: 's-2', name: 'Gold', agents: ['u-1', 'u-2'] },
      ],
      isComplete: true,
    },
  });
  expect(paths()).toEqual([
    `GET /agentassist/api/v1/public/${BOT_ID}/skill-groups?page=1&limit=100`,
    `GET /agentassist/api/v1/public/${BOT_ID}/skill-groups/sg-1/skills?page=1&limit=100`,
    `GET /agentassist/api/v1/public/${BOT_ID}/skill-groups/sg%2F2/skills?page=1&limit=100`,
  ]);
});

it('a group that is refused leaves the others', async () => {
  server.script(list([{ id: 'sg-1' }, { id: 'sg-2' }]), plain(403, ''), list([{ id: 's-2', name: 'Gold' }]));
  const answer = await names().skills(CALL);
  expect(answer.ok && [answer.value.rows.map(({ id }) => id), answer.value.isComplete]).toEqual([['s-2'], false]);
});

const AVAILABILITY = {
  AVAILABLE: [{ userId: 'u-1' }],
  BUSY: [{ userId: 'u-1' }],
  AWAY: [],
  OFFLINE: [{ userId: 'u-2' }],
};

it('members are everybody whom availability names for the queue, or for the skill', async () => {
  server.script(json(AVAILABILITY), json(AVAILABILITY));
  const reader = names();
  expect(await reader.members({ kind: 'queue', id: 'qu-1' }, CALL)).toEqual({ ok: true, value: ['u-1', 'u-2'] });
  expect(await reader.members({ kind: 'skill', id: 's-1' }, CALL)).toEqual({ ok: true, value: ['u-1', 'u-2'] });
  expect(server.requests.map(({ body }) => body)).toEqual(['{"queueIds":["qu-1"]}', '{"skillIds":["s-1"]}']);
});

it('a read of members leaves the next poll what it is compared with', async () => {
  server.script(json(AVAILABILITY), json({ AVAILABLE: [{ userId: 'u-9' }] }), json(AVAILABILITY));
  const { client } = createTestClient(server.origin);
  const everybody = { queueIds: [], skillIds: [], agentIds: [] };
  await client.availability(everybody, CALL);
  await client.names.members({ kind: 'queue', id: 'qu-1' }, CALL);
  expect(await client.availability(everybody, CALL)).toMatchObject({ value: { isUnchanged: true } });
});

it('a queue without members has none', async () => {
  server.script(json({ AVAILABLE: [], BUSY: [], AWAY: [], OFFLINE: [] }));
  expect(await names().members({ kind: 'queue', id: 'qu-1' }, CALL)).toEqual({ ok: true, value: [] });
});

it('a bucket that cannot be read says nothing of who is a member', async () => {
  server.script(json({ ...AVAILABILITY, AWAY: 'many' }), plain(404, ''));
  expect(await names().members({ kind: 'queue', id: 'qu-1' }, CALL)).toMatchObject({
    error: { code: 'unexpected-shape' },
  });
});

it('queues/agents answers where availability refuses a queue, and is asked first from then on', async () => {
  const agents = json([
    { userId: 'u-1', aId: 'a-1', name: 'Rate limit for this API has been reached' },
    { aId: 'a-2' },
    {},
  ]);
  server.script(plain(403, ''), agents, json([]));
  const reader = names();
  expect(await reader.members({ kind: 'queue', id: 'qu-1' }, CALL)).toEqual({ ok: true, value: ['u-1', 'a-2'] });
  expect(await reader.members({ kind: 'queue', id: 'qu-2' }, CALL)).toEqual({ ok: true, value: [] });
  expect(paths().map((path) => path.split('/').slice(-2).join('/'))).toEqual([
    'agents/availability',
    'queues/agents',
    'queues/agents',
  ]);
});

it('a queue that both refuse has the error of the first', async () => {
  server.script(json(koreError('Validation errors/ Invalid arguments: qu-1', 412), 412), plain(404, ''));
  expect(await names().members({ kind: 'queue', id: 'qu-1' }, CALL)).toMatchObject({
    error: { code: 'request-refused' },
  });
});

it('never reads on for ever', async () => {
  let calls = 0;
  const value = () => ({ results: [{ id: `qu-${(calls += 1)}` }], hasMore: true });
  const content = () => ({ isUnchanged: false, value: value() }) as const;
  const api: Pick<KoreApi, 'startRead'> = {
    startRead: () => () => Promise.resolve(ok({ bytes: new Uint8Array(), receivedAt: 0, content: content() })),
  };
  const availability = () => Promise.resolve(fail('not-found'));
  const endless = createNames(api, { accountId: 'a', botId: 'b' }, { availability, now: () => 0 });
  const answer = await endless.queues(CALL);
  expect(answer.ok && [answer.value.rows.length, answer.value.isComplete]).toEqual([200, false]);
});
