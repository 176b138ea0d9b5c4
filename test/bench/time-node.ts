import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a program is run. */
export interface NodeRun {
  /** The data folder. */
  readonly folder: string;
  /** What it gets on stdin. */
  readonly input?: string;
  /** The exit code it has to end with; 0 by default. */
  readonly code?: number;
  /** What it finds in its environment beside PATH. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Milliseconds from starting Node with these arguments to its end. */
export async function timeNode(
  args: readonly string[],
  { folder, input = '', code = 0, env = {} }: NodeRun,
): Promise<number> {
  const all = { PATH: process.env['PATH'], ...env, ROLLCALL_HOME: folder };
  const began = performance.now();
  const child = spawn(process.execPath, args, { env: all, stdio: ['pipe', 'ignore', 'ignore'] });
  // One that reads nothing may have ended before it is written to.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [ended] = (await once(child, 'exit')) as [number | null];
  if (ended !== code) throw new Error(`node ${args[0]} ${args[1]} ended with ${ended}`);
  return performance.now() - began;
}
