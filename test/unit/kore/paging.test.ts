import { describe, expect, it } from 'vitest';
import { PAGE_LIMIT, readPages, type PagedRead } from '../../../electron/kore/paging.ts';
import type { MemoryCell, PagesRest } from '../../../electron/kore/types.ts';
import { NOTHING_LEARNED, type ConnectionMemory } from '../../../electron/shared/model.ts';
import { decodeDetails, type DetailsPage } from '../../../electron/kore/decode/status-details.ts';
import { appError, err, ok, type Result } from '../../../electron/shared/result.ts';
import { detailsAgents, detailsPage, segment, type OffsetRule } from '../../support/kore-fixtures.ts';

function createMemory(offsetCounts: ConnectionMemory['offsetCounts'] = null): MemoryCell {
  let memory = { ...NOTHING_LEARNED, offsetCounts };
  return { get: () => memory, learn: (patch) => void (memory = { ...memory, ...patch }) };
}

/** A page from raw JSON, as the server would send it. */
function page(body: unknown): Result<DetailsPage> {
  const decoded = decodeDetails(body);
  if (decoded === null) throw new Error('fixture is no page');
  return ok(decoded);
}

interface Outcome {
  readonly read: Result<PagedRead>;
  readonly offsets: readonly number[];
  readonly progress: readonly number[];
  readonly learned: ConnectionMemory['offsetCounts'];
}

async function run(
  reply: (offset: number) => Result<DetailsPage>,
  memory = createMemory(),
  limits: Parameters<typeof readPages>[3] = {},
): Promise<Outcome> {
  const offsets: number[] = [];
  const progress: number[] = [];
  const readPage = (offset: number): Promise<Result<DetailsPage>> => {
    offsets.push(offset);
    return Promise.resolve(reply(offset));
  };
  const read = await readPages(readPage, memory, (agentsRead) => void progress.push(agentsRead), limits);
  return { read, offsets, progress, learned: memory.get().offsetCounts };
}

const team = (size: number, rule: OffsetRule) => (offset: number) => page(detailsPage(size, rule, offset, PAGE_LIMIT));
const completeRead = (size: number): unknown => ({
  ok: true,
  value: {
    notUnderstood: [],
    stopped: null,
    isEndSaid: expect.any(Boolean) as unknown,
    rows: detailsAgents(0, size).map(({ userId }) => expect.objectContaining({ userId }) as unknown),
  },
});

