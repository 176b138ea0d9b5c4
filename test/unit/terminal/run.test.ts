import { describe, expect, it } from 'vitest';
import type { TerminalParts } from '../../../electron/terminal/parts.ts';
import { runTerminal } from '../../../electron/terminal/run.ts';
import { createFakeTerminal } from '../../support/fake-terminal.ts';

describe('runTerminal', () => {
  it('ends with 5 and a sentence when something throws, and passes it on without showing it', async () => {
    const io = createFakeTerminal();
    const surprise = new Error('canary-7f3a');
    const heard: unknown[] = [];
    const parts: Partial<TerminalParts> = {
      loadServeParts: () => Promise.reject(surprise),
      onSurprise: (error) => heard.push(error),
    };
    expect(await runTerminal(['serve'], io, parts as TerminalParts)).toBe(5);
    expect([heard, io.out, io.messages.length]).toEqual([[surprise], [], 1]);
    expect(io.messages.join()).not.toContain('canary');
  });
});
