import { utilityProcess } from 'electron';
import type { KeychainChild } from '../../keychain/types.ts';

/**
 * Starts the keychain child as a utility process: it may load native modules, and works with the RunAsNode fuse off. To be called after `ready`.
 * `kill` ends it also while a call hangs in it: Electron makes sure that the process is reaped.
 */
export function forkKeychainProcess(script: string, env: Readonly<Record<string, string | undefined>>): KeychainChild {
  const child = utilityProcess.fork(script, [], {
    env: { ...env, NODE_OPTIONS: '' }, // no foreign code beside a secret
    execArgv: [],
    stdio: 'ignore',
    serviceName: 'Rollcall keychain',
  });
  return {
    send: (request) => child.postMessage(request),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', () => listener()),
    kill: () => void child.kill(),
  };
}
