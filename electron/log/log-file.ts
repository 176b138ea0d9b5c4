import { appendFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../files/make-folder.ts';

/** The size of the log. */
export interface LogLimits {
  readonly maxBytes: number;
  readonly files: number;
}

const LIMITS: LogLimits = { maxBytes: 1_000_000, files: 3 };

/**
 * Makes what appends lines to `rollcall.log` in a folder; a full file becomes `rollcall.1.log`, and the oldest of three
 * goes. Lines are written at once, so that the one that says why the program ended is there; one that cannot be written is
 * lost.
 */
export function createLogFile(folder: string, { maxBytes, files }: LogLimits = LIMITS): (line: string) => void {
  const nameOf = (age: number): string => path.join(folder, age === 0 ? 'rollcall.log' : `rollcall.${age}.log`);
  let bytes: number | null = null;

  function open(): number {
    makeFolder(folder);
    return statSync(nameOf(0), { throwIfNoEntry: false })?.size ?? 0;
  }

  function rotate(): void {
    for (let age = files - 2; age >= 0; age -= 1) {
      if (statSync(nameOf(age), { throwIfNoEntry: false }) !== undefined) renameSync(nameOf(age), nameOf(age + 1));
    }
  }

  return (line) => {
    try {
      const length = Buffer.byteLength(line);
      bytes ??= open();
      if (bytes > 0 && bytes + length > maxBytes) {
        rotate();
        bytes = 0;
      }
      appendFileSync(nameOf(0), line, { mode: 0o600 });
      bytes += length;
    } catch {
      bytes = null; // the folder may be back for the next line
    }
  };
}
