import { describe, expect, it } from 'vitest';
import { commandWords } from '../../../electron/terminal/invocation.ts';

describe('commandWords', () => {
  it.each([
    'status',
    'history',
    'connect',
    'disconnect',
    'serve',
    'demo',
    'help',
    'version',
    '--help',
    '-h',
    '--version',
  ])('takes %s with all behind it', (word) => {
    expect(commandWords(['/opt/Rollcall/rollcall', word, '--json', 'x'], true)).toEqual([word, '--json', 'x']);
  });

  it('takes a command behind switches of Chromium and behind a bare --', () => {
    const switches = ['--ozone-platform=headless', '--disable-gpu'];
    expect(commandWords(['rollcall', ...switches, 'status'], true)).toEqual(['status']);
    expect(commandWords(['Rollcall.exe', '--', 'connect', '--host', 'https://kore.example'], true)).toEqual([
      'connect',
      '--host',
      'https://kore.example',
    ]);
  });

  it('takes what follows the folder of the app in a build tree', () => {
    expect(commandWords(['electron', '.', 'status'], false)).toEqual(['status']);
    expect(commandWords(['electron', 'status'], false)).toBeNull();
  });

  it.each([
    [[]],
    [['--hidden']],
    [['--demo']],
    [['--or-demo']],
    [['rollcall://status']],
    [['C:\\status']],
    [['anything', 'status']],
    [['toString']],
  ])('means the app by %j', (words) => {
    expect(commandWords(['rollcall', ...words], true)).toBeNull();
  });
});
