import type { BrowserContext, Page } from '@playwright/test';

/** Problems of pages: refused by the security policy, thrown, or written to the console as an error. */
export interface PageWatch {
  readonly complaints: readonly string[];
  /** Returns the problems so far and clears them, for a test that provoked them. */
  take(): readonly string[];
}

/** Watches every page of a context from before its first script. */
export async function watchPages(context: BrowserContext): Promise<PageWatch> {
  const complaints: string[] = [];
  const watch = (page: Page): void => {
    page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
    });
  };
  context.on('page', watch);
  context.pages().forEach(watch);
  // Chromium's console lists violations too, but not those of a report-only policy.
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      console.error(`securitypolicyviolation ${effectiveDirective} ${blockedURI}`);
    });
  });
  return { complaints, take: () => complaints.splice(0) };
}
