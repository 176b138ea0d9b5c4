import type { BrowserContext, Page } from '@playwright/test';

/** A notification as the system would show it. */
export interface ShownNotice {
  readonly title: string;
  readonly body: string;
}

/** The notifications of the app, wherever they are shown. */
export interface Notices {
  /** Lets the app show them, as a user does who is asked; not needed on the desktop. */
  allow(): Promise<void>;
  /** All that were shown since the start, oldest first. */
  shown(): Promise<readonly ShownNotice[]>;
  /** Clicks the newest with this title. */
  click(title: string): Promise<void>;
}

declare global {
  // Where pages of the tests keep the Web Notifications they made.
  var shownNotices: Notification[];
}

/** Web Notifications of a browser tab: real ones, remembered as they are made. */
export async function followWebNotices(context: BrowserContext): Promise<(page: Page) => Notices> {
  await context.addInitScript(() => {
    globalThis.shownNotices = [];
    globalThis.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        globalThis.shownNotices.push(this);
      }
    };
  });
  return (page) => ({
    async allow() {
      await context.grantPermissions(['notifications'], { origin: new URL(page.url()).origin });
    },
    shown: () => page.evaluate(() => globalThis.shownNotices.map(({ title, body }) => ({ title, body }))),
    click: (wanted) =>
      page.evaluate((title) => {
        globalThis.shownNotices.findLast((notice) => notice.title === title)?.dispatchEvent(new Event('click'));
      }, wanted),
  });
}
