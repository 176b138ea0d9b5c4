import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TerminalParts } from '../../../electron/terminal/parts.ts';
import { runTerminal } from '../../../electron/terminal/run.ts';
import { createFakeTerminal } from '../../support/fake-terminal.ts';

const IDS = ['--host', 'kore.example', '--account', 'a', '--bot', 'b', '--client-id', 'c', '--secret-stdin'];

describe('runTerminal', () => {
  it('ends with 5 and a sentence when something throws, and passes it on without showing it', async () => {
    const io = createFakeTerminal();
    const surprise = new Error('canary-7f3a');
    const heard: unknown[] = [];
    const parts: Partial<TerminalParts> = {
      localZone: {
        get() {
          throw surprise;
        },
        problem: () => null,
        refresh: () => false,
      },
      onSurprise: (error) => heard.push(error),
    };
    expect(await runTerminal(['demo'], io, parts as TerminalParts)).toBe(5);
    expect([heard, io.out, io.messages.length]).toEqual([[surprise], [], 1]);
    expect(io.messages.join()).not.toContain('canary');
  });

  // Nothing else is there for a command to begin with.
  const dataFolder = fileURLToPath(import.meta.url);
  it.each([['status'], ['status', ...IDS], ['history'], ['connect', ...IDS], ['disconnect'], ['serve']])(
    'ends %s with 5 and what to do where the data folder cannot be one',
    async (...argv) => {
      const io = createFakeTerminal();
      expect(await runTerminal(argv, io, { dataFolder } as TerminalParts)).toBe(5);
      expect(io.out).toEqual([]);
      expect(io.messages).toEqual([
        `The data folder ${dataFolder} cannot be used (it is not a folder). Repair it, or set ROLLCALL_HOME to a folder that can be written.`,
      ]);
    },
  );

  it('ends with 5 when the output was lost, which a script would not see otherwise', async () => {
    const io = createFakeTerminal();
    io.failure = 'ENOSPC';
    expect(await runTerminal(['version'], io, { version: '1' } as TerminalParts)).toBe(5);
    expect(io.messages).toEqual(['Not all of the output could be written (ENOSPC).']);
  });

  it.each([['help'], ['version']])('needs no data folder for %s', async (command) => {
    const io = createFakeTerminal();
    expect(await runTerminal([command], io, { dataFolder, version: '1' } as TerminalParts)).toBe(0);
  });
});
