import type { Browser } from '@playwright/test';
import { followWebNotices } from './notices.ts';
import { watchPages } from './page-watch.ts';
import { startProgram, type Ending } from './program.ts';
import type { RunningRollcall } from './running.ts';
import type { TestComputer } from './test-computer.ts';

/** Starts `rollcall serve` on a free port and opens the printed address in a fresh browser profile. */
export async function startBrowserApp(
  browser: Browser,
  computer: TestComputer,
  args: readonly string[],
): Promise<RunningRollcall> {
  const { env, timeZone } = computer;
  const program = startProgram('out/cli.js', { args: ['serve', '--no-open', '--port', '0', ...args], env });
  const context = await browser.newContext({ timezoneId: timeZone, locale: 'en-GB' });
  const watch = await watchPages(context);
  const noticesOf = await followWebNotices(context);
  const page = await context.newPage();
  await page.goto(await program.printed(/^Rollcall: (\S+)$/m));
  let stopped: Promise<Ending> | null = null;
  return {
    page,
    pages: () => context.pages(),
    watch,
    notices: noticesOf(page),
    desktop: null,
    computer,
    pid: program.child.pid ?? 0,
    ended: program.ended,
    output: program.output,
    stop: () => (stopped ??= context.close().then(program.stop)),
  };
}
