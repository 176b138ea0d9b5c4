import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { forkKeychainProcess } from '../../../../electron/desktop/system/keychain-process.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';

it('runs the keychain child as a utility process without foreign code', () => {
  const calls: unknown[] = [];
  const { electron } = startElectron();
  const port = Object.assign(new EventEmitter(), {
    pid: 1,
    postMessage: (message: unknown) => void calls.push(message),
    kill: () => calls.push('kill') > 0,
  });
  electron.utilityProcess.fork = (...call) => {
    calls.push(call);
    return port as unknown as ReturnType<typeof electron.utilityProcess.fork>;
  };
  const env = { HOME: '/home/ana', NODE_OPTIONS: '--require=/evil.cjs' };
  const child = forkKeychainProcess('/out/keychain-child.js', env);
  child.onMessage((message) => calls.push(['heard', message]));
  child.onExit(() => calls.push('exit'));
  child.send({ id: 1, method: 'get', account: 'a' });
  port.emit('message', { id: 1, ok: true, value: null });
  child.kill();
  port.emit('exit', 0);
  expect(calls).toEqual([
    [
      '/out/keychain-child.js',
      [],
      { env: { HOME: '/home/ana', NODE_OPTIONS: '' }, execArgv: [], stdio: 'ignore', serviceName: 'Rollcall keychain' },
    ],
    { id: 1, method: 'get', account: 'a' },
    ['heard', { id: 1, ok: true, value: null }],
    'kill',
    'exit',
  ]);
});
