import type { Page } from 'playwright';

/** Counts the script that runs in a page, with V8's own counters. */
export interface ScriptWatch {
  /** The functions that ran since the last call, each with its script and count. */
  take(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/**
 * Counts every function call in a page from now on, whatever causes it: messages, timers, frames, promises. Reading the
 * counts runs no script (chromedevtools.github.io/devtools-protocol: Profiler.takePreciseCoverage, which also resets).
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
