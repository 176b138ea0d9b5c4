import { appError, type AppError, err, ok, type Result } from '../shared/result.ts';
import { koreTexts as texts } from '../shared/texts/connect/kore.ts';
import type { DetailsPage } from './decode/status-details.ts';
import type { DetailsAnswer, DetailsPart, DetailsRequest, DetailsRow, MemoryCell, StatusRecord } from './types.ts';

/** Agents per page: the document's default and maximum. */
export const PAGE_LIMIT = 50;
/** 10,000 agents; a server that says "more" for ever stops here. */
const MAX_PAGES = 200;

/** Reads the page at an offset. Those at the `following` offsets are likely to be read next, in this order. */
export type ReadPage = (offset: number, following: readonly number[]) => Promise<Result<DetailsPage>>;

/** All pages as one: each agent once, in the order they came. */
export type PagedRead = Omit<DetailsAnswer, 'receivedAt'>;

/** Hears how many agents were read in all, and of each page. */
export type OnPage = (agentsRead: number, page: Omit<DetailsPart, 'receivedAt'>) => void;

/** A read under way: what it reads with, and what it has read. */
interface Run {
  readonly readPage: ReadPage;
  readonly memory: MemoryCell;
  readonly onPage: OnPage;
  readonly rows: Map<string, DetailsRow>;
  readonly notUnderstood: string[];
  /** User ids, also of the reads that this one goes on from. */
  readonly known: Set<string>;
  /** The rows of page one, by their keys. */
  readonly first: Set<string>;
  /** Rows as sent, which is what `offset` counts on most servers. */
  received: number;
  pages: number;
  /** Rows as sent of the last page of this read; 0 before the first. */
  perPage: number;
  /** How many agents the list is thought to have; 0 where nobody knows. */
  readonly expectedAgents: number;
}

/** What follows a page: the next one's offset, or the end; `isLast` when there is nothing to go on with. */
type Step =
  | { readonly offset: number }
  | { readonly stopped: AppError | null; readonly isLast: boolean; readonly isEndSaid: boolean };

/**
 * Reads page after page while `hasMore` is true; where it says neither yes nor no, after every full page. Whether
 * `offset` counts agents or pages is not documented: agents are assumed; if page two then brings nobody
 * new, one request at offset 1 decides, and the memory keeps the result. A page without a new agent, or a new
 * record of an agent with several rows, ends the read. Pages are taken one after the other, whichever comes first:
 * `readPage` may read the following ones at the same time.
 *
 * Fails only if its first request does; a later failure is `stopped`. A read that ends before the last page can be
 * continued from its `rest`. If the list has become shorter by then, the agents at the seam are missed; if it has
 * become longer, some come twice.
 */
export async function readPages(
  readPage: ReadPage,
  memory: MemoryCell,
  onPage: OnPage,
  { pages = Infinity, rest, expectedAgents = 0 }: Pick<DetailsRequest, 'pages' | 'rest' | 'expectedAgents'> = {},
): Promise<Result<PagedRead>> {
  const run: Run = {
    readPage,
    memory,
    onPage,
    rows: new Map(),
    notUnderstood: [],
    known: new Set(rest?.known),
    first: new Set(rest?.first),
    received: rest?.received ?? 0,
    pages: rest?.pages ?? 0,
    perPage: 0,
    expectedAgents,
  };
  let step = rest === undefined ? await readFirst(run) : nextPage(run);
  for (let left = rest === undefined ? pages - 1 : pages; 'offset' in step && left > 0; left -= 1) {
    step = await readNext(run, step.offset, left);
  }
  if ('stopped' in step && step.stopped !== null && run.rows.size === 0) return err(step.stopped);
  return ok(answerOf(run, step));
}

async function readFirst(run: Run): Promise<Step> {
  const page = await run.readPage(0, []);
  if (!page.ok) return stopAt(page.error);
  for (const row of page.value.rows) run.first.add(rowKey(row));
  return addPage(run, page.value) ? stepAfter(run, page.value) : endAt(page.value);
}

/** Reads one page after the first, of at most `left` that are wanted, and says what follows. */
async function readNext(run: Run, offset: number, left: number): Promise<Step> {
  const page = await run.readPage(offset, followingOffsets(run, offset, left));
  if (!page.ok) return stopAt(page.error);
  const isSecond = run.pages === 1;
  const { offsetCounts } = run.memory.get();
  if (isSecond && offsetCounts === 'pages' && overlap(page.value, run.first) > 0.5) {
    // What was learned is no longer true: offset 1 gave page one again, moved by one agent.
    run.memory.learn({ offsetCounts: 'records' });
    return { offset: run.received };
  }
  if (addPage(run, page.value)) return stepAfter(run, page.value);
  return isSecond && offsetCounts === null ? tryOffsetOne(run, page.value) : endAt(page.value);
}

