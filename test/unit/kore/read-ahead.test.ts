import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPages, type PagedRead } from '../../../electron/kore/paging.ts';
import { createReadAhead, MAX_AHEAD } from '../../../electron/kore/read-ahead.ts';
import type { DetailsRequest, MemoryCell } from '../../../electron/kore/types.ts';
import { decodeDetails, type DetailsPage } from '../../../electron/kore/decode/status-details.ts';
import { NOTHING_LEARNED, type ConnectionMemory } from '../../../electron/shared/model.ts';
import { appError, err, fail, ok, type Result } from '../../../electron/shared/result.ts';
import { detailsAgents, detailsPage, segment } from '../../support/kore-fixtures.ts';

/** What one server may do: page sizes, flags, pages that repeat, are empty, lack rows or fail. */
const anyServer = fc.record({
  agents: fc.nat(60),
  perPage: fc.integer({ min: 1, max: 8 }),
  counts: fc.constantFrom('records', 'pages', 'nothing'),
  says: fc.constantFrom('the truth', 'more', 'nothing', 'the end'),
  /** By the number of the page. */
  odd: fc.dictionary(
    fc.nat(12).map(String),
    fc.constantFrom(
      'repeats page one',
      'repeats the last page',
      'is empty',
      'is shorter',
      'fails',
      'has other records',
    ),
    { maxKeys: 3 },
  ),
});
type Server = typeof anyServer extends fc.Arbitrary<infer T> ? T : never;

const anyRequest = fc.record({
  expectedAgents: fc.option(fc.nat(90), { nil: undefined }),
  pages: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
});

function answer({ agents, perPage, counts, says, odd }: Server, offset: number): Result<DetailsPage> {
  const start = { records: offset, pages: offset * perPage, nothing: 0 }[counts];
  const what = odd[Math.floor(start / perPage)];
  if (what === 'fails') return fail('server-error');
  const from =
    what === 'repeats page one' ? 0 : what === 'repeats the last page' ? Math.max(0, start - perPage) : start;
  const length = what === 'is empty' ? 0 : what === 'is shorter' ? perPage - 1 : perPage;
  const rows = detailsAgents(from, Math.min(agents, from + length));
  const status = [segment('BUSY', 'NBK', `2026-03-02T09:00:${String(offset % 60).padStart(2, '0')}`, '-')];
  const hasMore = {
    'the truth': start + perPage < agents,
    more: true,
    'the end': false,
    nothing: undefined,
  }[says];
  const data = what === 'has other records' ? rows.map((row) => ({ ...row, status })) : rows;
  const page = decodeDetails({ hasMore, limit: perPage, data });
  if (page === null) throw new Error('fixture is no page');
  return ok(page);
}

function createMemory(offsetCounts: ConnectionMemory['offsetCounts']): MemoryCell {
  let memory = { ...NOTHING_LEARNED, offsetCounts };
  return {
    get: () => memory,
    learn: (patch) => void (memory = { ...memory, ...patch }),
  };
}

/** Everything that can be seen of a read. */
interface Outcome {
  readonly read: Result<PagedRead>;
  readonly pages: readonly unknown[];
  readonly learned: ConnectionMemory['offsetCounts'];
  readonly offsets: readonly number[];
}

type Request = Pick<DetailsRequest, 'pages' | 'rest' | 'expectedAgents'>;
type Call = (offset: number) => Promise<Result<DetailsPage>>;

async function readAll(
  call: Call,
  request: Request,
  {
    offsetCounts,
    mayCallAhead,
  }: Pick<ConnectionMemory, 'offsetCounts'> & {
    readonly mayCallAhead: (calls: number) => boolean;
  },
): Promise<Outcome> {
  const memory = createMemory(offsetCounts);
  const offsets: number[] = [];
  const pages: unknown[] = [];
  const counted: Call = (offset) => {
    offsets.push(offset);
    return call(offset);
  };
  const readPage = createReadAhead(counted, (offset) =>
    Promise.resolve(mayCallAhead(offsets.length) ? { answer: counted(offset) } : null),
  );
  const read = await readPages(readPage, memory, (agents, page) => void pages.push([agents, page]), request);
  return { read, pages, learned: memory.get().offsetCounts, offsets };
}

const anyMemory = fc.constantFrom<ConnectionMemory['offsetCounts']>(null, 'records', 'pages');
const never = (): boolean => false;
const seen = ({ read, pages, learned }: Outcome): unknown => ({
  read,
  pages,
  learned,
});

