import type { BrowserContext, Page } from '@playwright/test';

/** A notification as the system shows it. */
export interface ShownNotice {
  readonly title: string;
  readonly body: string;
}

/** The notifications of the app, wherever they are shown. */
export interface Notices {
  /** Grants the permission, as a user would. The desktop needs none. */
  allow(): Promise<void>;
  /** All notifications since the start, oldest first. */
  shown(): Promise<readonly ShownNotice[]>;
  /** Clicks the newest notification with this title. */
  click(title: string): Promise<void>;
}

declare global {
  // The Web Notifications that a page under test has made.
  var shownNotices: Notification[];
}

/** Records the real Web Notifications of a browser tab. */
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
