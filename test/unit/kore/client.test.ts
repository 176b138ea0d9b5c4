import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_FILTER } from '../../../electron/shared/model.ts';
import { messageFor, type ErrorCode } from '../../../electron/shared/result.ts';
import type { DetailsRequest } from '../../../electron/kore/types.ts';
import { settle } from '../../support/fake-clock.ts';
import {
  computed,
  hang,
  json,
  plain,
  reset,
  resetInBody,
  startFaultServer,
  type FaultServer,
  type Script,
} from '../../support/fault-server.ts';
import {
  AVAILABILITY_SAMPLE,
  detailsAgents,
  DETAILS_SAMPLE,
  detailsPage,
  koreError,
  LIMIT_TEXTS,
  REFUSALS,
} from '../../support/kore-fixtures.ts';
import { ACCOUNT_ID, BOT_ID, CALL, createTestClient, CLIENT_SECRET } from './test-client.ts';

let server: FaultServer;
beforeEach(async () => void (server = await startFaultServer()));
afterEach(() => server.stop());

const TODAY: DetailsRequest = { period: { kind: 'day', date: '2026-03-02', timeZoneOffset: -330 }, agents: [] };
const httpDate = (ms: number): string => new Date(ms).toUTCString();
const body = (index: number): unknown => JSON.parse(server.requests[index]?.body ?? 'null');
const claims = (index: number): Record<string, number> => {
  const token = String(server.requests[index]?.headers['auth']);
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, number>;
};
/** Pages of a team as a server with that rule sends them. */
const pages = (team: number, rule: 'records' | 'pages') =>
  computed(({ url }) => {
    const query = new URL(url, 'http://localhost').searchParams;
    return json(detailsPage(team, rule, Number(query.get('offset')), Number(query.get('limit'))));
  });

describe('availability', () => {
  it('tells a refusal to list everybody apart from refused ids, with what Kore.ai said', async () => {
    const refusal = json(koreError('Invalid arguments', 412), 412);
    server.script(refusal, refusal);
    const { client } = createTestClient(server.origin);
    const said = (code: ErrorCode) => `${messageFor(code)} It said: "Invalid arguments"`;
    for (const [filter, code] of [
      [EMPTY_FILTER, 'everybody-refused'],
      [{ ...EMPTY_FILTER, queueIds: ['qu-1'] }, 'request-refused'],
    ] as const) {
      expect(await client.availability(filter, CALL)).toEqual({ ok: false, error: { code, message: said(code) } });
    }
  });

  it('sends the request of the document', async () => {
    server.script(json(AVAILABILITY_SAMPLE));
    const { client, clock } = createTestClient(server.origin);
    const answer = await client.availability(EMPTY_FILTER, CALL);
    expect(answer).toMatchObject({ ok: true, value: { ignored: 0, receivedAt: clock.now(), isUnchanged: false } });
    expect(answer.ok && answer.value.rows.map(({ name, bucket }) => [name, bucket])).toEqual([
      ['Jane Doe', 'AVAILABLE'],
      ['John Doe', 'OFFLINE'],
    ]);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: `/agentassist/api/v1/public/${BOT_ID}/agents/availability`,
      headers: { 'content-type': 'application/json', accountid: ACCOUNT_ID, iid: BOT_ID },
      body: '{}',
    });
    expect(server.requests[0]?.headers['auth']).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]{43}$/);
    expect(Object.keys(server.requests[0]?.headers ?? {})).not.toContain('cookie');
  });

  it('sends only the lists that restrict', async () => {
    server.script(json(AVAILABILITY_SAMPLE), json(AVAILABILITY_SAMPLE));
    const { client } = createTestClient(server.origin);
    await client.availability({ queueIds: ['qu-1'], skillIds: [], agentIds: ['a-1', 'a-2'] }, CALL);
    await client.availability({ queueIds: [], skillIds: ['65d7'], agentIds: [] }, CALL);
    expect(body(0)).toEqual({ queueIds: ['qu-1'], agentIds: ['a-1', 'a-2'] });
    expect(body(1)).toEqual({ skillIds: ['65d7'] });
  });

  it('recognises the same bytes again, for each filter, also after a failure in between', async () => {
    const other = { ...AVAILABILITY_SAMPLE, AWAY: [{ userId: 'u-3' }] };
    server.script(
      json(AVAILABILITY_SAMPLE),
      json(AVAILABILITY_SAMPLE),
      plain(500, ''),
      json(AVAILABILITY_SAMPLE),
      json(other),
      json(other),
      json({ AVAILABLE: [], BUSY: [], AWAY: [], OFFLINE: [] }),
    );
    const { client } = createTestClient(server.origin);
    const filtered = { ...EMPTY_FILTER, queueIds: ['qu-1'] };
    const answers = [];
    for (const filter of [EMPTY_FILTER, EMPTY_FILTER, EMPTY_FILTER, EMPTY_FILTER, EMPTY_FILTER, filtered]) {
      const answer = await client.availability(filter, CALL);
      answers.push(answer.ok ? answer.value : null);
    }
    expect(answers.map((answer) => answer?.isUnchanged)).toEqual([false, true, undefined, true, false, false]);
    expect(answers[1]?.rows).toBe(answers[0]?.rows);
    expect(answers[3]?.rows).toBe(answers[0]?.rows);
    expect(answers[4]?.rows).toHaveLength(3);
  });

  it('compares no poll with an answer that is not part of the polling', async () => {
    const other = { ...AVAILABILITY_SAMPLE, AWAY: [{ userId: 'u-3' }] };
    server.script(json(AVAILABILITY_SAMPLE), json(other), json(other), json(other));
    const { client } = createTestClient(server.origin);
    const isUnchanged: boolean[] = [];
    for (const isAside of [false, true, false, true]) {
      const answer = await client.availability(EMPTY_FILTER, { ...CALL, isAside });
      if (answer.ok) isUnchanged.push(answer.value.isUnchanged);
    }
    expect(isUnchanged).toEqual([false, false, false, false]);
  });
});

