import type { KeychainChild } from './types.ts';

/**
 * Starts the keychain child as a Node process. `scriptPath` is the built or the source file of keychain-child; `env`
 * is what keytar finds the session bus and the home folder by. Nothing of the child reaches a terminal or a file.
 */
export function forkKeychainChild(scriptPath: string, env: NodeJS.ProcessEnv = process.env): KeychainChild {
  // Not imported: most commands of the terminal need no keychain, and to load this takes them milliseconds.
  const { fork } = process.getBuiltinModule('node:child_process');
  const child = fork(scriptPath, [], {
    env: { ...env, NODE_OPTIONS: '' }, // no foreign code beside a secret
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return {
    // The callback keeps a failed delivery from being thrown; the exit that caused it is reported anyway.
    send: (request) => void child.send(request, () => undefined),
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      child.once('exit', listener);
      child.once('error', listener);
    },
    // Not SIGTERM: Node ends in order on that, and joins the thread that hangs in keytar.
    kill: () => void child.kill('SIGKILL'),
  };
}
