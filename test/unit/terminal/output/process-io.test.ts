import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createProcessIo } from '../../../../electron/terminal/output/process-io.ts';

/** A process with streams that can be read, and signals that can be sent. */
function createProcess(isRead = (): boolean => true) {
  const signals = new EventEmitter();
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const exits: unknown[] = [];
  const exit = (code: unknown): void => void exits.push(code);
  const process = Object.assign(signals, { stdin, stdout: Object.assign(stdout, { isTTY: true }), stderr, exit });
  const clock = createFakeClock();
  const io = createProcessIo(process as unknown as NodeJS.Process, clock.now, isRead);
  return { signals, stdin, stdout, stderr, exits, clock, io };
}

const textOf = (stream: PassThrough): string => String(stream.read() ?? '');

describe('createProcessIo', () => {
  it('writes data to stdout and messages to stderr', () => {
    const { io, stdout, stderr } = createProcess();
    io.print('{"ok":true}');
    io.write('\rline');
    io.say('No connection is saved.');
    expect([textOf(stdout), textOf(stderr)]).toEqual(['{"ok":true}\n\rline', 'No connection is saved.\n']);
    expect(io.isTerminal).toBe(true);
  });

  it('shows a progress in one line of a terminal, above which messages stay', () => {
    const { io, stderr } = createProcess();
    io.progress('1 of 2');
    expect(textOf(stderr)).toBe('');
    Object.assign(stderr, { isTTY: true });
    io.progress('1 of 2');
    io.progress('2 of 2');
    io.say('Waiting.');
    io.progress('done');
    io.progress('');
    io.progress('');
    const clear = '\r\u001B[2K';
    expect(textOf(stderr)).toBe(`1 of 2${clear}2 of 2${clear}Waiting.\ndone${clear}`);
  });

  it('reads everything on stdin as UTF-8, also a character in two pieces', async () => {
    const { io, stdin } = createProcess();
    const input = io.readInput();
    const bytes = Buffer.from('geheim-ß\n');
    stdin.write(bytes.subarray(0, 8));
    stdin.end(bytes.subarray(8));
    expect(await input).toBe('geheim-ß\n');
  });

  it('says what it waits for to somebody at a keyboard', async () => {
    const { io, stdin, stderr } = createProcess();
    const input = io.readInput();
    expect(textOf(stderr)).toBe('');
    stdin.end();
    await input;
    const other = createProcess();
    Object.assign(other.stdin, { isTTY: true });
    void other.io.readInput();
    expect(textOf(other.stderr)).toMatch(/^Paste the secret or token here/);
  });

  const failure = (code: string): Error => Object.assign(new Error(`write ${code}`), { code });

  it('goes on when the reader of stdout has gone, and says so to whoever waits for it', async () => {
    const { io, stdout } = createProcess();
    // An error nobody listens for ends the program.
    expect(() => stdout.emit('error', failure('EPIPE'))).not.toThrow();
    await io.readerGone();
    expect(await io.flushed()).toBeNull();
  });

  it('notices that the reader has gone before anything is written, once somebody wants to know', async () => {
    let hasReader = true;
    const { io } = createProcess(() => hasReader);
    const gone = io.readerGone();
    expect(io.hasReader()).toBe(true);
    hasReader = false;
    await gone;
    expect(io.hasReader()).toBe(false);
  });

  it('knows what stdout has not taken, and goes on where messages cannot be written', async () => {
    const { io, stdout, stderr } = createProcess();
    stdout.emit('error', failure('ENOSPC'));
    expect(await io.flushed()).toBe('ENOSPC');
    io.say('The disk is full.');
    expect(() => stderr.emit('error', failure('ENOSPC'))).not.toThrow();
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('is interrupted by %s, and goes on listening', async (signal) => {
    const { io, signals } = createProcess();
    const interrupted = io.interrupted();
    signals.emit(signal);
    await interrupted;
    // Otherwise a second signal, or a package that sends it on, ends the program in the middle of its ending.
    expect(['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => signals.listenerCount(name))).toEqual([1, 1, 1]);
  });

  it('ends at once with 130 when it is interrupted a second time, but not by one signal that comes twice', async () => {
    const { io, signals, exits, clock } = createProcess();
    const interrupted = io.interrupted();
    signals.emit('SIGINT');
    await interrupted;
    clock.advance(199);
    signals.emit('SIGINT');
    expect(exits).toEqual([]);
    clock.advance(1);
    signals.emit('SIGTERM');
    expect(exits).toEqual([130]);
  });

  it('listens once, however many wait for it', async () => {
    const { io, signals } = createProcess();
    const waits = [io.interrupted(), io.interrupted()];
    expect(signals.listenerCount('SIGTERM')).toBe(1);
    signals.emit('SIGTERM');
    await Promise.all([...waits, io.interrupted()]);
  });

  it.each(['before the read', 'in the middle of it'])('reads no more once interrupted, %s', async (when) => {
    const { io, stdin, signals } = createProcess();
    const answers: unknown[] = [];
    const heard = (answer: unknown): unknown => answers.push(answer);
    const read = (): unknown => io.readInput().then(heard, heard);
    const interrupted = io.interrupted();
    if (when === 'in the middle of it') read();
    stdin.write('half a sec');
    signals.emit('SIGINT');
    await interrupted;
    if (when === 'before the read') read();
    if (!stdin.closed) await once(stdin, 'close');
    await new Promise(setImmediate);
    expect([stdin.destroyed, answers]).toEqual([true, []]);
  });
});
