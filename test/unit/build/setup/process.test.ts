import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { endingFrom, lastLines, run, runStep } from '../../../../build/setup/process.mjs';

const options = { title: 'The step', todo: 'try again' };
const node = (script: string) => runStep(process.execPath, ['-e', script], options);

describe('a step of the set-up', () => {
  it('gives what the program wrote', async () => {
    expect(await node(`process.stdout.write('out ')`)).toBe('out ');
  });

  it('fails with the last lines of both streams and what to do', async () => {
    const failure = node(`console.log('first'); console.error('\\x1b[31mlast\\x1b[0m'); process.exitCode = 7`);
    await expect(failure).rejects.toMatchObject({
      message: 'The step failed (code 7).',
      todo: 'try again',
      lastLines: expect.arrayContaining(['first', 'last']) as string[],
    });
  });

  it('fails in words where the program is not there', async () => {
    const failure = runStep('/nowhere/program', [], options);
    await expect(failure).rejects.toMatchObject({ message: 'The step failed (spawn /nowhere/program ENOENT).' });
  });
});

describe('a program that keeps silent', () => {
  const silence = { limitMs: 200, everyMs: 20, why: 'it was silent' };

  it('is ended, and named for it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-silent-'));
    const started = path.join(folder, 'started');
    const script = `
      console.log('one');
      require('node:fs').writeFileSync(${JSON.stringify(started)}, '');
      setInterval(() => undefined, 1_000);`;
    // A slow computer may take longer than the limit to start it.
    let checks = 0;
    const seen = (): number => (existsSync(started) ? -1 : (checks += 1));
    try {
      expect(await run(process.execPath, ['-e', script], { silence: { ...silence, seen } })).toEqual({
        ending: 'it was silent',
        output: 'one\n',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is left alone for as long as there is something new of it', async () => {
    let checks = 0;
    const seen = () => (checks += 1);
    const script = 'setTimeout(() => (process.exitCode = 3), 400)';
    expect(await run(process.execPath, ['-e', script], { silence: { ...silence, seen } })).toMatchObject({
      ending: 'code 3',
    });
  });
});

it('keeps the last 25 lines, without colours, redrawn and empty lines', () => {
  const many = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  expect(lastLines(many.join('\n\n'))).toEqual(many.slice(15));
  expect(lastLines('\x1b[1mbold\x1b[0m\r\x1b[Kdone\n')).toEqual(['bold', 'done']);
});

describe('how a program ended', () => {
  it.each([
    [[0, null, false], { code: 0, isInterrupted: false }],
    [[4, null, true], { code: 4, isInterrupted: false }],
    [[null, 'SIGTERM', true], { code: 143, isInterrupted: true }],
    [[null, 'SIGTERM', false], { code: 143, isInterrupted: false }],
    [[null, 'SIGKILL', true], { code: 137, isInterrupted: false }],
    [[null, 'SIGSEGV', false], { code: 139, isInterrupted: false }],
  ] as const)('%j', ([code, signal, wasSignalled], expected) => {
    expect(endingFrom(code, signal, wasSignalled)).toEqual(expected);
  });
});
