import { appError } from '../shared/messages.ts';
import { err, ok, type AppError, type Result } from '../shared/result.ts';
import { mergeRows, rowKey } from './rows.ts';
import type { DetailsRequest, DetailsRow, MemoryCell, PagesRest } from './types.ts';
import type { DetailsPage } from './wire.ts';

/** Agents per page: the document's default and maximum. */
export const PAGE_LIMIT = 50;
/** 10,000 agents; a server that says "more" for ever stops here. */
const PAGES_MAX = 200;

const ENDLESS_MESSAGE =
  'Kore.ai announced more than 200 pages, so reading stopped there. Narrow the read to some agents.';

/** Reads the page at an offset. */
export type ReadPage = (offset: number) => Promise<Result<DetailsPage>>;

/** All pages as one: each agent once, in the order they came. */
export interface PagedRead {
  readonly rows: readonly DetailsRow[];
  /** Rows and records that could not be understood, as they came. */
  readonly notUnderstood: readonly string[];
  /** Why later pages are missing; null when the read is whole, or as long as it was to be. */
  readonly stopped: AppError | null;
  /** What to go on with; absent after the last page. */
  readonly rest?: PagesRest;
  /** Whether the server itself said that this was the last page. */
  readonly isEndSaid: boolean;
}

/** What has been read so far. */
interface Collected {
  readonly rows: Map<string, DetailsRow>;
  /** User ids, also of the reads that this one goes on from. */
  readonly known: Set<string>;
  readonly notUnderstood: string[];
  /** Rows as sent, which is what `offset` counts on most servers. */
  received: number;
  pages: number;
}

/** What follows a page: the next one's offset, or the end; `isLast` when there is nothing to go on with. */
type Step =
  | { readonly offset: number }
  | { readonly stopped: AppError | null; readonly isLast: boolean; readonly isEndSaid: boolean };

/**
 * Reads page after page while `hasMore` is true; where it says neither yes nor no, after every full page. Whether
 * `offset` counts agents or pages is not documented (kore-facts 4.1): agents are assumed; if page two then brings nobody
 * new, one question at offset 1 decides, and what it shows is remembered. A page with no new agent, nor a new record of
 * one that has several rows, ends the run. Fails only if the first page asked for does; a later failure is
 * `stopped`. What ends before the last page can be gone on with from its `rest`: a list that has become shorter by then
 * hides as many agents at the seam as it has lost, one that has become longer shows some twice.
 */
export async function readPages(
  readPage: ReadPage,
  memory: MemoryCell,
  onPage: (agentsRead: number) => void,
  { pages = Infinity, rest }: Pick<DetailsRequest, 'pages' | 'rest'> = {},
): Promise<Result<PagedRead>> {
  const all: Collected = { rows: new Map(), known: new Set(rest?.known), notUnderstood: [], received: 0, pages: 0 };
  const run: Run = { readPage, memory, all, first: new Set(rest?.first), add: (page) => add(all, page, onPage) };
  let step = rest === undefined ? await begin(run) : await goOn(run, rest);
  for (let asked = 1; 'offset' in step && asked < pages; asked += 1) step = await follow(run, step.offset);
  if ('stopped' in step && step.stopped !== null && all.rows.size === 0) return err(step.stopped);
  return ok(readOf(run, step));
}

async function begin(run: Run): Promise<Step> {
  const page = await run.readPage(0);
  if (!page.ok) return stopAt(page.error);
  for (const row of page.value.rows) run.first.add(rowKey(row));
  return run.add(page.value) ? after(run, page.value) : endAt(page.value);
}

function goOn(run: Run, { received, pages }: PagesRest): Promise<Step> | Step {
  Object.assign(run.all, { received, pages });
  const step = next(run);
  return 'offset' in step ? follow(run, step.offset) : step;
}

