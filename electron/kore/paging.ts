import { appError } from '../shared/messages.ts';
import { ok, type AppError, type Result } from '../shared/result.ts';
import type { DetailsRow, MemoryCell } from './types.ts';
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
  /** Why later pages are missing; null when the read is whole. */
  readonly stopped: AppError | null;
}

/** What has been read so far. */
interface Collected {
  readonly rows: Map<string, DetailsRow>;
  ignored: number;
  /** Rows as sent, which is what `offset` counts on most servers. */
  received: number;
  pages: number;
}

/** What follows a page: the next one's offset, or the end. */
type Step = { readonly offset: number } | { readonly stopped: AppError | null };

const END: Step = { stopped: null };

/**
 * Reads page after page while `hasMore` is true. Whether `offset` counts agents or pages is not documented (kore-facts
 * 4.1): agents are assumed; if page two then brings nobody new, one question at offset 1 decides, and what it shows is
 * remembered. A page with no new agent ends the run. Fails only if page one does; a later failure is `stopped`.
 */
export async function readPages(
  readPage: ReadPage,
  memory: MemoryCell,
  onPage: (agentsRead: number) => void,
): Promise<Result<PagedRead>> {
  const first = await readPage(0);
  if (!first.ok) return first;
  const all: Collected = { rows: new Map(), ignored: 0, received: 0, pages: 0 };
  const run = { readPage, memory, all, firstPage: first.value, add: (page: DetailsPage) => add(all, page, onPage) };
  run.add(first.value);
  let step = first.value.hasMore && all.rows.size > 0 ? next(run) : END;
  while ('offset' in step) step = await follow(run, step.offset);
  return ok({ rows: [...all.rows.values()], ignored: all.ignored, stopped: step.stopped });
}

interface Run {
  readonly readPage: ReadPage;
  readonly memory: MemoryCell;
  readonly all: Collected;
  readonly firstPage: DetailsPage;
  /** Adds a page; gives the number of agents that are new. */
  readonly add: (page: DetailsPage) => number;
}

function add(all: Collected, page: DetailsPage, onPage: (agentsRead: number) => void): number {
  const before = all.rows.size;
  for (const row of page.rows) if (!all.rows.has(row.userId)) all.rows.set(row.userId, row);
  all.ignored += page.ignored;
  all.received += page.rawCount;
  all.pages += 1;
  onPage(all.rows.size);
  return all.rows.size - before;
}

function next({ memory, all }: Run): Step {
  if (all.pages >= PAGES_MAX) return { stopped: appError('too-large', { message: ENDLESS_MESSAGE }) };
  return { offset: memory.get().offsetCounts === 'pages' ? all.pages : all.received };
}

/** Reads one page after the first and says what follows. */
async function follow(run: Run, offset: number): Promise<Step> {
  const page = await run.readPage(offset);
  if (!page.ok) return { stopped: page.error };
  const isSecond = run.all.pages === 1;
  if (isSecond && run.memory.get().offsetCounts === 'pages' && overlap(page.value, run.firstPage) > 0.5) {
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
  if (!page.ok) return { stopped: page.error };
  if (page.value.rows.length === 0) return END;
  if (overlap(page.value, run.firstPage) > 0) return END;
  run.memory.learn({ offsetCounts: 'pages' });
  // The page that brought nobody is not one of theirs.
  run.all.pages = 1;
  run.add(page.value);
  return page.value.hasMore ? next(run) : END;
}

/** The share of a page's agents that are on the other page too. */
function overlap(page: DetailsPage, other: DetailsPage): number {
  const known = new Set(other.rows.map((row) => row.userId));
  const shared = page.rows.filter((row) => known.has(row.userId)).length;
  return page.rows.length === 0 ? 0 : shared / page.rows.length;
}
