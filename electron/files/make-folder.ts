import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from './system-code.ts';

/** How a folder is made: for its owner only. */
const PRIVATE = { mode: 0o700 };

/**
 * Makes a folder with those it lies in, for its owner only; folders that exist stay as they are. Throws system
 * errors. Not `mkdir` with `recursive`: where the system says ENOENT although the parent exists, as below /proc, Node
 * tries again for ever.
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, PRIVATE);
  } catch (error) {
    // Systems differ in what they answer where the folder exists (EEXIST, EISDIR, EROFS, EPERM).
    if (isFolder(folder)) return;
    const parent = path.dirname(folder);
    if (systemCode(error) !== 'ENOENT' || parent === folder) throw error;
    makeFolder(parent);
    makeInside(folder);
  }
}

/** Another process may make it in between. */
function makeInside(folder: string): void {
  try {
    mkdirSync(folder, PRIVATE);
  } catch (error) {
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    return false;
  }
}
