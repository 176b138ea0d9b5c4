import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { makeOwner } from '../support/owner-bench.ts';
import { INHERITED, killGroup, rollcallCommand, startRollcall } from '../support/rollcall-process.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestBench } from '../support/test-app.ts';

/**
 * `status --watch` as a process whose reader goes while the team stays as it is, so that nothing is written that could
 * fail. A watch that goes on would never end here.
 */
let bench: TestBench;
let kore: KoreServer;
const started: ChildProcess[] = [];

beforeEach(async () => {
  bench = await createTestBench(createFakeClock(Date.now()));
  kore = await startKoreServer([{ id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'BUSY' }]);
});
afterEach(async () => {
  for (const child of started.splice(0)) killGroup(child);
  await bench.stop();
  await kore.stop();
});

const env = (): NodeJS.ProcessEnv => ({ ...INHERITED, ROLLCALL_HOME: bench.dataFolder });

/** All of connect's flags for the server. */
function given(): string[] {
  const { host, accountId, botId, clientId } = kore;
  return ['--host', host, '--account', accountId, '--bot', botId, '--client-id', clientId, '--secret-stdin'];
}

/** Runs it in a shell's pipe to `head -n 1`, until both have ended. */
async function pipedToHead(argv: readonly string[]): Promise<string> {
  const { file, args } = rollcallCommand(argv);
  const shell = spawn('sh', ['-c', '"$@" | head -n 1', 'sh', file, ...args], {
    env: env(),
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  started.push(shell);
  shell.stdin.end(kore.clientSecret);
  const [out] = await Promise.all([text(shell.stdout), once(shell, 'close')]);
  return out;
}

describe.skipIf(process.platform === 'win32')('a watch whose reader has gone ends without another call', () => {
  it.each([
    ['text', [], /: 0 available, 1 busy/],
    ['agents', ['--agents'], /: 0 available, 1 busy/],
    ['JSON', ['--json'], /"BUSY":1/],
    ['a template', ['--format', '{busy} of {total}'], /^1 of 1$/m],
  ])('while it reads the team itself, as %s', async (_how, options, line) => {
    expect(await pipedToHead(['status', '--watch', ...options, ...given()])).toMatch(line);
    expect(kore.countOf('availability')).toBe(1);
    // Status details follow the first line; a reader who has gone by then is noticed before they are requested.
    expect(kore.countOf('statusDetails')).toBeLessThanOrEqual(options.includes('--agents') ? 1 : 0);
  });

  it('while it reads the team itself for another program, over a socket', async () => {
    const watch = startRollcall(['status', '--watch', ...given()], env());
    started.push(watch);
    watch.stdin.end(kore.clientSecret);
    await once(createInterface(watch.stdout), 'line');
    watch.stdout.destroy();
    expect(await once(watch, 'close')).toEqual([0, null]);
    expect(kore.countOf('availability')).toBe(1);
  });

  it('while it follows the running app', async () => {
    const rollcall = await bench.open({ keychain: createFakeKeychain() });
    const owner = await makeOwner(bench, rollcall);
    await rollcall.app.start();
    await rollcall.get('connection:save', formFor(kore), 'keychain');
    await rollcall.until(({ health }) => health.state === 'live');
    await kore.received('statusDetails', 1);
    const before = kore.calls.length;
    expect(await pipedToHead(['status', '--watch'])).toMatch(/Billing: 0 available, 1 busy/);
    expect(kore.calls.length).toBe(before);
    await owner.release();
  });
});
