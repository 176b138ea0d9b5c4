import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));
/** What the build puts in. */
const BUILT_IN = 'data:text/javascript,globalThis.__APP_VERSION__="9.9.9"';

/** What `rollcall` ended with. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** Starts `rollcall` from its source as a process of its own, with nothing in its environment but `env` and PATH. */
export function startRollcall(argv: readonly string[], env: NodeJS.ProcessEnv): ChildProcessWithoutNullStreams {
  const args = ['--import', BUILT_IN, CLI, ...argv];
  return spawn(process.execPath, args, { env: { PATH: process.env['PATH'], ...env }, stdio: 'pipe' });
}

/** Runs it to its end with `input` on stdin. */
export async function runRollcallProcess(argv: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<Ended> {
  const child = startRollcall(argv, env);
  child.stdin.end(input);
  const [[code], out, said] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, out, said };
}