describe('status details', () => {
  it('sends the request of the document for a day', async () => {
    server.script(json(DETAILS_SAMPLE));
    const { client, clock } = createTestClient(server.origin);
    const answer = await client.statusDetails(TODAY, CALL);
    expect(answer).toMatchObject({ ok: true, value: { notUnderstood: [], stopped: null, receivedAt: clock.now() } });
    expect(answer.ok && answer.value.rows.map(({ records }) => records.length)).toEqual([0, 0, 8]);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: `/agentassist/api/public/analytics/account/${ACCOUNT_ID}/agentstatusdetails?limit=50&offset=0`,
      headers: { 'content-type': 'application/json', accountid: ACCOUNT_ID, iid: BOT_ID },
    });
    expect(body(0)).toEqual({ filter: { dateFilter: { date: '2026-03-02', timeZoneOffSet: -330 } } });
  });

  it('sends a range and e-mails of agents', async () => {
    server.script(json(DETAILS_SAMPLE));
    const { client } = createTestClient(server.origin);
    const period = { kind: 'range', startDate: '2026-03-01', endDate: '2026-03-02', timeZoneOffset: 300 } as const;
    await client.statusDetails({ period, agents: ['jane@example.com'] }, CALL);
    expect(body(0)).toEqual({
      filter: {
        agents: ['jane@example.com'],
        dateFilter: { startDate: '2026-03-01', endDate: '2026-03-02', timeZoneOffSet: 300 },
      },
    });
  });

  it('sends an e-mail once that several agents have', async () => {
    server.script(json(DETAILS_SAMPLE));
    const { client } = createTestClient(server.origin);
    await client.statusDetails({ ...TODAY, agents: ['a@example.com', 'b@example.com', 'a@example.com'] }, CALL);
    expect(body(0)).toMatchObject({ filter: { agents: ['a@example.com', 'b@example.com'] } });
  });

  it.each([
    ['records', [0, 50, 100]],
    ['pages', [0, 50, 1, 2, 3]],
  ] as const)('reads every page when offset counts %s', async (rule, offsets) => {
    server.script(...offsets.map(() => pages(120, rule)));
    const { client, memory } = createTestClient(server.origin);
    const answer = await client.statusDetails(TODAY, CALL);
    expect(answer.ok && answer.value.rows.length).toBe(120);
    expect(server.requests.map(({ url }) => url.split('?')[1])).toEqual(offsets.map((o) => `limit=50&offset=${o}`));
    expect(memory.get().offsetCounts).toBe(rule === 'pages' ? 'pages' : null);
  });

  it('keeps what it has when it is cancelled, and fails when it has nothing', async () => {
    const { client } = createTestClient(server.origin);
    const stop = new AbortController();
    server.script(pages(120, 'records'), hang, hang);
    const read = client.statusDetails(TODAY, { ...CALL, signal: stop.signal });
    await server.received(2);
    stop.abort();
    expect(await read).toMatchObject({ ok: true, value: { rows: { length: 50 }, stopped: { code: 'cancelled' } } });
    expect(await client.statusDetails(TODAY, { ...CALL, signal: stop.signal })).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['is reset', reset],
    ['breaks off in its body', resetInBody],
    ['is a 502', plain(502, '<html>nginx</html>')],
    ['is a 500', plain(500, '')],
    ['is cut short', plain(200, '{"hasMore":true,"data":[{')],
    ['is empty', plain(200, '')],
  ])('requests a page once more when it %s', async (_, blip) => {
    const page = pages(120, 'records');
    server.script(blip, page, page, blip, page);
    const { client } = createTestClient(server.origin);
    expect(await client.statusDetails(TODAY, CALL)).toMatchObject({ value: { stopped: null, rows: { length: 120 } } });
    expect(server.requests.map(({ url }) => url.split('offset=')[1])).toEqual(['0', '0', '50', '100', '100']);
    server.script(page, blip, blip);
    expect(await client.statusDetails(TODAY, CALL)).toMatchObject({
      value: { stopped: { code: expect.any(String) as string }, rows: { length: 50 } },
    });
    expect(server.requests).toHaveLength(8);
  });

  it.each([
    ['a refusal', plain(403, 'no'), 'forbidden'],
    ['another shape', json({}), 'unexpected-shape'],
  ])('does not repeat a request after %s', async (_, refusal, code) => {
    server.script(refusal);
    expect(await createTestClient(server.origin).client.statusDetails(TODAY, CALL)).toMatchObject({ error: { code } });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['later', [0, 50, 50]],
    ['first', [0, 0, 50]],
  ] as const)('waits after a limit answer to the %s page, says until when, and continues', async (which, offsets) => {
    const page = pages(90, 'records');
    server.script(...(which === 'later' ? [page] : []), plain(429, '', { 'retry-after': '7' }), page, page);
    const { client, clock } = createTestClient(server.origin);
    const waits: unknown[] = [];
    const onProgress = ({ agentsRead, waitingUntil }: { agentsRead: number; waitingUntil: number | null }): void => {
      if (waitingUntil !== null) waits.push([agentsRead, waitingUntil - clock.now()]);
    };
    const call = { priority: 'lower', maxWaitMs: 60_000, startWithinMs: 10_000 } as const;
    const read = client.statusDetails({ ...TODAY, onProgress }, call);
    while (!clock.pending().includes(7_000)) await settle();
    await clock.advanceAsync(7_000);
    expect(await read).toMatchObject({ value: { stopped: null, rows: { length: 90 } } });
    expect(waits).toEqual([[which === 'later' ? 50 : 0, 7_000]]);
    expect(server.requests.map(({ url }) => Number(url.split('offset=')[1]))).toEqual(offsets);
  });

  it('fails when the limit answer to its first request demands a longer wait than it may take', async () => {
    server.script(plain(429, '', { 'retry-after': '11' }));
    const { client, clock } = createTestClient(server.origin);
    const call = { priority: 'lower', maxWaitMs: 600_000, startWithinMs: 10_000 } as const;
    const error = { code: 'rate-limited', retryAt: clock.now() + 11_000 };
    expect(await client.statusDetails(TODAY, call)).toMatchObject({ ok: false, error });
  });

  it('stops at a second limit answer in a row', async () => {
    const limit = plain(429, '', { 'retry-after': '1' });
    server.script(pages(120, 'records'), limit, limit);
    const { client, clock } = createTestClient(server.origin);
    const read = client.statusDetails(TODAY, { priority: 'lower', maxWaitMs: 600_000 });
    while (!clock.pending().includes(1_000)) await settle();
    await clock.advanceAsync(1_000);
    expect(await read).toMatchObject({ value: { stopped: { code: 'rate-limited' }, rows: { length: 50 } } });
    expect(server.requests).toHaveLength(3);
  });

  it('stops at a limit answer to a later page when it may not wait, and blocks the rate limit', async () => {
    server.script(pages(120, 'records'), plain(429, '', { 'retry-after': '7' }));
    const { client, clock, rateLimit } = createTestClient(server.origin);
    const retryAt = clock.now() + 7_000;
    expect(await client.statusDetails(TODAY, CALL)).toMatchObject({
      ok: true,
      value: { rows: { length: 50 }, stopped: { code: 'rate-limited', retryAt } },
    });
    expect(await rateLimit.take('availability')).toEqual({ ok: false, retryAt, reason: 'limit' });
  });
});

