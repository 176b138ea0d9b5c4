import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { HostContext } from './context.ts';

const parentPort = new URL('../utility-child.ts', import.meta.url).href;

const REAPED_AFTER_MS = 2_000;

/** A utility process: a separate Node process (docs: api/utility-process). */
export class UtilityProcess
  extends EventEmitter
  implements Pick<Electron.UtilityProcess, 'kill' | 'pid' | 'postMessage'>
{
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    child.on('spawn', () => this.emit('spawn'));
    child.on('message', (message) => this.emit('message', message));
    // An end by `kill`'s signal counts as graceful (shell/browser/api/electron_api_utility_process.cc).
    child.on('exit', (code, signal) =>
      this.emit('exit', code ?? (signal === 'SIGTERM' || signal === 'SIGKILL' ? 0 : 1)),
    );
  }

  /** docs: "child.pid": undefined once the process has ended. */
  get pid(): number | undefined {
    const { pid, exitCode, signalCode } = this.#child;
    return exitCode === null && signalCode === null ? pid : undefined;
  }

  /** docs: "child.postMessage": structured clone; an undeliverable message is lost. */
  postMessage(message: unknown): void {
    this.#child.send(message as object, () => undefined);
  }

  /**
   * docs: "child.kill()": "On POSIX, it uses SIGTERM but will ensure the process is reaped on exit": a process that
   * ignores it is killed after two seconds (base/process/kill_posix.cc).
   */
  kill(): boolean {
    if (this.pid === undefined) return false;
    const force = setTimeout(() => this.#child.kill('SIGKILL'), REAPED_AFTER_MS);
    this.#child.once('exit', () => clearTimeout(force));
    return this.#child.kill('SIGTERM');
  }
}

/** docs: "utilityProcess.fork": `stdio` 'ignore', 'inherit' or 'pipe'; messages are sent by structured clone. */
export const createUtilityProcess = ({ readiness }: HostContext) => ({
  fork(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}): UtilityProcess {
    // docs: "utilityProcess.fork" can only be called after `ready`.
    readiness.onlyAfterReady('utilityProcess cannot be created before app is ready.');
    const { env, execArgv = [], stdio = 'inherit' } = options;
    if (stdio !== 'ignore' && stdio !== 'inherit' && stdio !== 'pipe')
      throw new Error('The host takes one word for stdio');
    return new UtilityProcess(
      fork(modulePath, args, {
        ...(env === undefined ? {} : { env: env as NodeJS.ProcessEnv }),
        execArgv: [...execArgv, '--import', parentPort],
        stdio: [stdio, stdio, stdio, 'ipc'],
        serialization: 'advanced',
      }),
    );
  },
});
