import { readFile } from 'node:fs/promises';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Frame as PageFrame,
  Page,
  Request,
  Route,
} from '@playwright/test';
import type { Ask } from '../link.ts';
import type { EngineCalls, Frame, MainCalls, WindowPlan } from '../wire.ts';
import { isOwnAddress, toElectronAddress, toPageAddress } from './addresses.ts';
import { enterPreloadWorld, type Inward } from './preload-world.ts';

const INVOKE = '__electronHostInvoke';
const INWARD = 'electron-host';

/** The pages of one app. */
export interface EnginePages {
  readonly calls: EngineCalls;
  /** The page of a window, once it is open. */
  page(windowId: number): Page | undefined;
  all(): readonly Page[];
  close(): Promise<void>;
}

export interface PageParts {
  readonly browser: Browser;
  readonly contextOptions: BrowserContextOptions;
  /** Calls the main half; set once the link is up. */
  readonly main: () => Ask<MainCalls>;
  /** Called with each new context, before its first page. */
  readonly onContext: (context: BrowserContext) => Promise<void>;
}

interface Opened {
  readonly page: Page;
  isVisible: boolean;
  /** The address that the app itself is loading. */
  loading: string | null;
  /** Settles with the previous load: a new one waits, because Chromium must not navigate in the middle of a load. */
  settled: Promise<unknown>;
}

/** Makes a Chromium page per window, and a context with its own storage per session partition. */
export function createPages({ browser, contextOptions, main, onContext }: PageParts): EnginePages {
  const contexts = new Map<string, Promise<BrowserContext>>();
  const opened = new Map<number, Opened>();

  const idOf = (page: Page): number | undefined => [...opened].find(([, window]) => window.page === page)?.[0];

  async function makeContext(partition: string): Promise<BrowserContext> {
    const context = await browser.newContext(contextOptions);
    await onContext(context);
    await context.route(isOwnAddress, (route) => serve(partition, route));
    await context.route(
      (url) => !isOwnAddress(url),
      (route) => leave(route),
    );
    context.on('page', (page) => void judgePopup(page));
    return context;
  }

  async function serve(partition: string, route: Route): Promise<void> {
    const request = route.request();
    const answer = await main()('serve', partition, toElectronAddress(request.url()), request.method());
    if (answer === null) return route.abort('addressunreachable');
    await route.fulfill(answer);
  }

  /** Navigations away from the page. The app is asked only about those by the page itself, not about its own. */
  async function leave(route: Route): Promise<void> {
    const request = route.request();
    if (!request.isNavigationRequest()) return route.continue();
    const frame = frameOfRequest(request);
    // The page wants to open a window; judgePopup asks the app.
    if (frame === null) return route.abort('aborted');
    const id = idOf(frame.page());
    const window = id === undefined ? undefined : opened.get(id);
    if (id === undefined || window?.loading === request.url()) return route.continue();
    const isTop = frame.parentFrame() === null;
    const isFree = await main()('mayNavigate', id, toElectronAddress(request.url()), isTop);
    await (isFree ? route.continue() : route.abort('aborted'));
  }

  async function judgePopup(popup: Page): Promise<void> {
    const opener = await popup.opener().catch(() => null);
    const id = opener === null ? undefined : idOf(opener);
    if (id === undefined) return;
    const isFree = await main()('mayOpen', id, popup.url());
    await popup.close();
    if (isFree) throw new Error('The host has no windows that a page opened');
  }

  async function open(windowId: number, plan: WindowPlan): Promise<void> {
    const { partition, preload, width, height, isDark } = plan;
    if (!contexts.has(partition)) contexts.set(partition, makeContext(partition));
    const context = await contexts.get(partition);
    const page = await context?.newPage();
    if (page === undefined) return;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
    const window: Opened = { page, isVisible: false, loading: null, settled: Promise.resolve() };
    opened.set(windowId, window);
    await page.exposeBinding(INVOKE, ({ frame }, channel: string, args: readonly unknown[]) =>
      main()('invoke', windowId, frameOf(frame), channel, args),
    );
    const script = preload === null ? '' : await readFile(preload, 'utf8');
    const names = JSON.stringify({ invoke: INVOKE, inward: INWARD, isVisible: false });
    const body = `(${enterPreloadWorld.toString()})(${names}, function (require, module, exports) {${script}\n})`;
    await page.addInitScript({ content: body });
    page.on('domcontentloaded', () => void tellVisibility(window));
    page.on('crash', () => void main()('crashed', windowId));
  }

  const tellVisibility = (window: Opened): Promise<void> => call(window, 'show', window.isVisible);

  return {
    calls: {
      open,
      async load(windowId, url) {
        const window = opened.get(windowId);
        const address = toPageAddress(url);
        if (window === undefined) return;
        await window.settled;
        window.loading = address;
        const loaded = window.page.goto(address, { waitUntil: 'load' });
        window.settled = loaded.catch(() => undefined);
        await loaded;
        window.loading = null;
      },
      async show(windowId, isVisible) {
        const window = opened.get(windowId);
        if (window === undefined) return;
        window.isVisible = isVisible;
        await tellVisibility(window);
      },
      async send(windowId, channel, args) {
        const window = opened.get(windowId);
        if (window !== undefined) await call(window, 'deliver', channel, args);
      },
      async close(windowId) {
        const window = opened.get(windowId);
        opened.delete(windowId);
        await window?.page.close();
      },
    },
    page: (windowId) => opened.get(windowId)?.page,
    all: () => [...opened.values()].map(({ page }) => page),
    async close() {
      for (const context of contexts.values()) await (await context).close();
    },
  };
}

/**
 * Calls a function of the page's preload world. Does nothing for a page without one, or one that is navigating away.
 */
async function call<K extends keyof Inward>({ page }: Opened, name: K, ...args: Parameters<Inward[K]>): Promise<void> {
  await page
    .evaluate(
      ([symbol, method, values]) => {
        const inward = (window as unknown as Record<symbol, Record<string, (...args: unknown[]) => void>>)[
          Symbol.for(symbol)
        ];
        inward?.[method]?.(...values);
      },
      [INWARD, name as string, args as readonly unknown[]] as const,
    )
    .catch(() => undefined);
}

/** The frame of a navigation; null when it does not exist yet, as for a new window. */
function frameOfRequest(request: Request): PageFrame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

function frameOf(frame: PageFrame): Frame {
  return { url: toElectronAddress(frame.url()), isTop: frame.parentFrame() === null };
}
