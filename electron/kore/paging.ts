import { appError } from '../shared/messages.ts';
import { err, ok, type AppError, type Result } from '../shared/result.ts';
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
  readonly ignored: number;
  /** Why later pages are missing; null when the read is whole, or as long as it was to be. */
  readonly stopped: AppError | null;
  /** What to go on with; absent after the last page. */
  readonly rest?: PagesRest;
}

/** What has been read so far. */
interface Collected {
  readonly rows: Map<string, DetailsRow>;
  /** User ids, also of the reads that this one goes on from. */
  readonly known: Set<string>;
  ignored: number;
  /** Rows as sent, which is what `offset` counts on most servers. */
  received: number;
  pages: number;
}

/** What follows a page: the next one's offset, or the end; `isLast` when there is nothing to go on with. */
type Step = { readonly offset: number } | { readonly stopped: AppError | null; readonly isLast: boolean };

const END: Step = { stopped: null, isLast: true };

/**
 * Reads page after page while `hasMore` is true. Whether `offset` counts agents or pages is not documented (kore-facts
 * 4.1): agents are assumed; if page two then brings nobody new, one question at offset 1 decides, and what it shows is
 * remembered. A page with no new agent ends the run. Fails only if the first page asked for does; a later failure is
 * `stopped`. What ends before the last page can be gone on with from its `rest`: a list that has become shorter by then
 * hides as many agents at the seam as it has lost, one that has become longer shows some twice.
 */
export async function readPages(
  readPage: ReadPage,
  memory: MemoryCell,
  onPage: (agentsRead: number) => void,
  { pages = Infinity, rest }: Pick<DetailsRequest, 'pages' | 'rest'> = {},
): Promise<Result<PagedRead>> {
  const all: Collected = { rows: new Map(), known: new Set(rest?.known), ignored: 0, received: 0, pages: 0 };
  const run: Run = { readPage, memory, all, first: new Set(rest?.first), add: (page) => add(all, page, onPage) };
  let step = rest === undefined ? await begin(run) : await goOn(run, rest);
  for (let asked = 1; 'offset' in step && asked < pages; asked += 1) step = await follow(run, step.offset);
  if ('stopped' in step && step.stopped !== null && all.rows.size === 0) return err(step.stopped);
  return ok(readOf(run, step));
}

async function begin(run: Run): Promise<Step> {
  const page = await run.readPage(0);
  if (!page.ok) return { stopped: page.error, isLast: false };
  const newcomers = run.add(page.value);
  for (const userId of run.all.known) run.first.add(userId);
  return page.value.hasMore && newcomers > 0 ? next(run) : END;
}

function goOn(run: Run, { received, pages }: PagesRest): Promise<Step> | Step {
  Object.assign(run.all, { received, pages });
  const step = next(run);
  return 'offset' in step ? follow(run, step.offset) : step;
}

function readOf({ all, first }: Run, step: Step): PagedRead {
  const { ignored, received, pages, known } = all;
  const read = { rows: [...all.rows.values()], ignored, stopped: 'offset' in step ? null : step.stopped };
  return 'isLast' in step && step.isLast ? read : { ...read, rest: { received, pages, first, known } };
}

interface Run {
  readonly readPage: ReadPage;
  readonly memory: MemoryCell;
  readonly all: Collected;
  /** Who was on page one. */
  readonly first: Set<string>;
  /** Adds a page; gives the number of agents that are new. */
  readonly add: (page: DetailsPage) => number;
}

function add(all: Collected, page: DetailsPage, onPage: (agentsRead: number) => void): number {
  const before = all.rows.size;
  for (const row of page.rows) {
    if (!all.known.has(row.userId)) all.rows.set(row.userId, row);
    all.known.add(row.userId);
  }
  all.ignored += page.ignored;
  all.received += page.rawCount;
  all.pages += 1;
  onPage(all.rows.size);
  return all.rows.size - before;
}

function next({ memory, all }: Run): Step {
  if (all.pages >= PAGES_MAX) return { stopped: appError('too-large', { message: ENDLESS_MESSAGE }), isLast: true };
  return { offset: memory.get().offsetCounts === 'pages' ? all.pages : all.received };
}

/** Reads one page after the first and says what follows. */
async function follow(run: Run, offset: number): Promise<Step> {
  const page = await run.readPage(offset);
  if (!page.ok) return { stopped: page.error, isLast: false };
  const isSecond = run.all.pages === 1;
  if (isSecond && run.memory.get().offsetCounts === 'pages' && overlap(page.value, run.first) > 0.5) {
    return backToRecords(run);
  }
  if (run.add(page.value) > 0) return page.value.hasMore ? next(run) : END;
  return isSecond && run.memory.get().offsetCounts === null ? askAtOne(run) : END;
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
  if (!page.ok) return { stopped: page.error, isLast: false };
  if (page.value.rows.length === 0) return END;
  if (overlap(page.value, run.first) > 0) return END;
  run.memory.learn({ offsetCounts: 'pages' });
  run.add(page.value);
  return page.value.hasMore ? next(run) : END;
}

/** The share of a page's agents that are among these. */
function overlap(page: DetailsPage, among: ReadonlySet<string>): number {
  const shared = page.rows.filter((row) => among.has(row.userId)).length;
  return page.rows.length === 0 ? 0 : shared / page.rows.length;
}
