import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';

const parentPort = new URL('../utility-child.ts', import.meta.url).href;

/** A utility process: a Node process of its own (docs: api/utility-process). */
class UtilityProcess extends EventEmitter implements Pick<Electron.UtilityProcess, 'kill' | 'pid' | 'postMessage'> {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    child.on('spawn', () => this.emit('spawn'));
    child.on('message', (message) => this.emit('message', message));
    child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** docs: "child.postMessage": structured clone; what cannot be delivered is lost. */
  postMessage(message: unknown): void {
    this.#child.send(message as object, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill('SIGKILL');
  }
}

/** docs: "utilityProcess.fork": `stdio` 'ignore', 'inherit' or 'pipe'; messages keep what structured clone keeps. */
export const utilityProcess = {
  fork(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}): UtilityProcess {
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
};
