import { expect, it } from 'vitest';
import { forkKeychainProcess, type UtilityPort } from '../../../../electron/desktop/system/keychain-process.ts';
import { emitting } from '../fake-electron.ts';

it('runs the keychain child as a utility process without foreign code', () => {
  const calls: unknown[] = [];
  const port = emitting<UtilityPort>({
    postMessage: (message) => void calls.push(message),
    kill: () => calls.push('kill') > 0,
  });
  const child = forkKeychainProcess(
    (...call) => {
      calls.push(call);
      return port;
    },
    '/out/keychain-child.js',
    { HOME: '/home/ana', NODE_OPTIONS: '--require=/evil.cjs' },
  );
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
