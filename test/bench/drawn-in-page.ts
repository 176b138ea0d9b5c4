/** The page's own word for when it was last drawn while visible. */
export type DrawnWindow = Window & {
  /** Epoch milliseconds of the first frame in which the page is visible and has content. */
  drawn: Promise<number>;
  /** Waits for that anew. */
  watchDrawn(): void;
  /** What messages have taken since it was set to 0, from their arrival until the page is as they say; milliseconds. */
  tookMs: number;
};

/** Runs in a page of the electron-host: `window.tookMs` from now on. The copy that a context bridge makes is part of it. */
export function timeDeliveries(): void {
  const page = window as unknown as DrawnWindow & Record<symbol, { deliver(...args: unknown[]): void }>;
  const inward = page[Symbol.for('electron-host')];
  if (inward === undefined) throw new Error('This is no page of the electron-host.');
  const { deliver } = inward;
  inward.deliver = (...args) => {
    const startedAt = performance.now();
    deliver(...args);
    // Vue has queued its changes to the page before this.
    queueMicrotask(() => void (page.tookMs += performance.now() - startedAt));
  };
}

/** Runs in a page before its first script: `window.drawn` from now on, and anew with `watchDrawn`. */
export function watchDrawn(): void {
  const CONTENT = '.row';
  const page = window as unknown as DrawnWindow;
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

  function untilVisible(): Promise<void> {
    if (document.visibilityState === 'visible') return Promise.resolve();
    return new Promise((resolve) => {
      document.addEventListener('visibilitychange', () => void untilVisible().then(resolve), { once: true });
    });
  }

  /** A task that is queued while a frame is made runs once that frame is on its way to the screen. */
  function drawn(): Promise<number> {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(Date.now());
      requestAnimationFrame(() => port2.postMessage(null));
    });
  }

  async function untilDrawn(): Promise<number> {
    await untilVisible();
    while (document.querySelector(CONTENT) === null) await nextFrame();
    return drawn();
  }

  page.watchDrawn = () => void (page.drawn = untilDrawn());
  page.watchDrawn();
}
