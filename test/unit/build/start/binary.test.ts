import { expect, it } from 'vitest';
import { StepFailed } from '../../../../build/setup/say.mjs';
import { downloadReason } from '../../../../build/start/binary.mjs';

const failure = (...lines: string[]) => new StepFailed('The download of Electron failed (code 1).', 'try again', lines);

it('tells what the guard told, before the stack of the installer', () => {
  const lines = [
    '12 of 118 MB',
    'Reason: getaddrinfo ENOTFOUND github.com',
    'TypeError: fetch failed',
    '    at node:internal',
  ];
  expect(downloadReason(failure(...lines))).toBe('getaddrinfo ENOTFOUND github.com');
});

it('tells the last line, or how the installer ended, where the guard told nothing', () => {
  expect(downloadReason(failure('Error: no space left on device'))).toBe('Error: no space left on device');
  expect(downloadReason(failure())).toBe('The download of Electron failed (code 1).');
});
