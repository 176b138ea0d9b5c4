import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A running program of the build. */
export interface Program {
  readonly child: ChildProcess;
  /** Its output so far, stdout and stderr. */
  output(): string;
  /**
   * Resolves with the first group of the first match in its output. Rejects if the program ends first or prints no
   * match within 90 s.
   */
  printed(pattern: RegExp): Promise<string>;
  /** Sends SIGTERM unless it has ended. Kills a program that does not end, and throws. */
  stop(): Promise<Ending>;
  /** Resolves with how it ended. */
  readonly ended: Promise<Ending>;
}

/** An exit code, or the signal that ended a program. */
export type Ending = number | NodeJS.Signals;

export interface ProgramOptions {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Flags of Node itself. */
  readonly nodeArgs?: readonly string[];
}

// Long enough for a busy computer; only a hanging program takes longer.
const PRINT_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 60_000;

/** The absolute path of something in the project. */
export const inProject = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Starts a script of `out/` with the Node that runs the tests. Messages are sent by structured clone. */
export function startProgram(script: string, { args, env, nodeArgs = [] }: ProgramOptions): Program {
  const child = fork(inProject(script), args, {
    env,
    execArgv: [...nodeArgs],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      for (const listener of [...listeners]) listener();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as Ending);

  function printed(pattern: RegExp): Promise<string> {
    const found = new Promise<string>((resolve) => {
      const check = (): void => {
        const match = pattern.exec(text);
        if (match === null) return;
        listeners.delete(check);
        resolve(match[1] ?? match[0]);
      };
      listeners.add(check);
      check();
    });
    const silence = setTimeout(() => child.kill('SIGKILL'), PRINT_WITHIN_MS);
    const never = ended.then((code) => {
      throw new Error(`${script} ended with ${code} before it printed ${pattern}:\n${text}`);
    });
    return Promise.race([found, never]).finally(() => clearTimeout(silence));
  }

  async function stop(): Promise<Ending> {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    const ending = await ended;
    clearTimeout(force);
    if (ending === 'SIGKILL') throw new Error(`${script} did not end within ${STOP_WITHIN_MS} ms:\n${text}`);
    return ending;
  }

  return { child, output: () => text, printed, stop, ended };
}