describe('several pages at a time', () => {
  const offsetOf = (url: string): number => Number(url.split('offset=')[1]);
  const offsets = (): readonly number[] => server.requests.map(({ url }) => offsetOf(url));
  /** Requests that are sent at the same time arrive in any order. */
  const sortedOffsets = (): readonly number[] => offsets().toSorted((a, b) => a - b);
  /** Keeps requests until the test answers them, by their offset. */
  function createHold(team: number) {
    const held = new Map<number, (reply: Script) => void>();
    const script: Script = (response, request) =>
      void held.set(offsetOf(request.url), (reply) => reply(response, request));
    return { script, answer: (offset: number, reply = pages(team, 'records')) => held.get(offset)?.(reply) };
  }
  const known = (origin: string): ReturnType<typeof createTestClient> => {
    const parts = createTestClient(origin);
    parts.memory.learn({ offsetCounts: 'records' });
    return parts;
  };

  it('are read as soon as page one has come, and taken in their order, each as of when it came', async () => {
    const hold = createHold(220);
    server.script(pages(220, 'records'), ...[50, 100, 150, 200].map(() => hold.script));
    const { client, clock } = known(server.origin);
    const begunAt = clock.now();
    const parts: unknown[] = [];
    const onPage: DetailsRequest['onPage'] = (part) =>
      void parts.push([part.received, part.pages, part.rows[0]?.userId, part.receivedAt - begunAt]);
    const read = client.statusDetails({ ...TODAY, expectedAgents: 220, onPage }, CALL);
    await server.received(5);
    for (const [index, offset] of [200, 150, 100].entries()) {
      clock.jump(1_000);
      hold.answer(offset);
      // Each request under way has a deadline.
      while (clock.pending().length > 3 - index) await settle();
    }
    expect(parts).toEqual([[50, 1, 'u-0000', 0]]);
    hold.answer(50);
    const answer = await read;
    expect(answer).toMatchObject({ value: { stopped: null, isEndSaid: true, receivedAt: begunAt + 3_000 } });
    expect(answer.ok && answer.value.rows.map(({ userId }) => userId)).toEqual(
      detailsAgents(0, 220).map(({ userId }) => userId),
    );
    expect(parts).toEqual([
      [50, 1, 'u-0000', 0],
      [100, 2, 'u-0050', 3_000],
      [150, 3, 'u-0100', 3_000],
      [200, 4, 'u-0150', 2_000],
      [220, 5, 'u-0200', 1_000],
    ]);
  });

  it('start only where they leave enough calls to availability, and the others wait one after the other', async () => {
    server.script(...Array.from({ length: 10 }, () => pages(500, 'records')));
    const { client, clock, rateLimit } = known(server.origin);
    for (let call = 0; call < 10; call += 1) await rateLimit.take('lower');
    const waits: unknown[] = [];
    const onProgress: DetailsRequest['onProgress'] = ({ agentsRead, waitingUntil }) => {
      if (waitingUntil !== null) waits.push([agentsRead, waitingUntil - clock.now()]);
    };
    const call = { priority: 'lower', maxWaitMs: 61_001 } as const;
    const read = client.statusDetails({ ...TODAY, expectedAgents: 500, onProgress }, call);
    while (!clock.pending().includes(61_001)) await settle();
    expect(sortedOffsets()).toEqual([0, 50, 100, 150, 200]);
    for (let poll = 0; poll < 5; poll += 1) expect((await rateLimit.take('availability')).ok).toBe(true);
    expect(waits).toEqual([[250, 61_001]]);
    await clock.advanceAsync(61_001);
    expect(await read).toMatchObject({ value: { stopped: null, rows: { length: 500 } } });
    expect(sortedOffsets()).toEqual([0, 50, 100, 150, 200, 250, 300, 350, 400, 450]);
    expect(waits).toHaveLength(1);
  });

  it('are each requested once more when they fail, in their turn', async () => {
    const failed = new Set<number>();
    const fails = computed((request) => {
      const offset = offsetOf(request.url);
      const isFirst = [100, 150].includes(offset) && !failed.has(offset);
      failed.add(offset);
      return isFirst ? plain(502, '<html>nginx</html>') : pages(220, 'records');
    });
    server.script(...Array.from({ length: 7 }, () => fails));
    const { client } = known(server.origin);
    const read = await client.statusDetails({ ...TODAY, expectedAgents: 220 }, CALL);
    expect(read).toMatchObject({ value: { stopped: null, rows: { length: 220 } } });
    expect(sortedOffsets()).toEqual([0, 50, 100, 100, 150, 150, 200]);
  });

  it('that fail twice end the read before them, which goes on from there', async () => {
    const fails = computed(({ url }) => (offsetOf(url) === 100 ? plain(502, '') : pages(220, 'records')));
    server.script(...Array.from({ length: 6 }, () => fails));
    const { client } = known(server.origin);
    const read = await client.statusDetails({ ...TODAY, expectedAgents: 220 }, CALL);
    expect(read).toMatchObject({
      value: { stopped: { code: 'server-error' }, rows: { length: 100 }, rest: { received: 100, pages: 2 } },
    });
    // Pages that were requested ahead may come later than the end of the read.
    await server.received(6);
    server.script(...Array.from({ length: 3 }, () => pages(220, 'records')));
    const rest = read.ok ? read.value.rest : undefined;
    expect(await client.statusDetails({ ...TODAY, expectedAgents: 220, rest }, CALL)).toMatchObject({
      value: { stopped: null, rows: { length: 120 } },
    });
    expect(server.requests).toHaveLength(9);
  });

  it('all wait for a limit answer to one of them', async () => {
    const later = [50, 100, 150, 200];
    const hold = createHold(220);
    server.script(pages(220, 'records'), ...later.map(() => hold.script), ...later.map(() => pages(220, 'records')));
    const { client, clock } = known(server.origin);
    let waitingUntil = 0;
    const onProgress: DetailsRequest['onProgress'] = (progress) => void (waitingUntil = progress.waitingUntil ?? 0);
    const call = { priority: 'lower', maxWaitMs: 600_000 } as const;
    let isDone = false;
    const read = client.statusDetails({ ...TODAY, expectedAgents: 220, onProgress }, call);
    void read.then(() => (isDone = true));
    await server.received(5);
    for (const offset of later) hold.answer(offset, plain(429, '', { 'retry-after': '7' }));
    while (clock.pending().join() !== '7000') await settle();
    expect(waitingUntil).toBe(clock.now() + 7_000);
    while (!isDone) await (waitingUntil > clock.now() ? clock.advanceAsync(waitingUntil - clock.now()) : settle());
    expect(await read).toMatchObject({ value: { stopped: null, rows: { length: 220 } } });
    expect(offsets().slice(5)).toEqual(later);
  });

  it('end with what came before the first that is missing when the read is cancelled', async () => {
    const hold = createHold(220);
    server.script(pages(220, 'records'), pages(220, 'records'), ...[100, 150, 200].map(() => hold.script));
    const { client } = known(server.origin);
    const stop = new AbortController();
    const read = client.statusDetails({ ...TODAY, expectedAgents: 220 }, { ...CALL, signal: stop.signal });
    await server.received(5);
    hold.answer(200);
    await settle();
    stop.abort();
    const answer = await read;
    expect(answer).toMatchObject({ value: { stopped: { code: 'cancelled' } } });
    expect(answer.ok && [50, 100].includes(answer.value.rows.length)).toBe(true);
    expect(server.requests).toHaveLength(5);
  });

  it('end where the list has become shorter meanwhile, or goes round in a circle', async () => {
    const { client } = known(server.origin);
    const request = { ...TODAY, expectedAgents: 220 };
    server.script(pages(220, 'records'), ...[50, 100, 150, 200].map(() => pages(130, 'records')));
    expect(await client.statusDetails(request, CALL)).toMatchObject({
      value: { stopped: null, isEndSaid: true, rows: { length: 130 } },
    });
    await server.received(5);
    const circle = computed(({ url }) => {
      const from = offsetOf(url) % 150;
      return json({ hasMore: true, data: detailsAgents(from, from + 50) });
    });
    server.script(...Array.from({ length: 5 }, () => circle));
    expect(await client.statusDetails(request, CALL)).toMatchObject({
      value: { stopped: null, isEndSaid: false, rows: { length: 150 } },
    });
    await server.received(10);
  });

  it('A33 keep what came before a page of five thousand rows', async () => {
    const large = json({
      hasMore: true,
      data: Array.from({ length: 5_000 }, (_, index) => ({ userId: `u-${index}` })),
    });
    const reply = computed(({ url }) => (offsetOf(url) === 100 ? large : pages(220, 'records')));
    server.script(...Array.from({ length: 5 }, () => reply));
    expect(await known(server.origin).client.statusDetails({ ...TODAY, expectedAgents: 220 }, CALL)).toMatchObject({
      value: { stopped: { code: 'unexpected-shape' }, rows: { length: 100 }, rest: { received: 100 } },
    });
    await server.received(5);
  });

  it('are those of the agents who were requested by e-mail', async () => {
    const hold = createHold(120);
    server.script(pages(120, 'records'), hold.script, hold.script);
    const { client } = known(server.origin);
    const agents = detailsAgents(0, 120).map(({ email = '' }) => email);
    const read = client.statusDetails({ ...TODAY, agents }, CALL);
    await server.received(3);
    for (const offset of [100, 50]) hold.answer(offset);
    expect(await read).toMatchObject({ value: { stopped: null, rows: { length: 120 } } });
  });

  it('need to know what offset counts, which a read of most of the team shows', async () => {
    const read = async (expectedAgents: number | undefined, agents: readonly string[] = []): Promise<unknown> => {
      server.script(...Array.from({ length: 3 }, () => pages(120, 'records')));
      const { client, memory } = createTestClient(server.origin);
      await client.statusDetails({ ...TODAY, agents, expectedAgents }, CALL);
      return memory.get().offsetCounts;
    };
    expect(await read(125)).toBe('records');
    expect(await read(undefined)).toBeNull();
    // As if page two were number 50 of a team of thousands.
    expect(await read(3_000)).toBeNull();
    expect(await read(125, ['a@example.com'])).toBeNull();
  });
});

