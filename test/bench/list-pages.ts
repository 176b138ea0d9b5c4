import type { Browser, CDPSession, Page } from 'playwright';
import { watchTasks } from './page-server.ts';

/** A page with a list to scroll, and the CPU time of its main thread. */
export interface ListPage {
  readonly page: Page;
  readonly session: CDPSession;
}

/** What is opened in a page; without an address, as long a scroll box as a list and nothing in it. */
interface Opened {
  readonly address?: string;
  /** Runs before the first script of the page. */
  readonly first?: () => void;
  /** Of the window; that of a popover by default. */
  readonly size?: typeof VIEWPORT;
}

const VIEWPORT = { width: 420, height: 640 };
/** A window in which each row has a band of the day, and a card has room beside the list. */
export const WIDE = { width: 1_400, height: 900 };
const EMPTY = `<!doctype html>
<div class="list" style="height: 400px; overflow-y: auto"><div class="row" style="height: 170000px"></div></div>`;

/** Opens a page with a long list, or with nothing. */
export async function openList(browser: Browser, { address, first, size = VIEWPORT }: Opened = {}): Promise<ListPage> {
  const page = await browser.newPage({ viewport: size });
  if (first !== undefined) await page.addInitScript(first);
  if (address === undefined) await page.setContent(EMPTY);
  else await page.goto(address);
  await page.locator('.row').first().waitFor();
  return { page, session: await watchTasks(page) };
}
