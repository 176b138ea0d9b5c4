import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from './system-code.ts';

/** How a folder is made: for its owner only. */
const PRIVATE = { mode: 0o700 };

/**
 * Makes a folder with those it lies in, for its owner only; what is there stays as it is. Throws system errors. Not
 * `mkdir` with `recursive`: where the system says of a folder whose parent is there that it does not exist, as below
 * /proc, Node's tries again for ever.
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, PRIVATE);
  } catch (error) {
    // What the system answers where a folder is already there differs (EEXIST, EISDIR, EROFS, EPERM).
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

function isFolder(place: string): boolean {
  try {
    return statSync(place).isDirectory();
  } catch {
    return false;
  }
}