describe('the rate limit', () => {
  it.each(LIMIT_TEXTS)('"%s" stops every call for a minute', async (text) => {
    for (const status of [200, 400, 403]) {
      server.script(json(koreError(text, 400), status));
      const { client, clock } = createTestClient(server.origin);
      const before = server.requests.length;
      const error = { code: 'rate-limited', retryAt: clock.now() + 60_000 };
      expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: false, error });
      expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: false, error });
      expect(await client.statusDetails(TODAY, CALL)).toMatchObject({ ok: false, error });
      expect(server.requests).toHaveLength(before + 1);
    }
  });

  it('makes all requests of a read wait at most maxWaitMs together, and says until when', async () => {
    const { client, clock, rateLimit } = createTestClient(server.origin);
    server.script(...[0, 50, 100].map(() => pages(120, 'records')));
    for (let call = 0; call < 19; call += 1) await rateLimit.take('availability');
    const progress: unknown[] = [];
    const request = { ...TODAY, onProgress: (step: unknown) => void progress.push(step) };
    const retryAt = clock.now() + 61_001;
    const read = client.statusDetails(request, { priority: 'lower', maxWaitMs: 61_001 });
    await server.received(1);
    while (clock.pending().every((delay) => delay !== 61_001)) await settle();
    expect(progress).toEqual([
      { agentsRead: 50, waitingUntil: null },
      { agentsRead: 50, waitingUntil: retryAt },
    ]);
    await clock.advanceAsync(61_001);
    expect(await read).toMatchObject({ ok: true, value: { stopped: null, rows: { length: 120 } } });
  });

  it('fails a read that would have to wait longer than it may', async () => {
    const { client, clock, rateLimit } = createTestClient(server.origin);
    for (let call = 0; call < 20; call += 1) await rateLimit.take('availability');
    const answer = await client.availability(EMPTY_FILTER, { ...CALL, maxWaitMs: 61_000 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'rate-limited', retryAt: clock.now() + 61_001 } });
    expect(answer.ok ? '' : answer.error.message).toContain('its share of the requests');
    expect(server.requests).toHaveLength(0);
  });

  it('lets a waiting read be cancelled', async () => {
    const { client, clock, rateLimit } = createTestClient(server.origin);
    for (let call = 0; call < 20; call += 1) await rateLimit.take('availability');
    const stop = new AbortController();
    const read = client.availability(EMPTY_FILTER, { ...CALL, maxWaitMs: 120_000, signal: stop.signal });
    await settle();
    expect(clock.pending()).toEqual([61_001]);
    stop.abort();
    expect(await read).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(clock.pending()).toEqual([]);
    expect(server.requests).toHaveLength(0);
  });
});

