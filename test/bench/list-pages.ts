import type { Browser, CDPSession, Page } from 'playwright';
import { holdSecond } from './ticks-in-page.ts';
import { watchTasks } from './page-server.ts';

/** A page with a list to scroll, and the CPU time of its main thread. */
export interface ListPage {
  readonly page: Page;
  readonly session: CDPSession;
}

const VIEWPORT = { width: 420, height: 640 };
const EMPTY = `<!doctype html>
<div class="list" style="height: 400px; overflow-y: auto"><div class="row" style="height: 170000px"></div></div>`;

/** Opens the team of the preview at an address, or a page with as long a scroll box and nothing in it. */
export async function openList(browser: Browser, address?: string): Promise<ListPage> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.addInitScript(holdSecond);
  if (address === undefined) await page.setContent(EMPTY);
  else await page.goto(address);
  await page.locator('.list .row').first().waitFor();
  return { page, session: await watchTasks(page) };
}
