import type { ChildProcess } from 'node:child_process';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { createPages } from './engine/pages.ts';
import { createLink, type Ask } from './link.ts';
import type { EngineCalls, MainCalls } from './wire.ts';

/** The engine behind one app in a child process. */
export interface Engine {
  /** Calls the main half: actions of the user and the system, and the state they see. */
  readonly main: Ask<MainCalls>;
  page(windowId: number): Page | undefined;
  pages(): readonly Page[];
  close(): Promise<void>;
}

/** Connects an app that runs on `register.ts` in a forked child to a browser of the tests. */
export function startEngine(
  child: ChildProcess,
  browser: Browser,
  contextOptions: BrowserContextOptions,
  onContext: (context: BrowserContext) => Promise<void>,
): Engine {
  const pages = createPages({ browser, contextOptions, main: () => main, onContext });
  const main: Ask<MainCalls> = createLink<MainCalls, EngineCalls>(
    {
      send: (message) => void child.send(message as object, () => undefined),
      onMessage: (listener) => void child.on('message', listener),
    },
    pages.calls,
  );
  return { main, page: pages.page, pages: pages.all, close: pages.close };
}
