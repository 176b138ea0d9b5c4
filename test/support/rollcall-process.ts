import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url));
/** Defined by the build. */
const BUILT_IN = 'data:text/javascript,globalThis.__APP_VERSION__="9.9.9"';

/** As `CLI`, but able to use the keychain. */
const WITH_KEYCHAIN = fileURLToPath(new URL('keyring-process.ts', import.meta.url));

/** What a process has of this one's environment, whatever else a test gives it. Without the cache it compiles all anew. */
export const INHERITED = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] };

/** How `rollcall` ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** The command that starts `rollcall` from its source. */
export function rollcallCommand(
  argv: readonly string[],
  entry = CLI,
): { readonly file: string; readonly args: readonly string[] } {
  return { file: process.execPath, args: ['--import', BUILT_IN, entry, ...argv] };
}

/** Starts `rollcall` from its source, in a process group of its own and with no environment but `env` and `INHERITED`. */
export function startRollcall(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  entry = CLI,
): ChildProcessWithoutNullStreams {
  const { file, args } = rollcallCommand(argv, entry);
  return spawn(file, args, { env: { ...INHERITED, ...env }, stdio: 'pipe', detached: true });
}

/** Kills a process group that a failed test has left behind. */
export function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}

/** Runs it to its end with `input` on stdin. */
export async function runRollcallProcess(argv: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<Ended> {
  return endOf(startRollcall(argv, env), input);
}

/** The same, with a keychain where `env` names one. */
export async function runWithKeychain(argv: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<Ended> {
  return endOf(startRollcall(argv, env, WITH_KEYCHAIN), input);
}

async function endOf(child: ChildProcessWithoutNullStreams, input: string): Promise<Ended> {
  child.stdin.end(input);
  const [[code], out, said] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, out, said };
}
