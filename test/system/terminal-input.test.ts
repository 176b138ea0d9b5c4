import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { INHERITED } from '../support/rollcall-process.ts';

/** `rollcall` as a process of its own whose user has not given the secret yet. */
const CLI = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));
/** What the build puts in, and a pipe that is taken for a keyboard: only there it says what it waits for. */
const AT_KEYBOARD = 'data:text/javascript,globalThis.__APP_VERSION__="9.9.9";process.stdin.isTTY=true';
const GIVEN = '--host https://h.example --account a-1 --bot b-1 --client-id c-1 --secret-stdin'.split(' ');

let folder: string;
let child: ChildProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-input-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

// On Windows a program is ended from outside without a signal.
it.skipIf(process.platform === 'win32')('status --watch ends by a signal while it waits for the secret', async () => {
  const env = { ...INHERITED, ROLLCALL_HOME: folder };
  const argv = ['--import', AT_KEYBOARD, CLI, 'status', '--watch', ...GIVEN];
  const watch = spawn(process.execPath, argv, { env, stdio: 'pipe' });
  child = watch;
  const ended = once(watch, 'close');
  let said = '';
  watch.stderr.setEncoding('utf8').on('data', (part: string) => {
    said += part;
    if (/Ctrl\+D.*\n/.test(said)) watch.kill('SIGINT');
  });
  expect(await ended).toEqual([0, null]);
  expect(said).toMatch(/^Paste the secret or token here[^\n]*\n$/);
});