function readOf({ all, first }: Run, step: Step): PagedRead {
  const { notUnderstood, received, pages, known } = all;
  const { stopped, isLast, isEndSaid } = 'offset' in step ? { stopped: null, isLast: false, isEndSaid: false } : step;
  const read = { rows: [...all.rows.values()], notUnderstood, stopped, isEndSaid };
  return isLast ? read : { ...read, rest: { received, pages, first, known } };
}

interface Run {
  readonly readPage: ReadPage;
  readonly memory: MemoryCell;
  readonly all: Collected;
  /** The rows of page one, by their keys. */
  readonly first: Set<string>;
  /** Adds a page; says whether it brought anything new. */
  readonly add: (page: DetailsPage) => boolean;
}

function add(all: Collected, page: DetailsPage, onPage: (agentsRead: number) => void): boolean {
  let hasNews = false;
  for (const row of page.rows) {
    const before = all.rows.get(row.userId);
    const merged = before === undefined ? row : mergeRows(before, row);
    hasNews ||= !all.known.has(row.userId) || (before !== undefined && merged.records.length > before.records.length);
    all.rows.set(row.userId, merged);
    all.known.add(row.userId);
  }
  all.notUnderstood.push(...page.notUnderstood);
  all.received += page.rawCount;
  all.pages += 1;
  onPage(all.rows.size);
  return hasNews;
}

/** What follows a page that brought something new. */
function after({ memory, all }: Pick<Run, 'memory' | 'all'>, page: DetailsPage): Step {
  const isFull = page.rawCount >= Math.min(PAGE_LIMIT, page.limit ?? PAGE_LIMIT);
  return (page.hasMore ?? isFull) ? next({ memory, all }) : endAt(page);
}

function endAt({ hasMore, rawCount }: DetailsPage): Step {
  // An empty list says that there is nothing, unless it says at the same time that there is more.
  return { stopped: null, isLast: true, isEndSaid: hasMore === false || (hasMore === null && rawCount === 0) };
}

function stopAt(stopped: AppError): Step {
  return { stopped, isLast: false, isEndSaid: false };
}

function next({ memory, all }: Pick<Run, 'memory' | 'all'>): Step {
  if (all.pages >= PAGES_MAX) {
    return { stopped: appError('too-large', { message: ENDLESS_MESSAGE }), isLast: true, isEndSaid: false };
  }
  return { offset: memory.get().offsetCounts === 'pages' ? all.pages : all.received };
}

/** Reads one page after the first and says what follows. */
async function follow(run: Run, offset: number): Promise<Step> {
  const page = await run.readPage(offset);
  if (!page.ok) return stopAt(page.error);
  const isSecond = run.all.pages === 1;
  if (isSecond && run.memory.get().offsetCounts === 'pages' && overlap(page.value, run.first) > 0.5) {
    return backToRecords(run);
  }
  if (run.add(page.value)) return after(run, page.value);
  return isSecond && run.memory.get().offsetCounts === null ? askAtOne(run) : endAt(page.value);
}

/** What was remembered no longer holds: offset 1 gave page one again, moved by one agent. */
function backToRecords({ memory, all }: Run): Step {
  memory.learn({ offsetCounts: 'records' });
  return { offset: all.received };
}

/** Page two brought nobody although page one said that there is more: does `offset` count pages? */
async function askAtOne(run: Run): Promise<Step> {
  const page = await run.readPage(1);
  // The page that brought nobody is not one of theirs.
  run.all.pages = 1;
  if (!page.ok) return stopAt(page.error);
  if (page.value.rows.length === 0 || overlap(page.value, run.first) > 0) return endAt(page.value);
  run.memory.learn({ offsetCounts: 'pages' });
  run.add(page.value);
  return after(run, page.value);
}

/** The share of a page's rows that are among these. */
function overlap(page: DetailsPage, among: ReadonlySet<string>): number {
  const shared = page.rows.filter((row) => among.has(rowKey(row))).length;
  return page.rows.length === 0 ? 0 : shared / page.rows.length;
}