describe('a clock that is wrong', () => {
  const refusal = (dateMs: number, text: string = REFUSALS['token-refused']) =>
    json(koreError(text, 4002), 401, { date: httpDate(dateMs) });

  it('is learned from the refusal: signed anew, sent once more, and right from then on', async () => {
    const { client, clock, rateLimit } = createTestClient(server.origin);
    const theirs = clock.now() + 600_000;
    const date = { date: httpDate(theirs) };
    server.script(refusal(theirs), json(AVAILABILITY_SAMPLE, 200, date), json(AVAILABILITY_SAMPLE, 200, date));
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: true });
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: true });
    const iat = (ms: number): number => Math.floor(ms / 1000) - 30;
    expect([0, 1, 2].map((index) => claims(index)['iat'])).toEqual([iat(clock.now()), iat(theirs), iat(theirs)]);
    for (let call = 3; call < 20; call += 1) expect((await rateLimit.take('availability')).ok).toBe(true);
    expect((await rateLimit.take('availability')).ok).toBe(false);
  });

  it('that was right until now is corrected by the newest answer alone', async () => {
    const { client, clock } = createTestClient(server.origin);
    const theirs = clock.now();
    const right = json(AVAILABILITY_SAMPLE, 200, { date: httpDate(theirs) });
    server.script(right, right, right, right, refusal(theirs), right);
    for (let call = 0; call < 4; call += 1) await client.availability(EMPTY_FILTER, CALL);
    clock.jump(-600_000);
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(6);
  });

  it('is not believed of a host that accepts ours: something in between may have written the date', async () => {
    const { client, clock } = createTestClient(server.origin);
    const right = json(AVAILABILITY_SAMPLE, 200, { date: httpDate(clock.now() + 3_600_000) });
    server.script(right, right);
    for (let call = 0; call < 2; call += 1) await client.availability(EMPTY_FILTER, CALL);
    const iat = Math.floor(clock.now() / 1000) - 30;
    expect([0, 1].map((index) => claims(index)['iat'])).toEqual([iat, iat]);
  });

  it('is corrected once, not again when that is refused too', async () => {
    const { client, clock } = createTestClient(server.origin);
    server.script(refusal(clock.now() - 600_000), refusal(clock.now() - 600_000), refusal(clock.now() - 600_000));
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({
      ok: false,
      error: { code: 'token-refused' },
    });
    expect(server.requests).toHaveLength(2);
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({
      ok: false,
      error: { code: 'token-refused' },
    });
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['the clock is right', 20_000, REFUSALS['token-refused'], CLIENT_SECRET],
    ['the ids are refused', 600_000, REFUSALS['ids-refused'], CLIENT_SECRET],
    ['the scope is missing', 600_000, REFUSALS['scope-missing'], CLIENT_SECRET],
    ['the token is ready-made', 600_000, REFUSALS['token-refused'], { kind: 'token', token: 'a.b.c' }],
  ] as const)('is not blamed when %s', async (_, offsetMs, text, secret) => {
    const { client, clock } = createTestClient(server.origin, { secret });
    server.script(refusal(clock.now() + offsetMs, text));
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: false });
    expect(server.requests).toHaveLength(1);
  });

  it('is not corrected when the rate limit has no call left for the second try', async () => {
    const { client, clock, rateLimit } = createTestClient(server.origin);
    for (let call = 0; call < 19; call += 1) await rateLimit.take('availability');
    server.script(refusal(clock.now() + 600_000));
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({
      ok: false,
      error: { code: 'token-refused' },
    });
    expect(server.requests).toHaveLength(1);
  });
});
