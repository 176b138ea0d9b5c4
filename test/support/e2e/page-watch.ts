import type { BrowserContext, Page } from '@playwright/test';

/** What pages complained about: refused by the security policy, thrown, or written to the console as an error. */
export interface PageWatch {
  readonly complaints: readonly string[];
  /** Takes away and gives back what has been complained about so far, for a test that provoked it. */
  take(): readonly string[];
}

/** Follows every page of a context from before its first script. */
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
  // Chromium's console speaks of violations too, but not of those that a policy only reports.
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      console.error(`securitypolicyviolation ${effectiveDirective} ${blockedURI}`);
    });
  });
  return { complaints, take: () => complaints.splice(0) };
}