/** Page two brought nobody although page one said that there is more: does `offset` count pages? */
async function tryOffsetOne(run: Run, second: DetailsPage): Promise<Step> {
  const page = await run.readPage(1, []);
  // The page without anybody does not count.
  run.pages = 1;
  if (!page.ok) return stopAt(page.error);
  if (page.value.rows.length === 0 || overlap(page.value, run.first) > 0) return endAt(second);
  run.memory.learn({ offsetCounts: 'pages' });
  addPage(run, page.value);
  return stepAfter(run, page.value);
}

/** Adds a page; says whether it brought anything new. */
function addPage(run: Run, page: DetailsPage): boolean {
  let isNew = false;
  for (const row of page.rows) {
    const before = run.rows.get(row.userId);
    const merged = before === undefined ? row : mergeRows(before, row);
    isNew ||= !run.known.has(row.userId) || (before !== undefined && merged.records.length > before.records.length);
    run.rows.set(row.userId, merged);
    run.known.add(row.userId);
  }
  run.notUnderstood.push(...page.notUnderstood);
  run.received += page.rawCount;
  run.perPage = page.rawCount;
  run.pages += 1;
  const rows = [...new Set(page.rows.map(({ userId }) => userId))].flatMap((userId) => run.rows.get(userId) ?? []);
  const { received, pages } = run;
  run.onPage(run.rows.size, { rows, notUnderstood: page.notUnderstood, received, pages });
  return isNew;
}

/** What follows a page that brought something new. */
function stepAfter(run: Run, page: DetailsPage): Step {
  const isFull = page.rawCount >= Math.min(PAGE_LIMIT, page.limit ?? PAGE_LIMIT);
  if (page.hasMore ?? isFull) return nextPage(run);
  return { stopped: null, isLast: true, isEndSaid: page.hasMore === false };
}

function nextPage({ memory, pages, received }: Run): Step {
  if (pages >= MAX_PAGES) {
    return { stopped: appError('too-large', { message: texts.endlessPages }), isLast: true, isEndSaid: false };
  }
  return { offset: memory.get().offsetCounts === 'pages' ? pages : received };
}

/**
 * The offsets of the pages after the next one, as far as the expected number of agents and the size of the last page tell:
 * without the number there are none, since each of them may lie beyond the end and cost a call for nothing. Page two is
 * read alone where it decides what `offset` counts, and so is the first page of a read that goes on.
 */
function followingOffsets(run: Run, offset: number, left: number): readonly number[] {
  const { memory, received, pages, perPage, expectedAgents } = run;
  const { offsetCounts } = memory.get();
  if (perPage === 0 || (pages === 1 && offsetCounts === null)) return [];
  const expected = Math.ceil((expectedAgents - received) / perPage);
  const length = Math.max(0, Math.min(expected, left, MAX_PAGES - pages) - 1);
  const by = offsetCounts === 'pages' ? 1 : perPage;
  return Array.from({ length }, (_, index) => offset + (index + 1) * by);
}

/** The end at a page that brought nothing new: one that repeats proves nothing, whatever it says. */
function endAt({ hasMore, rows, rawCount }: DetailsPage): Step {
  // An empty list is the end, unless it says that there is more.
  const isEndSaid = rows.length === 0 && (hasMore === false || (hasMore === null && rawCount === 0));
  return { stopped: null, isLast: true, isEndSaid };
}

function stopAt(stopped: AppError): Step {
  return { stopped, isLast: false, isEndSaid: false };
}

function answerOf({ rows, notUnderstood, received, pages, first, known }: Run, step: Step): PagedRead {
  const { stopped, isLast, isEndSaid } = 'offset' in step ? { stopped: null, isLast: false, isEndSaid: false } : step;
  const read = { rows: [...rows.values()], notUnderstood, stopped, isEndSaid };
  return isLast ? read : { ...read, rest: { received, pages, first, known } };
}

/** Which part of a page's rows is among these, 0 to 1. */
function overlap(page: DetailsPage, among: ReadonlySet<string>): number {
  const shared = page.rows.filter((row) => among.has(rowKey(row))).length;
  return page.rows.length === 0 ? 0 : shared / page.rows.length;
}

/** Two rows of one agent as one: every record once, and the name of the later row, which may be a new one. */
function mergeRows(before: DetailsRow, after: DetailsRow): DetailsRow {
  const known = new Set(before.records.map(recordKey));
  const records = [...before.records, ...after.records.filter((record) => !known.has(recordKey(record)))];
  // A row without names shows the e-mail or the id in their place.
  const name = after.name === after.email || after.name === after.userId ? before.name : after.name;
  const customId = after.customId ?? before.customId;
  return { ...before, name, customId, email: after.email || before.email, records };
}

/** Tells a row from the others of a page, also where an agent has several. */
function rowKey({ userId, records }: DetailsRow): string {
  return [userId, ...records.map(recordKey)].join('\n');
}

function recordKey({ primaryStatus, secondaryStatus, start, end }: StatusRecord): string {
  return JSON.stringify([primaryStatus, secondaryStatus, start.kind, start.ms, end?.ms]);
}
