import { performance } from 'node:perf_hooks';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench } from '../support/test-app.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import type { Clock } from '../../electron/shared/clock.ts';
import type { KoreAccount } from '../support/kore-server/types.ts';

/**
 * A program: the core as it runs while no window is visible, against the server described by its first argument (JSON), or, with
 * no argument, one timer at the same pace. Prints `ready`, and for each line on its standard input what it has cost so
 * far as JSON; ends with its input.
 */
const [server] = process.argv.slice(2);
const UNWATCHED_MS = 30_000;
let timers = 0;

function countingClock(): Clock {
  const clock = createSystemClock();
  return {
    now: clock.now,
    after: (delayMs, action) =>
      clock.after(delayMs, () => {
        timers += 1;
        action();
      }),
  };
}

async function runCore(account: KoreAccount & { readonly host: string }): Promise<void> {
  const clock = countingClock();
  const bench = await createTestBench();
  const rollcall = await bench.open({ clock });
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(account), 'session');
  await rollcall.until(({ health }) => health.state === 'live');
}

if (server === undefined) setInterval(() => (timers += 1), UNWATCHED_MS);
else await runCore(JSON.parse(server) as KoreAccount & { readonly host: string });
process.stdout.write('ready\n');
process.stdin.on('data', () => {
  const { user, system } = process.cpuUsage();
  const { loopCount } = performance.nodeTiming.uvMetricsInfo;
  process.stdout.write(`${JSON.stringify({ timers, loopCount, cpuMs: (user + system) / 1_000 })}\n`);
});
process.stdin.on('end', () => process.exit(0));
