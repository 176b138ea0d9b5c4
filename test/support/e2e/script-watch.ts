import type { Page } from 'playwright';

/** The script that runs in a page, counted by V8 itself. */
export interface ScriptWatch {
  /** The functions that ran since the last question, each with its script and how often; none is an empty list. */
  take(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/**
 * Counts the calls of every function of a page from now on, whatever calls it: messages, timers, frames, promises.
 * Asking runs no script (chromedevtools.github.io/devtools-protocol: Profiler.takePreciseCoverage, which also resets).
 */
export async function watchScript(page: Page): Promise<ScriptWatch> {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return {
    async take() {
      const { result } = await session.send('Profiler.takePreciseCoverage');
      return result.flatMap(({ url, functions }) =>
        functions.flatMap(({ functionName, ranges: [range] }) =>
          range === undefined || range.count === 0 ? [] : [`${range.count} x ${functionName} of ${url}`],
        ),
      );
    },
    stop: () => session.detach(),
  };
}
