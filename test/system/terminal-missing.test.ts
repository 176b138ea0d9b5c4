import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { createFakeTerminal, type FakeTerminal } from '../support/fake-terminal.ts';
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
} from '../support/fault-server.ts';
import { inUtc } from '../support/fixed-zone.ts';
import { detailsAgents, koreError, segment } from '../support/kore-fixtures.ts';

/** What `rollcall` says of what it could not read, over real sockets; only waits for the rate limit are virtual. */
const NOW = Date.UTC(2026, 2, 31, 12);
const DAYS = Array.from({ length: 31 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`);
const MONTH = ['--from', DAYS[0] ?? '', '--to', DAYS[30] ?? ''];

let folder: string;
let server: FaultServer;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-missing-'));
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

interface Run {
  readonly code: number;
  readonly io: FakeTerminal;
  readonly messages: string;
}

interface HistoryJson {
  readonly partial: { readonly reason: string; readonly agentsRead: number } | null;
  readonly notUnderstood: number;
  readonly notFound: readonly string[];
  readonly fewerThanTeam: { readonly read: number; readonly team: number } | null;
  readonly days: readonly {
    readonly date: string;
    readonly read: string;
    readonly agents: readonly {
      readonly name: string;
      readonly totalsMs: Readonly<Record<string, number>>;
      readonly noRecordMs: number;
    }[];
  }[];
}

/** Runs a command to its end; whatever it waits for has come at once. `interruptAt` sends Ctrl+C with that request. */
async function rollcall(argv: readonly string[], interruptAt = Infinity): Promise<Run> {
  const clock = createFakeClock(NOW);
  const io = createFakeTerminal('a-client-secret-of-thirty-two-bytes');
  const { say } = io;
  io.say = (line) => {
    say(line);
    const [, seconds] = /waiting ([\d]+) s/.exec(line) ?? [];
    // What is said comes before the wait itself.
    if (seconds !== undefined) setTimeout(() => clock.advance(Number(seconds) * 1_000));
  };
  if (interruptAt < Infinity) void server.received(interruptAt).then(() => io.interrupt());
  const ids = ['--host', server.origin, '--account', 'acc-1', '--bot', 'st-1', '--client-id', 'cs-1', '--secret-stdin'];
  const code = await runTerminal([...argv, ...ids, '--zone', 'UTC'], io, {
    version: '9.9.9',
    platform: 'linux',
    clock,
    localZone: inUtc(),
    random: () => 0,
    fetch: globalThis.fetch,
    dataFolder: folder,
    createKeychain: () => createFakeKeychain(),
    staticFolder: folder,
    openUrl: () => Promise.resolve(true),
    onSurprise: (error) => {
      throw error;
    },
  });
  return { code, io, messages: io.messages.join('\n') };
}

const jsonOf = ({ io }: Run): HistoryJson => JSON.parse(io.out[0] ?? '') as HistoryJson;

/** A request for status details as a server sees it. */
interface DetailsRequest {
  readonly date: string | undefined;
  readonly agents: readonly string[] | undefined;
  readonly offset: number;
}

/** Answers availability and status details by functions of their own. */
async function serve(
  details: (request: DetailsRequest) => Script,
  availability: Script = plain(500, ''),
): Promise<void> {
  server = await startFaultServer(
    computed(({ url, body }) => {
      if (url.includes('/availability')) return availability;
      const { filter } = JSON.parse(body) as { filter: { agents?: string[]; dateFilter: { date?: string } } };
      const offset = Number(new URL(url, server.origin).searchParams.get('offset'));
      return details({ date: filter.dateFilter.date, agents: filter.agents, offset });
    }),
  );
}

const rangeRefused = json(koreError('Validation errors/ Invalid arguments', 412), 412);
/** Two agents; the first works from nine, the second through each midnight. */
function dayPage(date: string): Script {
  const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  const [first, second] = detailsAgents(0, 2);
  const data = [
    { ...first, status: [segment('AVAILABLE', 'AVAILABLE', `${date}T09:00:00`, `${date}T17:00:00`)] },
    { ...second, status: [segment('BUSY', 'NBK', `${date}T22:00:00`, `${next}T06:00:00`)] },
  ];
  return json({ hasMore: false, data });
}

const historyCalls = (): number => server.requests.filter(({ url }) => url.includes('agentstatusdetails')).length;

describe('a month of which the tenth day breaks', () => {
  /** `times` tries of the tenth day get `failure`. */
  async function breaking(failure: Script, times: number): Promise<void> {
    let left = times;
    await serve(({ date }) => {
      if (date === undefined) return rangeRefused;
      if (date !== DAYS[9] || left === 0) return dayPage(date);
      left -= 1;
      return failure;
    });
  }

  const FAILURES = [
    ['a reset', reset],
    ['a reset in the body', resetInBody],
    ['a 500', plain(500, '')],
    ['a 502', plain(502, '<html>nginx</html>', { 'content-type': 'text/html' })],
    ['an empty body', plain(200, '')],
    ['half of its JSON', plain(200, '{"hasMore":false,"data":[')],
    ['a limit answer', plain(429, '', { 'retry-after': '2' })],
    ['a limit text', json({ message: 'Rate limit for this API has been reached. Please try again after some time.' })],
  ] as const;

  it.each(FAILURES)('for good by %s has 22 unread days, and ends with 8', async (_, failure) => {
    await breaking(failure, Infinity);
    const run = await rollcall(['history', '--json', ...MONTH]);
    expect(run.code).toBe(8);
    const { days, partial } = jsonOf(run);
    expect(days.map(({ read }) => read)).toEqual([
      ...Array<string>(9).fill('whole'),
      ...Array<string>(22).fill('none'),
    ]);
    expect(days.slice(9).flatMap(({ agents }) => agents)).toEqual([]);
    expect(days.slice(0, 9).map(({ agents }) => agents.length)).toEqual(Array(9).fill(2));
    expect(partial).toMatchObject({ agentsRead: 2 });
    expect(partial?.reason).toContain('Nothing was read of 2026-03-10 to 2026-03-31.');
    expect(run.messages).toContain('Read the rest with --from 2026-03-10 --to 2026-03-31.');
    // The range, the day before, nine days, and the tenth twice.
    expect(historyCalls()).toBe(13);
  });

  it.each(FAILURES)('once by %s is complete', async (_, failure) => {
    await breaking(failure, 1);
    const run = await rollcall(['history', '--json', ...MONTH]);
    expect([run.code, jsonOf(run).partial]).toEqual([0, null]);
    expect(jsonOf(run).days.map(({ read }) => read)).toEqual(Array(31).fill('whole'));
    // The range, 31 days, the tenth once more; and as records are listed under the day they begin, the day before.
    expect(historyCalls()).toBe(34);
  });

  it('says in the text which days were not read, and no sums of them', async () => {
    await breaking(reset, Infinity);
    const { io } = await rollcall(['history', ...MONTH]);
    const lines = io.out[0]?.split('\n') ?? [];
    expect(lines.filter((line) => line.endsWith(': not read'))).toEqual(
      DAYS.slice(9).map((date) => `${date} (UTC): not read`),
    );
    expect(lines.indexOf('2026-03-11 (UTC): not read')).toBe(lines.indexOf('2026-03-10 (UTC): not read') + 1);
    expect(lines.find((line) => line.startsWith('Not complete. '))).toContain(
      'Nothing was read of 2026-03-10 to 2026-03-31. ',
    );
  });

  it('names the day and keeps its count while it waits', async () => {
    await breaking(plain(429, '', { 'retry-after': '7' }), 1);
    const { messages } = await rollcall(['history', '--json', ...MONTH]);
    expect(messages).toContain('2026-03-10 (day 10 of 31), 2 agents read; waiting 7 s');
  });

  it.each([
    ['a reset', reset, 5],
    ['a 500', plain(500, ''), 5],
    ['a limit answer', plain(429, '', { 'retry-after': '90' }), 6],
    ['a missing scope', json(koreError('Permission denied. Scope is incorrect!', 4002), 401), 4],
    ['an error beside empty data', json({ data: [], success: false, message: 'down' }), 5],
    ['a scope text beside empty data', json({ data: [], message: 'Permission denied. Scope is incorrect!' }), 4],
  ])('of which nothing was read because of %s has the exit code of that', async (_, failure, code) => {
    await serve(() => failure);
    const run = await rollcall(['history', '--json', ...MONTH]);
    expect([run.code, run.io.out]).toEqual([code, []]);
  });

  it('prints what was read so far when it is interrupted, and makes no call more', async () => {
    await breaking(hang, Infinity);
    const run = await rollcall(['history', '--json', ...MONTH], 13);
    expect(run.code).toBe(8);
    expect(jsonOf(run).partial).toEqual({
      reason: 'Nothing was read of 2026-03-10 to 2026-03-31. Stopped before it was finished.',
      agentsRead: 2,
    });
    expect(historyCalls()).toBe(12);
  });

  it('prints nothing when it is interrupted before anything was read, and ends with 130', async () => {
    await serve(() => hang);
    const run = await rollcall(['history', '--json', ...MONTH], 2);
    expect([run.code, run.io.out, historyCalls()]).toEqual([130, [], 1]);
  });
});

describe('a day of which the third page breaks', () => {
  it('has the agents of the others, and ends with 8', async () => {
    const pages = (offset: number): unknown => ({
      hasMore: offset < 100,
      data: detailsAgents(offset, Math.min(137, offset + 50)),
    });
    await serve(({ offset }) => (offset === 100 ? reset : json(pages(offset))));
    const run = await rollcall(['history', '--json', '--date', '2026-03-10']);
    expect(run.code).toBe(8);
    expect(jsonOf(run).days.map(({ read, agents }) => [read, agents.length])).toEqual([['part', 100]]);
    expect(run.messages).toMatch(/^Only part of 2026-03-10 was read\. /m);
  });
});

/** Of a day read alone, while it is not known how records are listed. */
const MAY_BEGIN_LATER =
  'The beginning of 2026-03-10 may be missing: Kore.ai may list records under the day they begin, and the day before was not read.';

describe('137 agents', () => {
  const team = (size: number): Script => json({ AVAILABLE: detailsAgents(0, size), BUSY: [], OFFLINE: [], AWAY: [] });
  /** Pages of fifty, with `flag` for hasMore on all but the last one and `last` there. */
  const paged =
    (flag: unknown, last: unknown) =>
    ({ offset }: DetailsRequest): Script =>
      json({ hasMore: offset + 50 < 137 ? flag : last, data: detailsAgents(offset, Math.min(137, offset + 50)) });

  it.each([
    ['true', true, false],
    ['"true"', 'true', 'false'],
    ['1', 1, 0],
    ['missing', undefined, undefined],
    ['null', null, null],
    ['"yes"', 'yes', 'no'],
    ['true for ever', true, true],
    ['"true" for ever', 'true', 'true'],
  ])('are all read where hasMore is %s', async (_, flag, last) => {
    await serve(paged(flag, last), team(137));
    const run = await rollcall(['history', '--json', '--date', '2026-03-10']);
    expect([run.code, run.messages]).toEqual([0, MAY_BEGIN_LATER]);
    expect(jsonOf(run)).toMatchObject({
      partial: null,
      fewerThanTeam: null,
      days: [{ read: 'whole', agents: { length: 137 } }],
    });
  });

  it.each([false, 'false', 0])(
    'have no record beyond a full page that says that it is the last (%j)',
    async (hasMore) => {
      await serve(() => json({ hasMore, data: detailsAgents(0, 50) }), team(137));
      const run = await rollcall(['history', '--json', '--date', '2026-03-10']);
      const agents = jsonOf(run).days[0]?.agents ?? [];
      expect([run.code, agents.length, historyCalls()]).toEqual([0, 137, 1]);
      expect(agents.slice(50).every(({ totalsMs }) => Object.keys(totalsMs ?? {}).length === 0)).toBe(true);
    },
  );

  it('of which a server shows fifty again and again are not complete', async () => {
    await serve(() => json({ hasMore: true, data: detailsAgents(0, 50) }), team(137));
    const run = await rollcall(['history', '--json', '--date', '2026-03-10']);
    expect(run.code).toBe(8);
    const fewer = 'Status details name 50 agents and availability 137: some may be missing here.';
    expect(jsonOf(run)).toMatchObject({
      partial: { reason: `Only part of 2026-03-10 was read. ${fewer}`, agentsRead: 50 },
      fewerThanTeam: { read: 50, team: 137 },
      days: [{ read: 'part', agents: { length: 50 } }],
    });
    expect(run.messages).toBe(`${fewer}\n${MAY_BEGIN_LATER}\nOnly part of 2026-03-10 was read. ${fewer}`);
  });

  it('of which a server shows fifty again and again are complete where the team has no more', async () => {
    await serve(() => json({ hasMore: true, data: detailsAgents(0, 50) }), team(50));
    const run = await rollcall(['history', '--json', '--date', '2026-03-10']);
    expect([run.code, jsonOf(run).fewerThanTeam, run.messages]).toEqual([0, null, '']);
  });

  it('are read twenty at a time where the server has no larger pages and says so', async () => {
    await serve(
      ({ offset }) => json({ limit: 20, data: detailsAgents(offset, Math.min(137, offset + 20)) }),
      team(137),
    );
    const run = await rollcall(['history', '--json', '--date', '2026-03-10']);
    expect([run.code, jsonOf(run).days[0]?.agents.length]).toEqual([0, 137]);
  });
});

describe('records that cannot be read', () => {
  const DATE = '2026-03-10';
  const good = segment('AVAILABLE', 'AVAILABLE', `${DATE}T09:00:00`, `${DATE}T10:00:00`);
  const [agent] = detailsAgents(0, 1);
  const dayOf = (...status: unknown[]): Script => json({ hasMore: false, data: [{ ...agent, status }] });

  it('do not include those that are merely written in another way', async () => {
    await serve(() =>
      dayOf(
        segment('AVAILABLE', 'AVAILABLE', `${DATE}T09:00`, `${DATE}T10:00`),
        segment('BUSY', 'BUSY', `${DATE}T20:00:00`, `${DATE}T24:00:00`),
      ),
    );
    const run = await rollcall(['history', '--json', '--date', DATE]);
    expect(jsonOf(run).notUnderstood).toBe(0);
    expect(jsonOf(run).days[0]?.agents[0]?.totalsMs).toEqual({ AVAILABLE: 3_600_000, BUSY: 4 * 3_600_000 });
  });

  it.each([
    ['a US date', { ...good, startTime: '03/10/2026 11:00:00' }],
    ['an end of N/A', { ...good, startTime: `${DATE}T11:00:00`, endTime: 'N/A' }],
    ['an end before its start', segment('BUSY', 'BUSY', `${DATE}T12:00:00`, `${DATE}T11:00:00`)],
    ['a record that is none', 'BUSY'],
  ])('are counted and said: %s', async (_, bad) => {
    await serve(() => dayOf(good, bad, bad));
    const text = await rollcall(['history', '--date', DATE]);
    expect(text.io.out[0]).toContain("1 entry of Kore.ai's answer was not understood and is missing here.");
    expect(text.messages).toBe("1 entry of Kore.ai's answer was not understood and is missing here.");
    const run = await rollcall(['history', '--json', '--date', DATE]);
    expect([run.code, jsonOf(run).notUnderstood, run.messages]).toEqual([0, 1, text.messages]);
    expect(jsonOf(run).days[0]?.agents[0]?.totalsMs).toEqual({ AVAILABLE: 3_600_000 });
  });

  it('are counted where a row names nobody', async () => {
    await serve(() =>
      json({ hasMore: false, data: [{ ...agent, status: [good] }, { firstName: 'Kim' }, { firstName: 'Lee' }] }),
    );
    const run = await rollcall(['history', '--json', '--date', DATE]);
    expect([jsonOf(run).notUnderstood, jsonOf(run).days[0]?.agents.length]).toEqual([2, 1]);
  });

  it('are counted once, on however many days they come', async () => {
    const bad = { ...good, endTime: 'N/A' };
    await serve(({ date }) => (date === undefined ? rangeRefused : dayOf(good, bad)));
    const run = await rollcall(['history', '--json', '--from', '2026-03-09', '--to', '2026-03-11']);
    expect(jsonOf(run).notUnderstood).toBe(1);
  });
});

describe('one agent in several rows', () => {
  const DATE = '2026-03-10';
  const hour = (from: number, status = 'BUSY') =>
    segment(
      status,
      status,
      `${DATE}T${String(from).padStart(2, '0')}:00:00`,
      `${DATE}T${String(from + 1).padStart(2, '0')}:00:00`,
    );
  const [first, second] = detailsAgents(0, 2);

  it.each([
    [
      'rows of one page',
      [
        [
          { ...first, status: [hour(9)] },
          { ...first, status: [hour(9), hour(11)] },
        ],
      ],
    ],
    ['rows of two pages', [[{ ...first, status: [hour(9)] }, { ...second }], [{ ...first, status: [hour(11)] }]]],
    ['a row without records', [[first, { ...first, status: [hour(9), hour(11)] }]]],
    ['a row per queue', [[9, 11, 11].map((at) => ({ ...first, queueName: `Q${at}`, status: [hour(at)] }))]],
  ])('is one: %s', async (_, pages) => {
    await serve(({ offset }) => json({ hasMore: offset === 0 && pages.length > 1, data: pages[offset === 0 ? 0 : 1] }));
    const run = await rollcall(['history', '--json', '--date', DATE]);
    expect(jsonOf(run).days[0]?.agents.find(({ name }) => name === 'Agent 0000')?.totalsMs).toEqual({
      BUSY: 2 * 3_600_000,
    });
  });

  it('is one under the later name', async () => {
    const renamed = { ...first, lastName: 'Married', status: [hour(9)] };
    await serve(() => json({ hasMore: false, data: [{ ...first, status: [hour(11)] }, renamed] }));
    const run = await rollcall(['history', '--json', '--date', DATE]);
    expect(jsonOf(run).days[0]?.agents).toMatchObject([{ name: 'Agent Married', totalsMs: { BUSY: 2 * 3_600_000 } }]);
  });
});

describe('an agent of --agent', () => {
  const EMAIL = 'Agent0001@Example.com';
  const team = json({ AVAILABLE: [{ userId: 'u-0001', emailId: EMAIL }], BUSY: [], OFFLINE: [], AWAY: [] });
  /** A server that tells cases apart. */
  const details = ({ agents }: DetailsRequest): Script => {
    const [row] = detailsAgents(1, 2);
    return json({ hasMore: false, data: agents?.includes(EMAIL) === true ? [{ ...row, email: EMAIL }] : [] });
  };
  const ask = (...emails: readonly string[]): Promise<Run> =>
    rollcall(['history', '--json', '--date', '2026-03-10', ...emails.flatMap((email) => ['--agent', email])]);

  it('and whom nobody knows is said, and ends with 2 as a name does that nobody has', async () => {
    await serve(details, team);
    const run = await ask('nobody@nowhere.example');
    expect([run.code, jsonOf(run).notFound, run.messages]).toEqual([
      2,
      ['nobody@nowhere.example'],
      'Nobody was found for nobody@nowhere.example.',
    ]);
  });

  it.each(['agent0001@example.com', 'AGENT0001@EXAMPLE.COM'])('is found as %s', async (email) => {
    await serve(details, team);
    const run = await ask(email);
    expect(jsonOf(run)).toMatchObject({ notFound: [], days: [{ agents: [{ name: 'Agent 0001' }] }] });
  });
});

describe('status', () => {
  interface StatusJson {
    readonly counts: Readonly<Record<string, number | null>> | null;
    readonly ignored: number;
    readonly statusDetails: { readonly read: number; readonly of: number; readonly message: string } | null;
  }
  const status = async (...argv: readonly string[]): Promise<Run & { readonly json: StatusJson }> => {
    const run = await rollcall(['status', '--json', ...argv]);
    return { ...run, json: JSON.parse(run.io.out[0] ?? '') as StatusJson };
  };
  const none = json({ hasMore: false, data: [] });

  it.each([{}, null, 'none', 3])('does not count a list of %j as nobody', async (list) => {
    const team = { AVAILABLE: detailsAgents(0, 3), BUSY: list, OFFLINE: [], AWAY: [] };
    await serve(() => none, json(team));
    const run = await status();
    expect([run.code, run.json.ignored]).toEqual([0, 1]);
    expect(run.json.counts).toEqual({ AVAILABLE: 3, BUSY: null, AWAY: 0, OFFLINE: 0, OTHER: 0, total: null });
    expect(run.messages).toBe("1 entry of Kore.ai's answer was not understood, so the counts may be too low.");
    const { io } = await rollcall(['status']);
    expect(io.out[0]).toContain('3 available, ? busy, 0 away, 0 offline');
    const bar = await rollcall(['status', '--format', '{busy} of {total}']);
    expect(bar.io.out).toEqual(['? of ?']);
  });

  it.each([
    ['errors', { errors: [{ msg: 'Nope', code: 1 }] }, 5],
    ['success: false', { success: false }, 5],
    ['a scope text', { message: 'Permission denied. Scope is incorrect!' }, 4],
  ])('does not take %s beside four empty lists for an empty team', async (_, error, code) => {
    await serve(() => none, json({ AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [], ...error }));
    const run = await status();
    expect([run.code, run.json.counts]).toEqual([code, null]);
  });

  it('takes four empty lists for an empty team', async () => {
    await serve(() => none, json({ AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] }));
    expect((await status()).json.counts).toMatchObject({ total: 0 });
  });

  it('says which agents nobody is', async () => {
    await serve(() => none, json({ AVAILABLE: [{ _id: 'a-1', userId: 'u-1' }], BUSY: [], OFFLINE: [], AWAY: [] }));
    const run = await status('--agent', 'a-1', '--agent', 'a-2');
    expect([run.code, run.messages]).toEqual([0, 'Nobody was found for a-2.']);
    expect(run.json).toMatchObject({ notFound: ['a-2'], counts: { total: 1 } });
  });

  it('says of how many agents times are known where the list ends without a word', async () => {
    const team = json({ AVAILABLE: detailsAgents(0, 120), BUSY: [], OFFLINE: [], AWAY: [] });
    await serve(() => json({ data: detailsAgents(0, 20) }), team);
    const run = await status('--agents');
    expect([run.code, run.json.statusDetails]).toMatchObject([0, { read: 20, of: 120 }]);
    expect(run.messages).toContain('Status details of 20 of 120 agents were read');
  });

  it('says of how many agents times were read where a page breaks, and ends with 0', async () => {
    const team = json({ AVAILABLE: detailsAgents(0, 120), BUSY: [], OFFLINE: [], AWAY: [] });
    await serve(({ offset }) => (offset === 0 ? json({ hasMore: true, data: detailsAgents(0, 50) }) : reset), team);
    const run = await status('--agents');
    expect([run.code, run.json.statusDetails]).toMatchObject([0, { read: 50, of: 120 }]);
  });
});