describe('pages that are read several at a time', () => {
  it('give what they give one by one, in whichever order they come, for a bounded number of calls more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        anyServer,
        anyRequest,
        anyMemory,
        fc.nat(20),
        async (scheduler, server, request, offsetCounts, allowed) => {
          const serial = await readAll((offset) => Promise.resolve(answer(server, offset)), request, {
            offsetCounts,
            mayCallAhead: never,
          });
          const ahead = readAll((offset) => scheduler.schedule(Promise.resolve(answer(server, offset))), request, {
            offsetCounts,
            mayCallAhead: (calls) => calls < allowed,
          });
          const parallel = await scheduler.waitFor(ahead);
          expect(seen(parallel)).toEqual(seen(serial));
          expect(parallel.offsets).toEqual(expect.arrayContaining([...serial.offsets]));
          const more = parallel.offsets.length - serial.offsets.length;
          expect(more).toBeLessThanOrEqual(MAX_AHEAD);
          const isRight = request.expectedAgents === server.agents && offsetCounts === server.counts;
          const isPlain = Object.keys(server.odd).length === 0 && server.says === 'the truth';
          if (isRight && isPlain) expect(more).toBe(0);
          if (request.expectedAgents === undefined) expect(more).toBe(0);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('give the same in parts, each of which goes on from the last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyServer, anyRequest, anyMemory, async (scheduler, server, request, memory) => {
        const outcomes: unknown[][] = [[], []];
        for (const [index, outcome] of outcomes.entries()) {
          const call: Call = (offset) =>
            index === 0
              ? Promise.resolve(answer(server, offset))
              : scheduler.schedule(Promise.resolve(answer(server, offset)));
          let rest: DetailsRequest['rest'];
          for (let part = 0; part < 3 && (part === 0 || rest !== undefined); part += 1) {
            const limits = {
              offsetCounts: memory,
              mayCallAhead: () => index === 1,
            };
            const read = readAll(call, { ...request, pages: 3, rest }, limits);
            const result = await (index === 0 ? read : scheduler.waitFor(read));
            outcome.push(seen(result));
            rest = result.read.ok ? result.read.value.rest : undefined;
          }
        }
        expect(outcomes[1]).toEqual(outcomes[0]);
      }),
    );
  });

  const team = (size: number) => (offset: number) => {
    const page = decodeDetails(detailsPage(size, 'records', offset, 50));
    return Promise.resolve(page === null ? err(appError('unexpected-shape')) : ok(page));
  };
  const always = { offsetCounts: 'records', mayCallAhead: () => true } as const;

  it('are read two, then all others, where nobody knows yet what offset counts', async () => {
    const underWay: number[] = [];
    let calls = 0;
    const call: Call = async (offset) => {
      calls += 1;
      const before = calls;
      await new Promise(setImmediate);
      underWay.push(calls - before);
      return team(300)(offset);
    };
    const { offsets } = await readAll(call, { expectedAgents: 300 }, { ...always, offsetCounts: null });
    expect(offsets).toEqual([0, 50, 100, 150, 200, 250]);
    expect(underWay).toEqual([0, 0, 3, 2, 1, 0]);
  });

  it('go on one by one where the list is longer than expected', async () => {
    const { offsets, read } = await readAll(team(340), { expectedAgents: 100 }, always);
    expect(offsets).toEqual([0, 50, 100, 150, 200, 250, 300]);
    expect(read.ok && read.value.rows.length).toBe(340);
  });

  it('cost the calls beyond the end of a list that is shorter than expected, at most eleven', async () => {
    expect((await readAll(team(90), { expectedAgents: 200 }, always)).offsets).toEqual([0, 50, 100, 150]);
    expect((await readAll(team(90), { expectedAgents: 5_000 }, always)).offsets).toHaveLength(2 + MAX_AHEAD);
  });

  it('are no more than were wanted', async () => {
    expect((await readAll(team(500), { expectedAgents: 500, pages: 3 }, always)).offsets).toEqual([0, 50, 100]);
  });

  it('begin no more once one is at another offset than expected', async () => {
    const shorter: Call = async (offset) => {
      const page = await team(300)(offset);
      return page.ok && offset === 50 ? ok({ ...page.value, rawCount: 49 }) : page;
    };
    const { offsets, read } = await readAll(shorter, { expectedAgents: 300 }, always);
    expect(offsets).toEqual([0, 50, 100, 150, 200, 250, 99, 149, 199, 249, 299]);
    expect(read.ok && read.value.rows.length).toBe(300);
  });

  it('begin no more after a failure', async () => {
    const calls: number[] = [];
    const call = (offset: number): Promise<Result<null>> => {
      calls.push(offset);
      return Promise.resolve(offset === 50 ? fail('server-error') : ok(null));
    };
    const read = createReadAhead(call, (offset) => Promise.resolve({ answer: call(offset) }));
    await read(0, []);
    expect((await read(50, [100, 150])).ok).toBe(false);
    expect((await read(50, [100, 150, 200])).ok).toBe(false);
    expect((await read(100, [150, 200])).ok).toBe(true);
    expect(calls).toEqual([0, 50, 100, 150, 50]);
  });

  it('that fail end the read, which goes on from there; there are none beyond two hundred', async () => {
    const failing: Call = (offset) => (offset === 100 ? Promise.resolve(fail('server-error')) : team(2_000)(offset));
    const failed = await readAll(failing, { expectedAgents: 2_000 }, always);
    expect(failed.offsets).toHaveLength(3 + MAX_AHEAD);
    expect(failed.read).toMatchObject({
      value: { stopped: { code: 'server-error' }, rest: { received: 100 } },
    });
    const endless = await readAll(team(20_000), { expectedAgents: 20_000 }, always);
    expect(endless.offsets).toHaveLength(200);
    expect(endless.read).toMatchObject({
      value: { stopped: { code: 'too-large' } },
    });
  });
});
