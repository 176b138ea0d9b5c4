import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const PIPE = /^\\\\\.\\pipe\\rollcall-[0-9a-f]{32}$/;

/**
 * A name for a pipe that nobody can take beforehand: names of pipes are everybody's, and whoever makes one first answers.
 * 128 random bits.
 */
export function newPipe(): string {
  // Not imported: to load it takes longer than to ask, and whoever asks makes no name.
  const { randomBytes } = process.getBuiltinModule('node:crypto');
  return `\\\\.\\pipe\\rollcall-${randomBytes(16).toString('hex')}`;
}

/** Notes the name of a pipe where only this user can read it. Throws system errors. */
export function notePipe(note: string, pipe: string): void {
  rmSync(note, { force: true }); // the mode is for a new file only
  writeFileSync(note, pipe, { mode: 0o600 });
}

/** The pipe that is noted; null for none, and for anything else than the name of one. */
export function notedPipe(note: string): string | null {
  try {
    const text = readFileSync(note, 'utf8');
    return PIPE.test(text) ? text : null;
  } catch {
    return null;
  }
}
