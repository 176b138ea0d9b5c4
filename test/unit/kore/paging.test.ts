import { describe, expect, it } from 'vitest';
import { PAGE_LIMIT, readPages, type PagedRead } from '../../../electron/kore/paging.ts';
import type { MemoryCell, PagesRest } from '../../../electron/kore/types.ts';
import { NOTHING_LEARNED, type ConnectionMemory } from '../../../electron/shared/model.ts';
import { decodeDetails, type DetailsPage } from '../../../electron/kore/wire.ts';
import { appError } from '../../../electron/shared/messages.ts';
import { err, ok, type Result } from '../../../electron/shared/result.ts';
import { detailsAgents, detailsPage, type OffsetRule } from '../../support/kore-fixtures.ts';

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
const whole = (size: number): unknown => ({
  ok: true,
  value: {
    ignored: 0,
    stopped: null,
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
    expect(read).toEqual(whole(size));
    expect(rest.offsets).toEqual(offsets);
    expect(rest.learned).toBe(rule === 'pages' ? 'pages' : null);
  });

  it('knows from memory that offset counts pages', async () => {
    const { read, offsets } = await run(team(120, 'pages'), createMemory('pages'));
    expect(read).toEqual(whole(120));
    expect(offsets).toEqual([0, 1, 2, 3]);
  });

  it('a memory that no longer holds is corrected, and nobody is lost', async () => {
    const { read, offsets, learned } = await run(team(120, 'records'), createMemory('pages'));
    expect(read).toEqual(whole(120));
    expect(offsets).toEqual([0, 1, 50, 100]);
    expect(learned).toBe('records');
  });

  it('A30: a server that ignores the offset and always has more is asked three times', async () => {
    const { read, offsets, learned } = await run(team(50, 'ignored'));
    expect(read).toEqual(whole(50));
    expect(offsets).toEqual([0, 50, 1]);
    expect(learned).toBeNull();
  });

  it('with records remembered, a page with nobody new ends the run without a question', async () => {
    expect((await run(team(50, 'ignored'), createMemory('records'))).offsets).toEqual([0, 50]);
  });

  it('A31: an empty second page, and an empty one at offset 1, end the run', async () => {
    const reply = (offset: number): Result<DetailsPage> =>
      page({ hasMore: true, data: offset === 0 ? detailsAgents(0, 50) : [] });
    const { read, offsets, learned } = await run(reply);
    expect(read).toEqual(whole(50));
    expect(offsets).toEqual([0, 50, 1]);
    expect(learned).toBeNull();
  });

  it('by records, the page at offset 1 shares agents with page one and ends the run', async () => {
    const reply = (offset: number): Result<DetailsPage> => page({ hasMore: true, data: detailsAgents(offset, 50) });
    const { read, offsets, learned } = await run(reply);
    expect(read).toEqual(whole(50));
    expect(offsets).toEqual([0, 50, 1]);
    expect(learned).toBeNull();
  });

  it('A32: a later page that repeats ends the run', async () => {
    const reply = (offset: number): Result<DetailsPage> =>
      page({ hasMore: true, data: detailsAgents(Math.min(offset, 50), Math.min(offset, 50) + 50) });
    const { read, offsets } = await run(reply);
    expect(read).toEqual(whole(100));
    expect(offsets).toEqual([0, 50, 100]);
  });

  it('an empty first page ends the run', async () => {
    expect((await run(() => page({ hasMore: true, data: [] }))).offsets).toEqual([0]);
  });

  it('rows that move between pages come once, and dropped rows count for the offset', async () => {
    const reply = (offset: number): Result<DetailsPage> =>
      page(
        offset === 0
          ? { hasMore: true, data: [...detailsAgents(0, 49), null] }
          : { hasMore: false, data: detailsAgents(45, 60) },
      );
    const { read, offsets } = await run(reply);
    expect(offsets).toEqual([0, 50]);
    expect(read).toMatchObject({ ok: true, value: { ignored: 1, stopped: null, rows: { length: 60 } } });
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

  it('keeps what it has when the question at offset 1 fails', async () => {
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
    for (let turn = 0; turn < 6 && (turn === 0 || rest !== undefined); turn += 1) {
      const { read } = await run(team(220, rule), memory, { pages: 1, rest });
      if (!read.ok) throw new Error(read.error.message);
      expect(read.value.stopped).toBeNull();
      for (const { userId } of read.value.rows) names.add(userId);
      ({ rest } = read.value);
    }
    expect([names.size, rest]).toEqual([220, undefined]);
  });

  it('goes on after a failure where that was, also with the question at offset 1', async () => {
    const limited = appError('rate-limited');
    const memory = createMemory();
    const first = await run((offset) => (offset === 1 ? err(limited) : team(120, 'pages')(offset)), memory);
    const rest = first.read.ok ? first.read.value.rest : undefined;
    const failed = await run(() => err(limited), memory, { rest });
    expect(failed.read).toEqual(err(limited));
    const second = await run(team(120, 'pages'), memory, { rest });
    expect(second.read).toMatchObject({ ok: true, value: { stopped: null, rows: { length: 70 } } });
  });

  it('tells after each page how many agents it has', async () => {
    expect((await run(team(120, 'records'))).progress).toEqual([50, 100, 120]);
  });
});