describe('readPages', () => {
  it.each([
    ['one short page', 8, 'records', [0]],
    ['one full page', 50, 'records', [0]],
    ['three pages by records', 120, 'records', [0, 50, 100]],
    ['two pages by pages, found out', 70, 'pages', [0, 50, 1, 2]],
    ['four pages by pages, found out', 170, 'pages', [0, 50, 1, 2, 3, 4]],
  ] as const)('%s', async (_, size, rule, offsets) => {
    const { read, ...rest } = await run(team(size, rule));
    expect(read).toEqual(completeRead(size));
    expect(rest.offsets).toEqual(offsets);
    expect(rest.learned).toBe(rule === 'pages' ? 'pages' : null);
  });

  it('goes by what the memory says about offset', async () => {
    const { read, offsets } = await run(team(120, 'pages'), createMemory('pages'));
    expect(read).toEqual(completeRead(120));
    expect(offsets).toEqual([0, 1, 2, 3]);
  });

  it('corrects a memory that no longer holds, and loses nobody', async () => {
    const { read, offsets, learned } = await run(team(120, 'records'), createMemory('pages'));
    expect(read).toEqual(completeRead(120));
    expect(offsets).toEqual([0, 1, 50, 100]);
    expect(learned).toBe('records');
  });

  it('sends three requests to a server that ignores the offset and always has more', async () => {
    const { read, offsets, learned } = await run(team(50, 'ignored'));
    expect(read).toEqual(completeRead(50));
    expect(offsets).toEqual([0, 50, 1]);
    expect(learned).toBeNull();
  });

  it('ends at a page with nobody new, without trying offset 1, where offset is known to count records', async () => {
    expect((await run(team(50, 'ignored'), createMemory('records'))).offsets).toEqual([0, 50]);
  });

  it('ends at an empty second page and an empty one at offset 1', async () => {
    const reply = (offset: number): Result<DetailsPage> =>
      page({ hasMore: true, data: offset === 0 ? detailsAgents(0, 50) : [] });
    const { read, offsets, learned } = await run(reply);
    expect(read).toEqual(completeRead(50));
    expect(offsets).toEqual([0, 50, 1]);
    expect(learned).toBeNull();
  });

  it('ends where the page at offset 1 shares agents with page one: offset counts records', async () => {
    const reply = (offset: number): Result<DetailsPage> => page({ hasMore: true, data: detailsAgents(offset, 50) });
    const { read, offsets, learned } = await run(reply);
    expect(read).toEqual(completeRead(50));
    expect(offsets).toEqual([0, 50, 1]);
    expect(learned).toBeNull();
  });

  it('ends at a later page that repeats', async () => {
    const reply = (offset: number): Result<DetailsPage> =>
      page({ hasMore: true, data: detailsAgents(Math.min(offset, 50), Math.min(offset, 50) + 50) });
    const { read, offsets } = await run(reply);
    expect(read).toEqual(completeRead(100));
    expect(offsets).toEqual([0, 50, 100]);
  });

  it.each([
    ['true', 'true'],
    ['1', 1],
    ['nothing', undefined],
    ['null', null],
    ['something else', 'more'],
  ])('reads 137 agents where hasMore is %s', async (_, flag) => {
    const reply = (offset: number): Result<DetailsPage> => {
      const isLast = offset + PAGE_LIMIT >= 137;
      const hasMore = isLast && (flag === 'true' || flag === 1) ? String(flag === 1 ? 0 : false) : flag;
      return page({ hasMore, data: detailsAgents(offset, Math.min(137, offset + PAGE_LIMIT)) });
    };
    const { read, offsets } = await run(reply);
    expect(read).toEqual(completeRead(137));
    expect(offsets).toEqual([0, 50, 100]);
  });

  it.each([false, 'false', 0, '0'])(
    'ends after a full page with hasMore %j, and says that the server said so',
    async (hasMore) => {
      const { read, offsets } = await run(() => page({ hasMore, data: detailsAgents(0, 50) }));
      expect(offsets).toEqual([0]);
      expect(read).toMatchObject({ ok: true, value: { isEndSaid: true, stopped: null } });
    },
  );

  it.each([
    ['20', 20, [0, 20, 40, 60, 80, 100, 120]],
    ['nothing', undefined, [0]],
  ])('goes by the limit in the answer: %s', async (_, limit, offsets) => {
    const reply = (offset: number): Result<DetailsPage> =>
      page({ limit, data: detailsAgents(offset, Math.min(137, offset + 20)) });
    const outcome = await run(reply);
    expect(outcome.offsets).toEqual(offsets);
    expect(outcome.read).toMatchObject({ value: { isEndSaid: false, rows: { length: limit === 20 ? 137 : 20 } } });
  });

  it('tells an end that the server announced from one that it did not', async () => {
    const ends = async (body: unknown): Promise<boolean | null> => {
      const { read } = await run((offset) => page(offset === 0 ? body : { hasMore: true, data: [] }));
      return read.ok ? read.value.isEndSaid : null;
    };
    expect(await ends({ hasMore: false, data: detailsAgents(0, 3) })).toBe(true);
    expect(await ends({ data: [] })).toBe(true);
    expect(await ends({ data: detailsAgents(0, 3) })).toBe(false);
    expect(await ends({ hasMore: true, data: detailsAgents(0, 50) })).toBe(false);
    expect(await ends({ hasMore: true, data: [] })).toBe(false);
  });

  it.each([
    ['the second', 50],
    ['a later', 100],
  ])('takes %s page that repeats for no end, although it says that it is the last', async (_, size) => {
    const reply = (offset: number): Result<DetailsPage> => {
      const from = Math.min(offset === 1 ? 0 : offset, size - 50);
      return page({ hasMore: offset < size, data: detailsAgents(from, from + 50) });
    };
    const { read } = await run(reply);
    expect(read).toMatchObject({ value: { isEndSaid: false, stopped: null, rows: { length: size } } });
  });

  it('believes an empty last page, whatever offset 1 brings', async () => {
    const reply = (offset: number): Result<DetailsPage> =>
      page({ hasMore: offset === 0, data: detailsAgents(offset, Math.max(offset, 50)) });
    const { read, offsets } = await run(reply);
    expect(offsets).toEqual([0, 50, 1]);
    expect(read).toMatchObject({ value: { isEndSaid: true, rows: { length: 50 } } });
  });

  describe('rows of one agent', () => {
    const busy = (from: string, to: string) => segment('BUSY', 'BUSY', `2026-03-02T${from}:00`, `2026-03-02T${to}:00`);
    const kim = (lastName: string, ...status: unknown[]) => ({ userId: 'u-kim', firstName: 'Kim', lastName, status });
    const startsOf = ({ read }: Outcome): unknown =>
      read.ok && read.value.rows.map(({ name, records }) => [name, ...records.map(({ start }) => clock(start.ms))]);
    const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

    it('are one, with the records of all of them, each once', async () => {
      const data = [
        kim('Lee'),
        { userId: 'u-2' },
        kim('Lee', busy('09:00', '10:00'), busy('11:00', '12:00')),
        kim('Lee', busy('11:00', '12:00'), busy('13:00', '14:00')),
      ];
      expect(startsOf(await run(() => page({ hasMore: false, data })))).toEqual([
        ['Kim Lee', '09:00', '11:00', '13:00'],
        ['u-2'],
      ]);
    });

    it('are one under the later name, unless that is none', async () => {
      const data = [kim('Lee'), kim('Park'), { userId: 'u-kim', email: 'kim@example.com' }, { userId: 'u-kim' }];
      const { read } = await run(() => page({ hasMore: false, data }));
      expect(read).toMatchObject({ value: { rows: [{ name: 'Kim Park', email: 'kim@example.com' }] } });
    });

    it('are one across pages, and a page of them that brings new records does not end the run', async () => {
      const pages = [
        { hasMore: true, data: [kim('Lee', busy('09:00', '10:00')), { userId: 'u-2' }] },
        { hasMore: true, data: [kim('Lee', busy('13:00', '14:00'))] },
        { hasMore: true, data: [kim('Lee', busy('13:00', '14:00'))] },
      ];
      const outcome = await run((offset) => page(pages[offset === 0 ? 0 : offset - 1]), createMemory('records'));
      expect(startsOf(outcome)).toEqual([['Kim Lee', '09:00', '13:00'], ['u-2']]);
      expect(outcome.offsets).toEqual([0, 2, 3]);
    });

    it('do not look like page one again where offset counts pages', async () => {
      const rowsOf = (hour: string, agents: number) =>
        Array.from({ length: agents }, (_, index) => ({ userId: `u-${index}`, status: [busy(hour, '23:00')] }));
      const pages = [rowsOf('01:00', 50), rowsOf('02:00', 50), rowsOf('03:00', 20)];
      const reply = (offset: number) => page({ hasMore: offset < 2, data: pages[offset] ?? [] });
      const { read, offsets, learned } = await run(reply, createMemory('pages'));
      expect([offsets, learned]).toEqual([[0, 1, 2], 'pages']);
      expect(read.ok && read.value.rows.map(({ records }) => records.length)).toEqual([
        ...Array<number>(20).fill(3),
        ...Array<number>(30).fill(2),
      ]);
    });
  });

  it('ends at an empty first page', async () => {
    expect((await run(() => page({ hasMore: true, data: [] }))).offsets).toEqual([0]);
  });

  it('gives rows that move between pages once, and counts dropped rows for the offset', async () => {
    const reply = (offset: number): Result<DetailsPage> =>
      page(
        offset === 0
          ? { hasMore: true, data: [...detailsAgents(0, 49), null] }
          : { hasMore: false, data: detailsAgents(45, 60) },
      );
    const { read, offsets } = await run(reply);
    expect(offsets).toEqual([0, 50]);
    expect(read).toMatchObject({ ok: true, value: { notUnderstood: ['null'], stopped: null, rows: { length: 60 } } });
  });

  it('A33 goes on after as many rows as came where a page has more than fifty', async () => {
    const reply = (offset: number): Result<DetailsPage> =>
      page({ hasMore: offset + 51 < 120, data: detailsAgents(offset, Math.min(120, offset + 51)) });
    const { read, offsets } = await run(reply);
    expect(read).toEqual(completeRead(120));
    expect(offsets).toEqual([0, 51, 102]);
  });

  it.each([-1, 0, 1e9, 'many', null])('A34 reads on whatever total %j says', async (total) => {
    const reply = (offset: number): Result<DetailsPage> =>
      page({
        ...{ total, totalResults: total, count: total },
        hasMore: offset < 100,
        data: detailsAgents(offset, Math.min(120, offset + 50)),
      });
    const { read, offsets } = await run(reply);
    expect(read).toEqual(completeRead(120));
    expect(offsets).toEqual([0, 50, 100]);
  });

  it.each([
    ['to its first page', 50, [0, 50, 1]],
    ['to a part of page two', 80, [0, 50]],
    ['to nobody', 0, [0, 50, 1]],
  ])('ends where the list has become shorter meanwhile, %s', async (_, size, offsets) => {
    const outcome = await run((offset) => team(offset === 0 ? 220 : size, 'records')(offset));
    expect(outcome.offsets).toEqual(offsets);
    expect(outcome.read).toEqual(completeRead(Math.max(50, size)));
    expect(outcome.read).toMatchObject({ value: { isEndSaid: true } });
  });

  it('ends where the pages go round in a circle', async () => {
    const reply = (offset: number): Result<DetailsPage> =>
      page({ hasMore: true, data: detailsAgents(offset % 150, (offset % 150) + 50) });
    const { read, offsets } = await run(reply);
    expect(read).toEqual(completeRead(150));
    expect(read).toMatchObject({ value: { isEndSaid: false } });
    expect(offsets).toEqual([0, 50, 100, 150]);
  });

  it('stops after 200 pages and says so', async () => {
    const { read, offsets } = await run((offset) => page({ hasMore: true, data: detailsAgents(offset, offset + 50) }));
    expect(offsets).toHaveLength(200);
    expect(read).toMatchObject({ ok: true, value: { rows: { length: 10_000 }, stopped: { code: 'too-large' } } });
  });

  it('fails if page one does', async () => {
    const refused = err(appError('scope-missing'));
    expect((await run(() => refused)).read).toEqual(refused);
  });

  it.each([
    ['page two', 50],
    ['page three', 100],
  ])('keeps what it has when %s fails', async (_, failsAt) => {
    const limited = appError('rate-limited', { retryAt: 1 });
    const { read } = await run((offset) => (offset === failsAt ? err(limited) : team(200, 'records')(offset)));
    expect(read).toMatchObject({ ok: true, value: { rows: { length: failsAt }, stopped: limited } });
  });

  it('keeps what it has when the request at offset 1 fails', async () => {
    const limited = appError('rate-limited');
    const { read } = await run((offset) => (offset === 1 ? err(limited) : team(120, 'pages')(offset)));
    expect(read).toMatchObject({ ok: true, value: { rows: { length: 50 }, stopped: limited } });
  });

  it.each([
    ['records', 'records', null],
    ['pages, which it finds out on the way', 'pages', null],
    ['pages, as it knows', 'pages', 'pages'],
  ] as const)('goes on one page at a time where offset counts %s', async (_, rule, known) => {
    const memory = createMemory(known);
    const names = new Set<string>();
    let rest: PagesRest | undefined;
    for (let round = 0; round < 6 && (round === 0 || rest !== undefined); round += 1) {
      const { read } = await run(team(220, rule), memory, { pages: 1, rest });
      if (!read.ok) throw new Error(read.error.message);
      expect(read.value.stopped).toBeNull();
      for (const { userId } of read.value.rows) names.add(userId);
      ({ rest } = read.value);
    }
    expect([names.size, rest]).toEqual([220, undefined]);
  });

  it('continues after a failure from where that was, also with the request at offset 1', async () => {
    const limited = appError('rate-limited');
    const memory = createMemory();
    const first = await run((offset) => (offset === 1 ? err(limited) : team(120, 'pages')(offset)), memory);
    const rest = first.read.ok ? first.read.value.rest : undefined;
    const failed = await run(() => err(limited), memory, { rest });
    expect(failed.read).toEqual(err(limited));
    const second = await run(team(120, 'pages'), memory, { rest });
    expect(second.read).toMatchObject({ ok: true, value: { stopped: null, rows: { length: 70 } } });
  });

  it('reports after each page how many agents it has', async () => {
    expect((await run(team(120, 'records'))).progress).toEqual([50, 100, 120]);
  });
});
